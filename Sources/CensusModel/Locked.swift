internal import Synchronization

/// A value that one thread at a time may use.
///
/// `Mutex`, and a flag that is handed from each holder to the next: `Mutex` is in a library of the
/// toolchain that the thread sanitizer does not look into, so that by `Mutex` alone it would take
/// each hand-over for a race.
public struct Locked<Value: ~Copyable>: ~Copyable, Sendable {
  private let mutex: Mutex<Value>
  private let handover = Atomic<Bool>(false)

  /// The value as it is at first.
  public init(_ value: consuming sending Value) { mutex = Mutex(value) }

  /// The result of `body`, which has the value to itself; other threads wait.
  public borrowing func withLock<Result: ~Copyable, Failure: Error>(
    _ body: (inout sending Value) throws(Failure) -> sending Result
  ) throws(Failure) -> sending Result {
    try mutex.withLock { value throws(Failure) in
      _ = handover.load(ordering: .acquiring)
      defer { handover.store(true, ordering: .releasing) }
      return try body(&value)
    }
  }
}
