internal import Files
internal import Import
package import TextOutput

/// Makes dumps of exports of the source systems.
public enum SourcesImport {
  /// The result of an import.
  public struct Outcome: RunOutcome {
    /// Warnings, and the number of records that were left out because they have no customer and
    /// site.
    public let remarks: RunRemarks
    let report: ImportReport

    /// The records that were read, used and left out.
    package func text(_ format: OutputFormat, _ style: TextStyle) -> String {
      guard format == .json else { return report.text(style) }
      return String(decoding: report.json.bytes().dropLast(), as: UTF8.self)
    }
  }

  /// A sources file to start from.
  public static var template: String { SourcesFile.template }

  /// Runs an import.
  ///
  /// - Parameters:
  ///   - request: the sources file and the dump.
  ///   - send: gets the lines of the dump if they go to standard output.
  public static func run(
    _ request: ImportRequest, send: ([UInt8]) -> Void
  ) throws(Failure) -> Outcome {
    let options = try request.options()
    let imported = try mapping(Failure.init) { () throws(ImportError) in
      try Import(sourcesFile: request.sources, options: options)
    }
    try mapping(Failure.init) { () throws(FileError) in try write(imported, request) }
    if request.output == "-" { imported.forEachLine(send) }
    let report = imported.report
    var remarks = RunRemarks()
    remarks.warnings =
      report.gaps.map { "incomplete, as allowed: \($0)" } + report.warnings
      + unplacedWarning(report, request)
    remarks.rejectedCount = report.unplaced.count
    return Outcome(remarks: remarks, report: report)
  }

  /// Writes the dump and the reject file, both or neither.
  private static func write(_ imported: Import, _ request: ImportRequest) throws(FileError) {
    let outputs = OutputSet(isReplacing: request.force)
    var written = request.rejectFile.map { [$0] } ?? []
    if let output = request.output, output != "-" { written.append(output) }
    try InputProtection.check(outputs: written, inputs: imported.inputs)
    if let file = request.rejectFile {
      var lines: [UInt8] = []
      for record in imported.report.unplaced { lines += record.json.line() }
      try outputs.add(file, contents: lines)
    }
    if let directory = request.output, directory != "-" {
      try OutputDirectory.create(directory)
      if !request.force {
        for name in Import.fileNames { try outputs.checkAbsence(of: "\(directory)/\(name)") }
      }
      try imported.write(to: directory, outputs)
    }
    try outputs.commit()
  }

  private static func unplacedWarning(
    _ report: ImportReport, _ request: ImportRequest
  ) -> [String] {
    guard let first = report.unplaced.first else { return [] }
    let count = report.unplaced.count
    return [
      "\(count) \(count == 1 ? "record was" : "records were") left out without a customer and a "
        + "site; the first: \(first.file):\(first.line): \(first.model) \(first.key): "
        + first.reason
    ]
  }
}

extension Failure {
  /// How many records or files a message names.
  private static let namedCountMax = 20

  init(_ error: ImportError) {
    switch error {
    case .malformed(let error): self.init(error)
    case .file(let error): self.init(error)
    case .noFiles(let source, let pattern):
      self.init(.inputUnreadable, "source '\(source)': no file matches '\(pattern)'")
    case .incomplete(let gaps):
      self.init(
        .incomplete, "the exports are incomplete: " + gaps.joined(separator: "; "),
        hint: "export what is missing again, or allow incomplete exports")
    case .unknownFiles(let files):
      self.init(
        .malformed,
        "\(files.count) \(files.count == 1 ? "file is" : "files are") not exports of their system: "
          + files.map { "\($0.name): \($0.what)" }.joined(separator: "; "),
        hint: "export them again, or exclude them")
    case .unplaced(let records): self = Self.unplaced(records)
    }
  }

  private static func unplaced(_ records: [UnplacedRecord]) -> Failure {
    let named = records.prefix(namedCountMax).map { record in
      "\(record.file):\(record.line): \(record.model) \(record.key): \(record.reason)"
    }
    let more = records.count > namedCountMax ? "; and \(records.count - namedCountMax) more" : ""
    return Failure(
      .malformed,
      "\(records.count) \(records.count == 1 ? "record has" : "records have") no customer "
        + "and site: "
        + named.joined(separator: "; ") + more,
      hint: "add lines to the placement file, or import with such records rejected")
  }
}
