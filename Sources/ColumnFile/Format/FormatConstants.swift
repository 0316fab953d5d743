/// The constants of the format. None of them may ever change: files that were written with them
/// are kept for years. A test repeats every value.
enum FormatConstants {
  /// First and last eight bytes of a file. The first byte is no ASCII and the line ends show
  /// whether the file went through a transfer that changes text.
  static let magic: [UInt8] = [0x89, 0x55, 0x43, 0x4F, 0x4C, 0x0D, 0x0A, 0x1A]
  /// The version of the format that is written.
  static let version: UInt16 = 1
  /// Magic and version of identities files.
  static let identitiesMagic: [UInt8] = [0x89, 0x55, 0x43, 0x49, 0x44, 0x0D, 0x0A, 0x1A]
  static let identitiesVersion: UInt16 = 2
  /// Magic 8 + version 2 + reserved 2 + feature flags 4.
  static let headerByteCount = 8 + 2 + 2 + 4
  /// Digest 16 + stored bytes 8 + raw bytes 8 + codec 1 + reserved 5 + version 2 + magic 8.
  static let trailerByteCount = 16 + 8 + 8 + 1 + 5 + 2 + 8
  /// A person with more devices than this stands out of line.
  static let levelMax = 10
  /// No group has more persons.
  static let groupPersonCountMax = 1 << 20
  /// No file has more device types.
  static let deviceTypeCountMax = 65_535
  /// No number in a varint is larger.
  static let varintMax = 1 << 62
  /// No count of things that conversion counted, of persons or of rows is larger, of one customer,
  /// of one group or of the file; nor are the stored bytes of a chunk or of the footer.
  static let countMax = 1 << 40
  /// An LZ4 block cannot expand its input more than this.
  static let lz4RatioMax = 255
  /// No LZ4 block is larger, neither stored nor decoded.
  static let lz4ByteCountMax = Int(Int32.max)
}

/// Which column of a group a chunk holds. The raw value is on disk; 0 is never valid.
enum ColumnKind: Hashable, Sendable {
  /// How many persons, standalone devices and surplus devices each customer has in the group.
  case segments
  /// Which persons have devices, level by level.
  case ownerIndex
  /// The types of the devices.
  case deviceTypes
  /// The plane of the fact with this number.
  case fact(UInt8)

  private static let firstFact: UInt8 = 16

  /// The column's number on disk.
  var rawValue: UInt8 {
    switch self {
    case .segments: 1
    case .ownerIndex: 2
    case .deviceTypes: 3
    case .fact(let number): Self.firstFact + number
    }
  }

  /// The column with this number on disk, or nil if the number means nothing in this version.
  init?(rawValue: UInt8) {
    switch rawValue {
    case 1: self = .segments
    case 2: self = .ownerIndex
    case 3: self = .deviceTypes
    case Self.firstFact...: self = .fact(rawValue - Self.firstFact)
    default: return nil
    }
  }
}

/// How the bytes of a chunk are stored. The raw value is on disk; 0 is never valid.
enum Codec: UInt8, Sendable {
  /// As they are.
  case raw = 1
  /// Every byte is the same; nothing is stored but that byte, in the footer. Fact planes only.
  case constant = 2
  /// One LZ4 block.
  case lz4 = 3

  /// Whether so many stored bytes can hold so many raw ones.
  func allows(rawByteCount: Int, storedByteCount: Int) -> Bool {
    switch self {
    case .constant: storedByteCount == 0
    case .raw: rawByteCount == storedByteCount && storedByteCount <= FormatConstants.countMax
    case .lz4:
      rawByteCount <= FormatConstants.lz4ByteCountMax
        && storedByteCount <= FormatConstants.lz4ByteCountMax
        && rawByteCount <= storedByteCount * FormatConstants.lz4RatioMax
    }
  }
}
