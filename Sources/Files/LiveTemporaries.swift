internal import Glibc
internal import Synchronization

/// The temporaries that exist now, so that a signal handler can remove them before the program
/// ends. Slots of a fixed number: a handler may neither allocate nor lock.
///
/// Unchecked because `InlineArray` has no conditional conformance for elements that cannot be
/// copied; every stored property is an atomic or never changes.
public final class LiveTemporaries: @unchecked Sendable {
  /// The registry of the program.
  public static let shared = LiveTemporaries()

  /// A C string each, as an address; 0 is free.
  private let slots: InlineArray<1024, Atomic<UInt>>
  /// How many commits run; -1 once a handler has removed the temporaries.
  private let commits = Atomic<Int>(0)

  init() { slots = InlineArray { _ in Atomic(0) } }

  /// Makes the registry before a handler is installed, as a handler must not be the first to.
  public static func prepare() { _ = shared }

  /// Removes all temporaries. Async-signal-safe.
  ///
  /// - Returns: false, and nothing is removed, while a set of files is being put in place: that
  ///   takes moments and should be let finish, after which the program can end.
  public func removeAll() -> Bool {
    let (exchanged, original) = commits.compareExchange(
      expected: 0, desired: -1, ordering: .sequentiallyConsistent)
    guard exchanged || original == -1 else { return false }
    let error = errno
    for index in slots.indices {
      // Who takes the address out of its slot owns it; here it is never freed.
      let address = slots[index].exchange(0, ordering: .sequentiallyConsistent)
      if let path = unsafe UnsafePointer<CChar>(bitPattern: address) { unsafe unlink(path) }
    }
    errno = error
    return true
  }

  /// Notes a path. Nil when all slots are taken: then a later run has to remove the file.
  func register(_ path: String) -> Int? {
    guard let copy = unsafe strdup(PathText.bytes(of: path)) else { return nil }
    for index in slots.indices {
      let (exchanged, _) = slots[index].compareExchange(
        expected: 0, desired: UInt(bitPattern: copy), ordering: .sequentiallyConsistent)
      if exchanged { return index }
    }
    unsafe free(copy)
    return nil
  }

  func unregister(_ index: Int?) {
    guard let index else { return }
    let address = slots[index].exchange(0, ordering: .sequentiallyConsistent)
    unsafe free(UnsafeMutableRawPointer(bitPattern: address))
  }

  /// True if files may be put in place: not after a handler has removed them.
  func beginCommit() -> Bool {
    var running = commits.load(ordering: .sequentiallyConsistent)
    while running >= 0 {
      let (exchanged, original) = commits.compareExchange(
        expected: running, desired: running + 1, ordering: .sequentiallyConsistent)
      if exchanged { return true }
      running = original
    }
    return false
  }

  func endCommit() { commits.subtract(1, ordering: .sequentiallyConsistent) }
}
