/// The platform facts of a dump, as they stand.
public struct PlatformFile: Equatable, Sendable {
  /// The file's name.
  public var name: String
  /// Its content.
  public var bytes: [UInt8]
}
