internal import DumpReading
internal import Inventory

/// Which share counts what: customers are put into shares of about one size; what is above every
/// customer, or at an unknown place, is a share with all nodes.
struct SharePlan {
  /// Parts of one set (PartFormat.md), but for that of the indexes.
  static let shareCountMax = 9_999

  private(set) var shares: [Share] = []
  /// By customer, the number of its share, from 1; 0 for one without records.
  private(set) var shareOfCustomer: [Int]
  /// The number of the share of the rest; 0 where there is none.
  let elsewhere: Int

  struct Share {
    /// The customers; nil for the rest, which needs every node.
    var customers: [Int]?
    var recordCount = 0
    var byteCount = 0
  }

  /// - Parameters:
  ///   - loads: by customer.
  ///   - rest: what belongs to none.
  ///   - byteCountMax: of a share, about.
  init(loads: [LocationLoad], rest: LocationLoad, byteCountMax: Int) {
    elsewhere = rest.recordCount > 0 ? 1 : 0
    shareOfCustomer = [Int](repeating: 0, count: loads.count)
    if elsewhere > 0 {
      shares.append(
        Share(customers: nil, recordCount: rest.recordCount, byteCount: rest.byteCount))
    }
    let sorted = loads.indices.filter { loads[$0].recordCount > 0 }
      .sorted { (loads[$1].byteCount, $0) < (loads[$0].byteCount, $1) }
    let first = shares.count
    let total = sorted.reduce(0) { $0 + loads[$1].byteCount }
    let byteCountMax = max(1, byteCountMax)
    let wanted = total / byteCountMax + (total % byteCountMax > 0 ? 1 : 0)
    let count = min(sorted.count, Self.shareCountMax - first, max(1, wanted))
    shares += [Share](repeating: Share(customers: []), count: sorted.isEmpty ? 0 : count)
    // The largest first, each to where least is.
    var queue = ShareQueue(first..<shares.count)
    for customer in sorted {
      let share = queue.takeLeast()
      shareOfCustomer[customer] = share + 1
      shares[share].customers?.append(customer)
      shares[share].recordCount += loads[customer].recordCount
      shares[share].byteCount += loads[customer].byteCount
      queue.put(share, load: shares[share].byteCount)
    }
  }
}

/// Shares by load: a heap.
private struct ShareQueue {
  private var heap: [(load: Int, share: Int)]

  /// Shares without a load, which makes them a heap as they are.
  init(_ shares: Range<Int>) { heap = shares.map { (0, $0) } }

  mutating func takeLeast() -> Int {
    let least = heap[0].share
    let last = heap.removeLast()
    guard !heap.isEmpty else { return least }
    heap[0] = last
    var place = 0
    while true {
      var child = 2 * place + 1
      guard child < heap.count else { break }
      if child + 1 < heap.count, heap[child + 1] < heap[child] { child += 1 }
      guard heap[child] < heap[place] else { break }
      heap.swapAt(place, child)
      place = child
    }
    return least
  }

  mutating func put(_ share: Int, load: Int) {
    heap.append((load, share))
    var place = heap.count - 1
    while place > 0, heap[place] < heap[(place - 1) / 2] {
      heap.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }
}
