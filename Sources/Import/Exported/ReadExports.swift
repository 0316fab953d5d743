/// All files of an import after they were read.
struct ReadExports: Sendable {
  /// The facts of each file, without its records.
  var files: [FileRecords] = []
  /// The records of each source.
  var sources: [ExportedRecords]
  /// The texts of all records.
  var texts = TextPool()

  init(sourceCount: Int) {
    sources = Array(repeating: ExportedRecords(), count: sourceCount)
  }

  /// Hands the records of a source over.
  mutating func takeRecords(of source: Int) -> ExportedRecords {
    defer { sources[source] = ExportedRecords() }
    return sources[source]
  }

  /// Adds the next file.
  ///
  /// - Parameter fileCount: about how many such files there are from this one on.
  mutating func append(_ file: FileRecords, of source: Int, fileCount: Int) {
    var file = file
    sources[source].makeRoom(for: fileCount, of: file.exported)
    sources[source].append(file.exported, texts.merge(file.texts))
    file.exported = ExportedRecords()
    file.texts = TextPool()
    files.append(file)
  }
}
