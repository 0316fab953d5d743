internal import Dispatch
internal import Synchronization

/// Fork and join over numbered items, each taken by the next free thread.
public enum Parallel {
  /// Runs `worker` on up to this many threads. Each draws items of `0..<count` until there are no
  /// more; every item is drawn once.
  public static func run(
    count: Int, threads: Int, _ worker: @Sendable (_ next: () -> Int?) -> Void
  ) {
    let cursor = Cursor(end: count)
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, count))) { _ in
      worker { cursor.next() }
    }
  }

  /// The values of `body` for `0..<count`, in order.
  public static func map<Value: Sendable>(
    count: Int, threads: Int, _ body: @Sendable (Int) -> Value
  ) -> [Value] {
    let slots = Slots<Value>(count: count)
    run(count: count, threads: threads) { next in
      while let item = next() { slots[item] = body(item) }
    }
    return slots.values()
  }
}

/// Hands out the numbers below `end`, each once.
private final class Cursor: Sendable {
  private let drawn = Atomic<Int>(0)
  private let end: Int

  init(end: Int) { self.end = end }

  func next() -> Int? {
    let item = drawn.wrappingAdd(1, ordering: .relaxed).oldValue
    return item < end ? item : nil
  }
}

/// Room for one result per item, each written by the one thread that drew the item.
@safe public final class Slots<Value: Sendable>: @unchecked Sendable {
  // Soundness of @unchecked: no slot is written twice, and all are read after the threads joined.
  private let memory: UnsafeMutableBufferPointer<Value?>

  /// Room for this many results.
  public init(count: Int) {
    unsafe memory = .allocate(capacity: count)
    unsafe memory.initialize(repeating: nil)
  }

  deinit {
    unsafe memory.deinitialize()
    unsafe memory.deallocate()
  }

  /// The result of an item.
  public subscript(item: Int) -> Value? {
    get { unsafe memory[item] }
    set { unsafe memory[item] = newValue }
  }

  /// All results in the order of their items.
  public func values() -> [Value] { unsafe memory.compactMap { $0 } }
}
