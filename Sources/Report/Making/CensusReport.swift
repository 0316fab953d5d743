public import CensusModel
public import CensusRules
internal import TextOutput

/// The report of one provider: its customers in the order of their PKIDs, each checked.
public struct CensusReport: Sendable {
  /// The metadata.
  public let header: ReportMetadata
  /// The columns.
  public let rules: RuleSet
  /// The customers, in ascending byte order of their PKIDs.
  public let results: CustomerResults
  /// The sums.
  let totals: CustomerTotals

  /// A report of these customers, given in any order.
  ///
  /// - Parameter threads: how many check the customers.
  /// - Throws: `malformedPKID`, `duplicatePKID`, or `doesNotAddUp` for a customer whose numbers
  ///   contradict each other: a wrong number is worse than none.
  public init(
    header: ReportMetadata, rules: RuleSet, results: CustomerResults, threads: Int = 1
  ) throws(ReportError) {
    self.header = header
    self.rules = rules
    let check = ReportCheck(rules, threads: threads)
    if let totals = try check.totals(inOrder: results) {
      self.results = results
      self.totals = totals
    } else {
      self.results = CustomerResults(results.sorted { $0.pkid.precedesExactly($1.pkid) })
      guard let totals = try check.totals(inOrder: self.results) else {
        preconditionFailure("sorted customers out of order")
      }
      self.totals = totals
    }
    try check.spellings(of: self.results)
  }

  /// The anonymous report (AuditRules.md §1).
  public func anonymousCSV() -> [UInt8] {
    var text = text(titles: titles)
    let sources = rules.cellSources
    for result in results {
      Self.appendCells(of: result, sources, to: &text)
      text.endRow()
    }
    return text.bytes
  }

  /// The detailed report (AuditRules.md §3): the anonymous one with three columns of names in front.
  ///
  /// - Parameter names: by the key of the Customer PKID.
  /// - Throws: `missingNames`.
  public func detailedCSV(names: [String: CustomerNames]) throws(ReportError) -> [UInt8] {
    var text = text(titles: ["Provider", "Reseller", "Customer"] + titles)
    let sources = rules.cellSources
    for result in results {
      guard let named = names[result.pkid.pkidKey] else { throw .missingNames(pkid: result.pkid) }
      for field in named.fields { text.append(field) }
      Self.appendCells(of: result, sources, to: &text)
      text.endRow()
    }
    return text.bytes
  }

  /// The breakdown (AuditRules.md §3).
  public func breakdownCSV() -> [UInt8] {
    let shape = BreakdownShape(rules)
    var text = text(titles: ["Customer PKID"] + shape.titles)
    for result in results {
      text.append(result.pkid)
      Breakdown(result).forEachNumber(result, shape) { text.append($0) }
      text.endRow()
    }
    return text.bytes
  }

  /// The head of a file, with room for its rows: most numbers have one or two digits.
  private func text(titles: [String]) -> CSVText {
    var text = CSVText(
      beginningWith: header.lines, byteCount: 4_096 + results.count * (24 + 3 * titles.count))
    text.append(row: titles)
    return text
  }

  private var titles: [String] { rules.columns.map(\.title) }
}

/// Checking the customers of a report, and adding them up.
private struct ReportCheck {
  /// So many customers are worth a thread of their own.
  private static let pieceCustomerCount = 1_024

  private let crossFoot: CrossFoot
  private let sources: [CellSource]
  private let threads: Int

  init(_ rules: RuleSet, threads: Int) {
    crossFoot = CrossFoot(rules: rules)
    sources = rules.cellSources
    self.threads = threads
  }

  /// The totals of the customers, or nil if they are not in ascending byte order of their PKIDs.
  ///
  /// - Throws: `malformedPKID`, `duplicatePKID` or `doesNotAddUp`.
  func totals(inOrder results: CustomerResults) throws(ReportError) -> CustomerTotals? {
    let length = Self.pieceCustomerCount
    let pieces = Parallel.map(count: (results.count + length - 1) / length, threads: threads) {
      let piece = $0 * length..<min(($0 + 1) * length, results.count)
      return Result { () throws(ReportError) in try totals(inOrder: results, piece) }
    }
    var all = CustomerTotals(columnCount: sources.count)
    // One after the other, so that the first contradiction is reported.
    for piece in pieces {
      guard let totals = try piece.get() else { return nil }
      all.add(totals)
    }
    return all
  }

  /// A PKID in two spellings is one: only spellings with capitals can hide that.
  ///
  /// - Throws: `duplicatePKID`.
  func spellings(of results: CustomerResults) throws(ReportError) {
    var keys: Set<String> = []
    for pkid in results.lazy.map(\.pkid) where pkid != pkid.pkidKey {
      keys.insert(pkid.pkidKey)
    }
    guard !keys.isEmpty else { return }
    keys = []
    for pkid in results.lazy.map(\.pkid) where !keys.insert(pkid.pkidKey).inserted {
      throw .duplicatePKID(pkid)
    }
  }

  private func totals(
    inOrder results: CustomerResults, _ piece: Range<Int>
  ) throws(ReportError) -> CustomerTotals? {
    var totals = CustomerTotals(columnCount: sources.count)
    var last = piece.lowerBound == 0 ? nil : results[piece.lowerBound - 1].pkid
    for index in piece {
      let result = results[index]
      if let last, result.pkid.precedesExactly(last) { return nil }
      guard result.pkid.isPKID else { throw .malformedPKID(result.pkid) }
      if last == result.pkid { throw .duplicatePKID(result.pkid) }
      try crossFoot.check(result)
      totals.add(result, sources)
      last = result.pkid
    }
    return totals
  }
}
