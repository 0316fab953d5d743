internal import CensusModel
internal import ColumnFile
internal import Files
internal import Parquet
internal import Report
internal import TextOutput

/// An export: inputs in, tables for other programs out, all of them or none.
public enum Export {
  /// Counts the inputs like an audit and writes what was counted, row by row, as Parquet.
  ///
  /// - Parameters:
  ///   - request: the inputs and the directory of the tables.
  ///   - announce: gets the outcome, without times, before any file appears; if it throws,
  ///     none does.
  /// - Throws: what stopped it; then nothing was written.
  public static func run(
    _ request: ExportRequest, announce: (ExportOutcome) throws(Failure) -> Void = { _ in }
  ) throws(Failure) -> ExportOutcome {
    var remarks = RunRemarks()
    let fileSystem = request.count.dump.fileSystem
    let outputs = OutputSet(isReplacing: request.force, fileSystem: fileSystem)
    // What can be refused at once is refused before hours of reading.
    try mapping(Failure.init) { () throws(FileError) in
      try OutputDirectory.check(request.directory, fileSystem: fileSystem)
      for path in request.paths { try outputs.checkTarget(path) }
      if !request.hasNames {
        for path in request.paths(of: ExportTable.named) { try outputs.checkAbsence(of: path) }
      }
    }
    try checkIdentities(request)
    let rejectFile = try request.count.dump.beginRejectFile(
      besides: [request.directory] + request.paths, inputs: request.count.allInputs, in: outputs)
    var count = request.count
    count.dump = count.dump.spilling(beside: request.directory)
    // No table has the moment of the audit.
    count.dump.isDateTimeDecided = true
    let counting = try Counting(count, &remarks)
    let audit = try checkedAudit(of: counting)
    try counting.writeRejects(to: rejectFile)
    try mapping(Failure.init) { () throws(FileError) in
      try OutputDirectory.create(request.directory, fileSystem: fileSystem)
    }
    var tables = try ExportTables(counting, request, outputs)
    for source in counting.sources.all { try tables.add(source, memoryLimit: count.memoryLimit) }
    try tables.finish(audit)
    var outcome = ExportOutcome(
      lines: tables.summary, json: AuditOutcome.withoutLastLineEnd(tables.json.bytes()),
      remarks: remarks)
    try outputs.commit { () throws(Failure) in try announce(outcome) }
    outcome.remarks.times.end("write")
    return outcome
  }

  /// A dump has its names in itself, but what is read of it for an audit leaves them out.
  private static func checkIdentities(_ request: ExportRequest) throws(Failure) {
    guard request.hasNames else { return }
    for input in request.count.inputs {
      guard try CountableInput(at: input, request.count.dump.fileSystem) == .columnFile else {
        throw Failure(.usage, misuse: .identitiesBeside(input), remedy: .exportConverted)
      }
    }
  }

  /// Reports that are not written: making them checks facts and sums.
  private static func checkedAudit(of counting: Counting) throws(Failure) -> AuditReports {
    try AuditReports(
      of: counting.merged.total, .unwritten(), counting.rules.content, given: counting.given)
  }
}

/// One export: columnar files, or dumps, to tables.
public struct ExportRequest: Sendable {
  /// The inputs, and how they are counted.
  public var count: CountRequest
  /// The directory that receives the tables.
  public var directory: String
  /// True if existing files are replaced.
  public var force = false
  /// Rows of a row group of the tables; any number gives the same rows.
  public var rowGroupRowCount = rowGroupRowCountDefault
  /// A million.
  public static let rowGroupRowCountDefault = ParquetWriter.rowGroupRowCountDefault
  /// The values allowed for `rowGroupRowCount`: a row group is made in memory, and its pages count
  /// bytes in 32 bits.
  public static let rowGroupRowCounts = 1...rowGroupRowCountDefault

  /// A request to export these inputs.
  public init(inputs: [String], directory: String) {
    count = CountRequest(inputs: inputs)
    self.directory = directory
  }

  /// True if the tables of names are written, too.
  var hasNames: Bool { !count.identities.isEmpty }

  /// The tables that are written.
  var tables: [ExportTable] { ExportTable.anonymous + (hasNames ? ExportTable.named : []) }

  /// All files that are written.
  fileprivate var paths: [String] { paths(of: tables) }

  /// Tables and their hashes.
  fileprivate func paths(of tables: [ExportTable]) -> [String] {
    tables.map(path).flatMap { [$0, HashCompanion.name(of: $0)] }
  }

  func path(of table: ExportTable) -> String {
    (directory.hasSuffix("/") ? directory : directory + "/") + table.fileName
  }
}

/// The result of an export.
public struct ExportOutcome: RunOutcome {
  /// The tables with their rows and sizes, one line each.
  public let lines: [String]
  /// The same as JSON.
  public let json: String
  /// Warnings, times, and the number of rejected records.
  public internal(set) var remarks: RunRemarks
}
