public import Foundation

/// The files of a dump.
public struct RenderedDump: Sendable {
  /// One file.
  public struct File: Sendable {
    /// Relative to the dump's root.
    public let path: String
    /// Its content.
    public var bytes: Bytes
  }

  /// All files, in no order that means anything.
  public var files: [File]
  /// The model whose pages lack a record, if that was asked for and there was one to lose.
  public var incompleteModel: String?

  /// Writes the files below `directory`, which is made if it is not there.
  public func write(to directory: URL) throws {
    for file in files {
      let url = directory.appending(path: file.path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(file.bytes).write(to: url)
    }
  }
}
