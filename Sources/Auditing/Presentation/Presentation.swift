internal import CensusModel
internal import Files
internal import Page
internal import Report
internal import TextOutput

/// A report as a page for browsers.
public enum Presentation {
  /// Makes the page, and writes it unless it is for standard output.
  ///
  /// - Parameters:
  ///   - request: the report and the page.
  ///   - announce: gets the outcome before a file appears; if it throws, none does.
  /// - Throws: what stopped it; then nothing was written.
  public static func run(
    _ request: PageRequest, announce: (PageOutcome) throws(Failure) -> Void = { _ in }
  ) throws(Failure) -> PageOutcome {
    var run = try ReadingRun(
      request.count.dump, inputs: request.inputs,
      outputs: OutputSet(isReplacing: request.force))
    if let output = request.output {
      try mapping(Failure.init) { () throws(FileError) in
        try InputProtection.check(outputs: [output], inputs: request.inputs)
      }
    }
    let audited = try report(request, &run)
    var model = try PageModel(of: audited, isNamed: request.isNamed)
    if let against = request.against {
      let change = try change(since: against, audited, request, &run)
      model.showSteps(of: change.difference)
      model.change = change
    }
    if let trend = request.trend {
      model.trends = try TrendFile(reading: trend).trends(
        provider: model.provider, host: model.host)
    }
    if let contract = request.contract {
      model.bill = try bill(under: contract, request, &run)
    }
    let bytes = PageWriter.bytes(model)
    let outcome = PageOutcome(
      bytes: bytes, customerCount: model.table.rows.count, remarks: run.remarks)
    if let output = request.output {
      try mapping(Failure.init) { () throws(FileError) in
        // A page with names is for its owner only.
        try run.outputs.add(output, contents: bytes, mode: request.isNamed ? 0o600 : 0o640)
      }
    }
    try run.outputs.commit { () throws(Failure) in try announce(outcome) }
    return outcome
  }

  private static func report(
    _ request: PageRequest, _ run: inout ReadingRun
  ) throws(Failure) -> AuditedReport {
    let found = try AuditedReport.found(
      at: request.input, provider: request.scope.provider, isNamed: request.isNamed)
    if let found {
      run.remarks.warnings += found.remarks
      return found
    }
    return try AuditedReport.counted(request.input, request, &run)
  }

  private static func change(
    since path: String, _ audited: AuditedReport, _ request: PageRequest,
    _ run: inout ReadingRun
  ) throws(Failure) -> PageModel.Change {
    let found = try AuditedReport.found(
      at: path, provider: request.scope.provider, isNamed: false)
    if let found {
      run.remarks.warnings += found.remarks
      return PageModel.Change(
        since: found.head[.dateTime] ?? path,
        difference(from: found.table, found.breakdown?.licenses, to: audited))
    }
    let counted = try AuditedTable(at: path, request.count, &run)
    return PageModel.Change(
      since: "another audit",
      self.difference(from: counted.table, counted.licenses, to: audited))
  }

  /// The difference, licences first where both audits have them.
  private static func difference(
    from table: ReportTable, _ licenses: [String: CustomerLicenses]?, to audited: AuditedReport
  ) -> ReportDifference {
    let before = licenses.flatMap { table.with($0) }
    let after = audited.breakdown?.licenses.flatMap { audited.table.with($0) }
    guard let before, let after else { return ReportDifference(from: table, to: audited.table) }
    return ReportDifference(from: before, to: after)
  }

  /// The lines of the bill; an input that is counted is counted again for it.
  private static func bill(
    under contract: String, _ request: PageRequest, _ run: inout ReadingRun
  ) throws(Failure) -> PageModel.Bill {
    var bill = BillRequest(input: request.input, contract: contract)
    bill.against = request.against
    bill.provider = request.scope.provider
    bill.count = request.count
    // Rejected records were kept when the input was counted first.
    var again = try ReadingRun.withoutRejectFile(request.count.dump)
    let text = try ContractBilling.text(bill, &again)
    run.remarks.warnings += again.remarks.warnings.filter { !run.remarks.warnings.contains($0) }
    return BillOutcome(text: text, remarks: again.remarks).lines
  }
}

/// Which report becomes a page, and what the page shows.
public struct PageRequest: Sendable {
  /// A report, a directory with reports, a bundle, or what can be counted.
  public var input: String
  /// The file to write; nil for standard output.
  public var output: String?
  /// The audit that this one is compared with.
  public var against: String?
  /// A file with trends, as `ucensus history trend` writes them in JSON; `-` for standard input.
  public var trend: String?
  /// The file of a contract, whose bill is on the page.
  public var contract: String?
  /// True if the page shows names of customers and files.
  public var isNamed = false
  /// How columnar files and dumps are counted; its inputs are not used.
  public var count = CountRequest(inputs: [])
  /// Time and provider of a report that is made for the page.
  public var scope = ReportScope()
  /// True if an existing file is replaced.
  public var force = false

  /// A page of this.
  public init(input: String) { self.input = input }

  /// Every file that is read.
  var inputs: [String] {
    [input] + [against, trend, contract].compactMap(\.self) + count.allInputs
  }
}

/// The result.
public struct PageOutcome: RunOutcome {
  /// The page.
  public let bytes: [UInt8]
  /// How many customers it shows.
  public let customerCount: Int
  /// Warnings, times, and the number of rejected records.
  public let remarks: RunRemarks

  /// The written file, as JSON.
  public func json(output: String) -> String {
    AuditOutcome.withoutLastLineEnd(
      JSONOutput.object([
        ("output", .string(output)), ("bytes", .integer(bytes.count)),
        ("customers", .integer(customerCount)),
        ("warnings", remarks.warningsJSON),
      ]).bytes())
  }
}
