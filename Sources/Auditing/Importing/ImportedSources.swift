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
    /// The index of the first exported file among all files that were read.
    var firstFile = 0
    /// The index of the file of records there.
    var recordFile = 0
  }

  /// Where each dump is read from.
  private(set) var dumps: [String]
  private var entries: [Entry] = []

  /// Imports what the sources files of a request name.
  init(_ request: DumpRequest, _ warnings: inout [String]) throws(Failure) {
    dumps = request.dumps
    for (index, name) in request.dumps.enumerated() where Self.isSourcesFile(name) {
      var options = Import.Options()
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
  }

  private static func isSourcesFile(_ path: String) -> Bool {
    guard path != "-", let head = FileReading.head(of: path, byteCount: 1 << 16),
      String(decoding: head, as: UTF8.self).contains("\"sources\"")
        || String(decoding: head, as: UTF8.self).contains("\"schema\""),
      let bytes = try? FileReading.bytes(of: path)
    else { return false }
    return SourcesFile.isOne(bytes)
  }

  private static func write(
    _ imported: Import, in directory: String, _ fileSystem: FileSystem
  ) throws(FileError) -> SpillFile {
    let file = try SpillFile(in: directory, fileSystem: fileSystem)
    var waiting: [UInt8] = []
    var failure: FileError?
    func flush() {
      guard failure == nil else { return }
      let result = waiting.withUnsafeBytes { bytes in
        Result { () throws(FileError) in try file.append(bytes) }
      }
      if case .failure(let error) = result { failure = error }
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
      entries[number].firstFile = contents.files.count
      for export in exports {
        contents.digests[contents.files.count] = export.sha256
        var file = DumpFile(
          exported: export.name, byteCount: export.byteCount, dump: entry.dump,
          read: export.readCount)
        file.recordsCounted = export.usedCount
        contents.files.append(file)
      }
      contents.platformFiles.append(
        PlatformFile(name: entry.name, bytes: entry.imported.platformFacts))
    }
  }

  /// Leads the place of a record back to the export that it was made of.
  func trace(_ source: inout SourceRecord) {
    for entry in entries where entry.recordFile == Int(source.file) {
      guard let origin = entry.imported.origin(ofLine: Int(source.line)) else {
        source.line = 1
        source.column = 0
        return
      }
      source.file = UInt32(entry.firstFile + origin.file)
      source.line = UInt32(clamping: origin.line)
      source.column = 0
      return
    }
  }
}
