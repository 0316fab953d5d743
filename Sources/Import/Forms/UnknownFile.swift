/// A file that is not an export of its system.
public struct UnknownFile: Equatable, Sendable {
  /// The file.
  public var name: String
  /// A description of its content.
  public var what: String
}
