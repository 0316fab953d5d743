public import Documents
public import Files

/// A file that is no export of its system.
public struct UnknownFile: Equatable, Sendable {
  /// The file.
  public var name: String
  /// What it seems to be.
  public var what: String
}

/// A record that has no customer and site.
public struct UnplacedRecord: Equatable, Sendable {
  /// The source it comes from.
  public var source: String
  /// The file.
  public var file: String
  /// The line, from 1.
  public var line: Int
  /// What it would be in a dump, such as `device/cucm/Phone`.
  public var model: String
  /// Its name, id or address.
  public var key: String
  /// Why it has no place.
  public var reason: String
}

/// Why an import failed. Nothing was written.
public enum ImportError: Error, Equatable, Sendable {
  /// The sources file, a table or an export is not what it should be.
  case malformed(DocumentError)
  /// Files that are no exports of their systems: all of them.
  case unknownFiles([UnknownFile])
  /// A path or pattern of a source that names no file.
  case noFiles(source: String, pattern: String)
  /// What the exports themselves say is missing.
  case incomplete([String])
  /// Records without a customer and a site: all of them.
  case unplaced([UnplacedRecord])
  /// Reading or writing failed.
  case file(FileError)
}
