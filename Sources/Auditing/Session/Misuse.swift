/// Parts of a request that do not go together, or not with its inputs. The command line has its own
/// names for the parts.
public enum Misuse: Equatable, Sendable {
  /// A part that is for dumps, where all inputs are columnar files.
  case ofColumnFiles(RequestPart)
  /// One identities file for several columnar files.
  case identitiesOfSeveral
  /// An identities file for a dump.
  case identitiesOfDump
  /// An identities file for columnar files, where this input is none.
  case identitiesBeside(String)

  /// A sentence with the names that the caller has for parts of a request.
  public func text(naming name: (RequestPart) -> String) -> String {
    switch self {
    case .ofColumnFiles(let part):
      "\(name(part)) is for dumps, and the inputs are columnar files"
    case .identitiesOfSeveral: "\(name(.identities)) goes with one columnar file"
    case .identitiesOfDump:
      "\(name(.identities)) goes with a columnar file; a dump has its own names"
    case .identitiesBeside(let input):
      "\(name(.identities)) goes with columnar files, and \(input) is none"
    }
  }
}
