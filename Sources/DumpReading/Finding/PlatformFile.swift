/// The platform facts of a dump, as they are in their file.
public struct PlatformFile: Equatable, Sendable {
  /// The file's name.
  public var name: String
  /// Its content.
  public var bytes: [UInt8]

  /// Platform facts with the name of the file that holds them.
  package init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}
