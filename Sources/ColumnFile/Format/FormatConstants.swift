/// The constants of the format. None of them may ever change: files that were written with them
/// are kept for years. A test repeats every value.
enum FormatConstants {
  /// First and last eight bytes of a file. A first byte that is not ASCII, and line ends, show
  /// whether the file went through a transfer that changes text.
  static let magic: [UInt8] = [0x89, 0x55, 0x43, 0x4F, 0x4C, 0x0D, 0x0A, 0x1A]
  /// The version of the format that is written.
  static let version: UInt16 = 1
  /// Magic and version of identities files.
  static let identitiesMagic: [UInt8] = [0x89, 0x55, 0x43, 0x49, 0x44, 0x0D, 0x0A, 0x1A]
  static let identitiesVersion: UInt16 = 2
  /// A person with more devices than this is out of line.
  static let levelMax = 10
  /// No group has more persons.
  static let groupPersonCountMax = 1 << 20
  /// No file has more device types.
  static let deviceTypeCountMax = 65_535
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
