internal import SystemPackage

/// Why a file could not be read or written, in one line for the user.
public struct FileError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The kind of fault, which decides how the program exits.
  public enum Kind: Equatable, Sendable {
    /// A file given as input is missing, not allowed, no file at all or too large.
    case inputUnreadable
    /// An output may not or cannot be made where it should be.
    case cannotCreate
    /// A file is where an output should be, and may not be replaced.
    case inTheWay
    /// The system failed while reading or writing.
    case inputOutput

    /// The exit status of the program, as `sysexits.h` numbers them: 66, 73 or 74.
    public var exitStatus: Int32 {
      switch self {
      case .inputUnreadable: 66
      case .cannotCreate, .inTheWay: 73
      case .inputOutput: 74
      }
    }
  }

  /// The kind of fault.
  public var kind: Kind
  /// The file or directory concerned, as the user knows it.
  public var path: String
  /// The attempt or expectation, the system's reason, and what to do.
  public var reason: String

  /// An error about a path.
  public init(_ kind: Kind, path: String, reason: String) {
    self.kind = kind
    self.path = path
    self.reason = reason
  }

  init(_ kind: Kind, path: String, doing action: String, _ errno: Errno) {
    self.init(kind, path: path, reason: "\(action): \(errno.description)")
  }

  /// An output that cannot be made: its place is wrong, or the disk is full or fails.
  init(creating path: String, doing action: String, _ errno: Errno) {
    let isDisk = [.noSpace, .diskQuotaExceeded, .ioError].contains(errno)
    self.init(isDisk ? .inputOutput : .cannotCreate, path: path, doing: action, errno)
  }

  /// An input that cannot be looked at: it is not allowed, or the disk fails.
  init(reading path: String, doing action: String, _ errno: Errno) {
    self.init(errno == .ioError ? .inputOutput : .inputUnreadable, path: path, doing: action, errno)
  }

  /// `path: reason`.
  public var description: String { "\(path): \(reason)" }
}
