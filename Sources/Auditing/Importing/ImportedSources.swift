internal import CensusModel
internal import DumpReading
internal import Files
internal import Import

/// Sources files among the dumps of a request, imported: their records are in files without names,
/// which the reader of dumps reads like others.
struct ImportedSources {
  private struct Entry {
    /// The index among the dumps of the request.
    var dump: Int
    var name: String
    var imported: Import
    var records: SpillFile
    /// The index of each exported file's first element among `elementNames`.
    var firstElements: [Int] = []
    /// The index of the file of records among all files that were read.
    var recordFile = 0
  }

  /// Where each dump is read from.
  private(set) var dumps: [String]
  private var entries: [Entry] = []
  /// Files in place of built-in tables.
  private var tables: [(name: String, byteCount: Int, sha256: String)] = []
  /// The names of elements of exports, as `RecordFile` reads them. They come after those of files.
  private(set) var elementNames: [String] = []
  private var fileCount = 0

  /// Imports what the sources files of a request name.
  init(_ request: DumpRequest, _ warnings: inout [String]) throws(Failure) {
    dumps = request.dumps
    for (index, name) in request.dumps.enumerated() where Self.isSourcesFile(name) {
      var options = Import.Options()
      try request.exports.apply(to: &options)
      options.excluded = request.exclusions
      options.allowsIncomplete = request.allowIncomplete
      options.threads = request.threads
      let imported = try mapping(Failure.init) { () throws(ImportError) in
        try Import(sourcesFile: name, options: options)
      }
      let report = imported.report
      warnings += report.gaps.map { "incomplete, as allowed: \($0)" } + report.warnings
      warnings += report.leftOut.map { "left out: \($0)" }
      let directory = request.temporaryDirectory ?? "."
      let records = try mapping(Failure.init) { () throws(FileError) in
        try Self.write(imported, in: directory, request.fileSystem)
      }
      dumps[index] = records.path
      entries.append(Entry(dump: index, name: name, imported: imported, records: records))
    }
    if entries.isEmpty, !request.areOptionsOptional { try request.exports.refuse() }
    for file in entries.isEmpty ? [] : request.exports.files {
      let bytes = try DataFiles.bytes(of: file)
      tables.append((file, bytes.count, InputDigest.hexadecimal(of: bytes)))
    }
  }

  private static func isSourcesFile(_ path: String) -> Bool {
    let headByteCount = 1 << 16
    guard let head = FileReading.head(of: path, byteCount: headByteCount) else { return false }
    let text = String(decoding: head, as: UTF8.self)
    guard text.contains("\"sources\"") || text.contains("\"schema\"") else { return false }
    if head.count < headByteCount { return SourcesFile.isOne(head) }
    // Not the content: standard input comes once.
    guard let whole = FileReading.head(of: path, byteCount: FileReading.byteCountMax) else {
      return false
    }
    return SourcesFile.isOne(whole)
  }

  private static func write(
    _ imported: Import, in directory: String, _ fileSystem: FileSystem
  ) throws(FileError) -> SpillFile {
    let file = try SpillFile(in: directory, fileSystem: fileSystem)
    var waiting: [UInt8] = []
    var failure: FileError?
    func flush() {
      guard failure == nil else { return }
      do throws(FileError) { _ = try file.append(waiting) } catch { failure = error }
      waiting.removeAll(keepingCapacity: true)
    }
    imported.forEachLine { line in
      waiting += line
      if waiting.count >= 1 << 18 { flush() }
    }
    flush()
    if let failure { throw failure }
    return file
  }

  /// Names the exported files, in place of the file of records, with their digests.
  mutating func describe(_ contents: inout DumpContents) {
    for (number, entry) in entries.enumerated() {
      guard let index = contents.files.firstIndex(where: { $0.dump == entry.dump }) else {
        continue
      }
      let exports = entry.imported.exportedFiles
      contents.files[index].name = entry.name
      contents.files[index].storedName = entry.name
      contents.files[index].byteCount = entry.imported.sourcesFile.byteCount
      contents.files[index].recordsRead = entry.imported.headLineCount
      contents.files[index].recordsCounted = 0
      if contents.digests[index] != nil {
        contents.digests[index] = entry.imported.sourcesFile.sha256
      }
      entries[number].recordFile = index
      for export in exports {
        entries[number].firstElements.append(elementNames.count)
        elementNames += export.elements.map { element in
          RecordFile(
            path: export.name, system: export.system, source: export.source, element: element
          ).name
        }
        contents.digests[contents.files.count] = export.sha256
        var file = DumpFile(
          exported: export.name, byteCount: export.byteCount, dump: entry.dump,
          read: export.readCount)
        file.recordsCounted = export.usedCount
        contents.files.append(file)
      }
      contents.excludedFiles += entry.imported.report.excludedFiles
      contents.platformFiles.append(
        PlatformFile(name: entry.name, bytes: entry.imported.platformFacts))
    }
    for table in tables {
      contents.digests[contents.files.count] = table.sha256
      contents.files.append(
        DumpFile(
          exported: table.name, byteCount: table.byteCount, dump: entries[0].dump, read: 0))
    }
    fileCount = contents.files.count
  }

  /// Names the sources files, in place of the files of records, in a look at dumps.
  func describe(_ survey: inout DumpSurvey) {
    for entry in entries {
      survey.describe(
        entry.records.path, as: entry.name,
        byteCount: entry.imported.exportedFiles.reduce(entry.imported.sourcesFile.byteCount) {
          $0 + $1.byteCount
        })
    }
  }

  /// The facts that sources files state, under the names of the files.
  var platformFiles: [PlatformFile] {
    entries.map { PlatformFile(name: $0.name, bytes: $0.imported.platformFacts) }
  }

  /// Leads the place of a record back to the export that it was made of.
  func trace(_ source: inout SourceRecord) {
    for entry in entries where entry.recordFile == Int(source.file) {
      guard let origin = entry.imported.origin(ofLine: Int(source.line)) else {
        source.line = 1
        source.column = 0
        return
      }
      source.file = UInt32(fileCount + entry.firstElements[origin.file] + origin.element)
      source.line = UInt32(clamping: origin.line)
      source.column = 0
      return
    }
  }
}
