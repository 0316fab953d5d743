internal import Synchronization

/// The progress of a run: counted by the threads that read, and read by the one that shows it.
public final class RunProgress: Sendable {
  /// A look at it.
  public struct Moment: Equatable, Sendable {
    /// Bytes of inputs that were read, as stored.
    public var byteCount: Int
    /// Bytes of all inputs; 0 while that is not known.
    public var totalByteCount: Int
    /// Records that were read.
    public var recordCount: Int

    /// A moment of a run.
    public init(byteCount: Int, totalByteCount: Int, recordCount: Int) {
      self.byteCount = byteCount
      self.totalByteCount = totalByteCount
      self.recordCount = recordCount
    }
  }

  private let bytes = Atomic<Int>(0)
  private let total = Atomic<Int>(0)
  private let records = Atomic<Int>(0)

  /// The beginning.
  public init() {}

  /// Says how many bytes there are.
  public func expect(byteCount: Int) { total.store(byteCount, ordering: .relaxed) }

  /// Says that so many bytes are read once more; means nothing where the total is not known.
  public func expectAgain(byteCount: Int) {
    if total.load(ordering: .relaxed) > 0 { total.add(byteCount, ordering: .relaxed) }
  }

  /// Adds bytes that were read.
  public func add(byteCount: Int) { bytes.add(byteCount, ordering: .relaxed) }

  /// Adds records that were read.
  public func add(recordCount: Int) { records.add(recordCount, ordering: .relaxed) }

  /// How far it has come by now.
  public var moment: Moment {
    Moment(
      byteCount: bytes.load(ordering: .relaxed), totalByteCount: total.load(ordering: .relaxed),
      recordCount: records.load(ordering: .relaxed))
  }
}
