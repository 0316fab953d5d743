internal import Files
internal import TextOutput

/// The way back from the lines of a dump to the exports.
extension Import {
  /// A file that was read.
  public struct ExportedFile: Sendable {
    /// Its path.
    public var name: String
    /// Its size.
    public var byteCount: Int
    /// Its SHA-256, in hexadecimal.
    public var sha256: String
    /// Records that were read.
    public var readCount: Int
    /// Records of the dump that come from it.
    public var usedCount: Int
    /// The system it is of.
    public var system: String
    /// The name of its source.
    public var source: String
    /// Descriptions of the elements and rows that records come from, such as `element phone of
    /// listPhoneResponse`.
    public var elements: [String]
  }

  /// The exports, in the order of the sources.
  public var exportedFiles: [ExportedFile] {
    let described = report.sources.flatMap { source in source.files.map { (source, $0) } }
    return zip(files, described).map { file, described in
      let (source, report) = described
      return ExportedFile(
        name: file.path, byteCount: file.byteCount, sha256: report.digest,
        readCount: report.recordCount, usedCount: report.usedCount, system: source.system.rawValue,
        source: source.name, elements: report.elements)
    }
  }

  /// The number of lines before the first record that comes from an export: nodes and settings.
  public var headLineCount: Int { headCount }

  /// The export of a line of `forEachLine`, from 1: the index of its file, its line there and the
  /// index of its element; nil for what the sources file itself says.
  public func origin(ofLine line: Int) -> (file: Int, line: Int, element: Int)? {
    let index = line - 1 - headCount
    guard records.indices.contains(index) else { return nil }
    let origin = records[index].origin
    return (Int(origin.file), origin.line, Int(origin.element))
  }

  /// `platform.json`.
  public var platformFacts: [UInt8] { JSONOutput.object(sources.platform).bytes() }
}
