public import Documents
public import Files

/// Why an import failed. Nothing was written.
public enum ImportError: Error, Equatable, Sendable {
  /// The sources file, a table or an export is not what it should be.
  case malformed(DocumentError)
  /// Files that are not exports of their systems: all of them.
  case unknownFiles([UnknownFile])
  /// A path or pattern of a source that names no file.
  case noFiles(source: String, pattern: String)
  /// Gaps that the exports themselves declare.
  case incomplete([String])
  /// Records without a customer and a site: all of them.
  case unplaced([UnplacedRecord])
  /// Reading or writing failed.
  case file(FileError)
}
