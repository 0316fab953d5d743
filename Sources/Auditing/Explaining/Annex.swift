internal import CensusModel
internal import ColumnFile
internal import Files
internal import Parquet
internal import Report
internal import TextOutput

/// The annex of an invoice as a Parquet file: every person with column, rule, phones, licences and
/// devices.
public struct Annex {
  /// Warnings and times of reading, and the number of rejected records.
  public var remarks: RunRemarks { run.remarks }
  private let run: ReadingRun
  private let inputs: [NamedInput]
  private let path: String
  private let file: OutputFile
  private let ruleSet: String

  /// Rows of a row group: of each column, one is in memory. A tuning constant.
  private static let rowGroupRowCount = 1 << 16

  /// Reads the inputs.
  ///
  /// - Parameters:
  ///   - request: the inputs, and how they are read and counted.
  ///   - path: the file that is written.
  ///   - isReplacing: whether an existing file is replaced.
  public init(_ request: NamedRequest, path: String, isReplacing: Bool) throws(Failure) {
    let outputs = OutputSet(isReplacing: isReplacing, fileSystem: request.dump.fileSystem)
    self.path = path
    file = try mapping(Failure.init) { () throws(FileError) in
      try InputProtection.check(
        outputs: [path], inputs: NamedInput.files(of: request),
        fileSystem: request.dump.fileSystem)
      // It holds names: only its owner may read it.
      return try outputs.create(path, mode: 0o600)
    }
    var run = try NamedInput.run(of: request, outputs)
    let rules = try DataFiles.rules(request.rules, request.dump.fileSystem)
    inputs = try NamedInput.all(request, rules.content, &run)
    ruleSet = rules.provenance.sha256
    self.run = run
  }

  /// Writes the file, and its hash beside it.
  ///
  /// - Parameter announce: gets a line about the file before it appears; if it throws, none does.
  /// - Throws: what stopped it, also where there are not as many rows as persons are counted; then
  ///   nothing was written.
  public func write(announce: (String) throws(Failure) -> Void) throws(Failure) {
    var table = ExportFile(
      file,
      ParquetWriter(
        columns: AnnexColumns.columns,
        metadata: [("ucensus.table", "annex"), ("ucensus.rules.sha256", ruleSet)],
        creator: "ucensus version \(Program.version)", rowGroupRowCount: Self.rowGroupRowCount))
    for input in inputs {
      let before = table.rowCount
      let expected = ListColumn.everyone.rowCount(in: input, try input.counts())
      try PersonPieceReading(input).forEachPiece(
        keeping: { PersonCounts(input.rules) },
        make: { (counts, pieces, index) throws(ColumnFileError) in
          var columns = AnnexColumns(input, counts)
          try pieces.forEachRun(ofPiece: index) { columns.add($0) }
          return columns.values
        },
        { values throws(Failure) in try table.append(values) })
      guard table.rowCount - before == expected else {
        throw Failure(
          .invariantFailed,
          "\(table.rowCount - before) persons were listed where \(expected) are counted")
      }
    }
    let hash = HashCompanion.contents(
      hexadecimal: try table.finish(), fileName: OutputDirectory.name(of: path))
    try mapping(Failure.init) { () throws(FileError) in
      try run.outputs.add(HashCompanion.name(of: path), contents: hash, turn: .hash, mode: 0o600)
    }
    let line = "Written: \(path), \(table.byteCount) bytes: \(table.rowCount.counted("person"))."
    try run.outputs.commit { () throws(Failure) in try announce(line) }
  }
}
