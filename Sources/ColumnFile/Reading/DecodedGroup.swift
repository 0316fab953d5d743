public import CensusModel

/// Scratch memory that holds one group at a time, decoded and checked, for the kernel.
///
/// One thread uses it, again and again; it allocates only while groups grow. What it lends is valid
/// until the next group is decoded into it.
@safe public final class DecodedGroup {
  /// The part of a customer that is in the group.
  public struct Segment: Equatable, Sendable {
    /// Index into the file's customers.
    public var customer: Int
    /// Persons; those of a segment stand together, segment after segment.
    public var personCount: Int
    /// Phones without an owner.
    public var standaloneCount: Int
    /// Rows that repeat a phone for a further owner.
    public var surplusCount: Int
  }

  /// One level of the owner index: a plane over the persons of the level above.
  @safe public struct Level {
    /// Bits in whole words; unused ones are 0.
    public var words: UnsafePointer<UInt64>
    /// How many persons of the level above there are.
    public var bitCount: Int
    /// How many of them have a device of this level: that many rows has the level.
    public var rowCount: Int
  }

  /// A person with more devices than there are levels.
  public struct OutOfLine: Equatable, Sendable {
    /// Index of the person in the group.
    public var person: Int
    /// Their rows.
    public var deviceCount: Int
  }

  /// Words of a plane are lent in multiples of this many; those after the last person are 0.
  public static let tileWordCount = 64

  /// Persons of the group.
  public internal(set) var personCount = 0
  /// Words from one plane to the next: a multiple of `tileWordCount`.
  public internal(set) var planeWordCount = 0
  /// The customers that have a part in the group, in order.
  public internal(set) var segments: [Segment] = []
  /// The levels of the owner index, from level 1.
  public internal(set) var levels: [Level] = []
  /// The persons out of line, ascending.
  public internal(set) var outOfLine: [OutOfLine] = []
  /// Device types (indexes into the file's) by code.
  public internal(set) var palette: [UInt16] = []
  /// Bytes of a code: 1 or 2.
  public internal(set) var codeByteCount = 1
  /// Codes: level after level, the persons out of line, standalone devices, surplus rows.
  public internal(set) var codes = unsafe UnsafeRawPointer(bitPattern: 64)!
  /// Rows of the levels together.
  public internal(set) var levelRowCount = 0
  /// Rows of the persons out of line.
  public internal(set) var outOfLineRowCount = 0
  /// Standalone devices of the group.
  public internal(set) var standaloneCount = 0
  /// Surplus rows of the group.
  public internal(set) var surplusCount = 0

  var stored = GrowingBuffer()
  var planes = GrowingBuffer()
  var ownerIndex = GrowingBuffer()
  var deviceTypes = GrowingBuffer()
  var segmentBytes = GrowingBuffer()

  /// Empty scratch memory.
  public init() {}

  deinit {
    for buffer in [stored, planes, ownerIndex, deviceTypes, segmentBytes] { buffer.deallocate() }
  }

  /// The plane of a fact: `planeWordCount` words.
  public func plane(_ fact: Fact) -> UnsafePointer<UInt64> {
    unsafe UnsafeRawPointer(planes.memory.baseAddress!).assumingMemoryBound(to: UInt64.self)
      + Int(fact.rawValue) * planeWordCount
  }
}
