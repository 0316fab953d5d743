import CensusModel
import Synchronization
import Testing

/// Every item is drawn once, whatever the number of threads, and results are in order.
@Suite struct ParallelTests {
  @Test(arguments: [0, 1, 2, 63, 1000], [1, 2, 7])
  func everyItemIsDrawnOnce(count: Int, threads: Int) {
    let drawn = Mutex<[Int]>([])
    Parallel.run(count: count, threads: threads) { next in
      while let item = next() { drawn.withLock { $0.append(item) } }
    }
    #expect(drawn.withLock { $0.sorted() } == Array(0..<count))
  }

  @Test func thereAreNoMoreThreadsThanItems() {
    let workers = Mutex(0)
    Parallel.run(count: 2, threads: 8) { next in
      workers.withLock { $0 += 1 }
      while next() != nil {}
    }
    #expect(workers.withLock { $0 } == 2)
  }

  @Test(arguments: [1, 3])
  func valuesAreInOrder(threads: Int) {
    #expect(Parallel.map(count: 5, threads: threads) { $0 * $0 } == [0, 1, 4, 9, 16])
    #expect(Parallel.map(count: 0, threads: threads) { $0 }.isEmpty)
  }
}
