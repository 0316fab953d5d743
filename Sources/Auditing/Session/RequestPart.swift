/// A part of a request that not all inputs can honour.
public enum RequestPart: Equatable, Sendable {
  /// A dump profile.
  case profile
  /// Leaving out malformed records.
  case rejection
  /// Accepting a dump with fewer records than it announces.
  case incompleteness
  /// Patterns of files that are left out.
  case exclusion
  /// An identities file.
  case identities

  /// The part in words.
  public var name: String {
    switch self {
    case .profile: "a dump profile"
    case .rejection: "leaving out malformed records"
    case .incompleteness: "accepting an incomplete dump"
    case .exclusion: "leaving out files"
    case .identities: "an identities file"
    }
  }
}
