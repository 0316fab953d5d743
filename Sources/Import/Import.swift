public import CensusModel
internal import Documents
internal import Files

/// Exports of the source systems, read, joined and placed: the records of a dump.
public struct Import: Sendable {
  /// How exports are read.
  public struct Options: Sendable {
    /// The encoding of CSV and text files without a BOM; UTF-8 without.
    public var encoding: TextEncoding?
    /// The tables that say what titles, licences and plans mean.
    public var tables = ImportTables()
    /// Patterns of files that are left out.
    public var excluded: [String] = []
    /// True if what is missing is accepted.
    public var allowsIncomplete = false
    /// True if records without a place are left out, instead of stopping the import.
    public var leavesOutUnplaced = false
    /// How many threads read.
    public var threads = 1
    /// Where it is counted how far reading has come.
    public var progress: RunProgress?

    /// The defaults.
    public init() {}
  }

  let sources: SourcesFile
  let files: [PlannedExport]
  let records: [ImportedRecord]
  /// The texts of the records, and those of their spans.
  let texts: TextPool
  let lists: [TextID]
  let headCount: Int
  private let tableFiles: [String]
  /// The size of the sources file and its SHA-256.
  public let sourcesFile: (byteCount: Int, sha256: String)
  /// The records that were read, used and left out.
  public let report: ImportReport

  /// Reads everything that a sources file names.
  ///
  /// - Throws: at the first file, in order, that is not as it should be; nothing is written.
  public init(sourcesFile path: String, options: Options) throws(ImportError) {
    let bytes = try Self.bytes(of: path)
    let sources = try Self.document { () throws(DocumentError) in
      try SourcesFile(parsing: bytes, file: path)
    }
    var excluded: [String] = []
    let files = try PlannedExport.all(
      of: sources, excluded: options.excluded, leftOut: &excluded)
    let placement = try Self.placement(sources)
    options.progress?.expect(byteCount: files.reduce(0) { $0 + $1.byteCount })
    let setup = ExportReader.Setup(
      placement: placement, encoding: options.encoding, tables: options.tables)
    var read = try Self.read(files, sources, setup, options)
    var assembly = ImportAssembly(sources, files, &read, setup)
    assembly.report.excludedFiles = excluded
    if !assembly.report.gaps.isEmpty, !options.allowsIncomplete {
      throw .incomplete(assembly.report.gaps)
    }
    if !assembly.report.unplaced.isEmpty, !options.leavesOutUnplaced {
      throw .unplaced(assembly.report.unplaced)
    }
    self.sources = sources
    self.files = files
    tableFiles = options.tables.files
    records = assembly.records
    texts = read.texts
    lists = assembly.lists
    headCount = DumpHead(sources).lines.count
    sourcesFile = (bytes.count, InputDigest.hexadecimal(of: bytes))
    report = assembly.report
  }

  /// Every file and directory that an import reads, so that nothing is written over them.
  public var inputs: [String] { [sources.file] + files.map(\.path) + tableFiles }

  private static func bytes(of path: String) throws(ImportError) -> [UInt8] {
    do throws(FileError) {
      return try FileReading.bytes(of: path)
    } catch {
      throw .file(error)
    }
  }

  private static func placement(_ sources: SourcesFile) throws(ImportError) -> PlacementTable {
    guard let name = sources.placement else {
      return PlacementTable(sourceCount: sources.sources.count)
    }
    let directory = OutputDirectory.directory(of: sources.file)
    let path = name.hasPrefix("/") || directory == "." ? name : "\(directory)/\(name)"
    let bytes = try bytes(of: path)
    return try document { () throws(DocumentError) in
      try PlacementTable(parsing: bytes, file: path, sources)
    }
  }

  private static func document<Value>(
    _ body: () throws(DocumentError) -> Value
  ) throws(ImportError) -> Value {
    do throws(DocumentError) { return try body() } catch { throw .malformed(error) }
  }

  /// Reads all files, in parallel; the first failure in their order counts.
  private static func read(
    _ files: [PlannedExport], _ sources: SourcesFile, _ setup: ExportReader.Setup,
    _ options: Options
  ) throws(ImportError) -> ReadExports {
    let gathering = ExportGathering(files, sourceCount: sources.sources.count)
    Parallel.run(count: files.count, threads: options.threads) { next in
      while let index = next() {
        let result = Result { () throws(ImportError) in
          let reader = ExportReader(files[index], number: index, setup)
          return try reader.read(progress: options.progress)
        }
        gathering.take(result, at: index)
      }
    }
    return try gathering.exports()
  }
}
