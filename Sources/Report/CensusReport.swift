public import CensusModel
public import CensusRules

/// The report of one provider: its customers in the order of their PKIDs, each checked.
public struct CensusReport: Sendable {
  /// The metadata.
  public let header: ReportHeader
  /// What the columns are.
  public let rules: RuleSet
  /// The customers, in ascending byte order of their PKIDs.
  public let results: [CustomerResult]

  /// A report of these customers, given in any order.
  ///
  /// - Throws: `malformedPKID`, `duplicatePKID`, or `doesNotAddUp` for the first customer whose
  ///   numbers contradict each other: a wrong number is worse than none.
  public init(
    header: ReportHeader, rules: RuleSet, results: [CustomerResult]
  ) throws(ReportError) {
    self.header = header
    self.rules = rules
    let inOrder = zip(results, results.dropFirst()).allSatisfy { $0.pkid.precedesExactly($1.pkid) }
    self.results = inOrder ? results : results.sorted { $0.pkid.precedesExactly($1.pkid) }
    let crossFoot = CrossFoot(rules: rules)
    for (index, result) in self.results.enumerated() {
      guard result.pkid.isPKID else { throw .malformedPKID(result.pkid) }
      if index > 0, self.results[index - 1].pkid == result.pkid {
        throw .duplicatePKID(result.pkid)
      }
      try crossFoot.check(result)
    }
  }

  /// The anonymous report (audit.md §1).
  public func anonymousCSV() -> [UInt8] {
    var text = CSVText(beginningWith: header.lines)
    text.append(row: titles)
    for result in results {
      append(result, to: &text)
      text.endRow()
    }
    return text.bytes
  }

  /// The detailed report (audit.md §3): the anonymous one with three columns of names in front.
  ///
  /// - Parameter names: by Customer PKID.
  /// - Throws: `missingNames`.
  public func detailedCSV(names: [String: CustomerNames]) throws(ReportError) -> [UInt8] {
    var text = CSVText(beginningWith: header.lines)
    text.append(row: ["Provider", "Reseller", "Customer"] + titles)
    for result in results {
      guard let named = names[result.pkid] else { throw .missingNames(pkid: result.pkid) }
      for field in named.fields { text.append(field) }
      append(result, to: &text)
      text.endRow()
    }
    return text.bytes
  }

  /// The breakdown (audit.md §3).
  public func breakdownCSV() -> [UInt8] {
    var text = CSVText(beginningWith: header.lines)
    text.append(row: Breakdown.titles)
    for result in results {
      text.append(result.pkid)
      for number in Breakdown(result: result).numbers { text.append(number) }
      text.endRow()
    }
    return text.bytes
  }

  private var titles: [String] { rules.columns.map(\.title) }

  private func append(_ result: CustomerResult, to text: inout CSVText) {
    for (index, column) in rules.columns.enumerated() {
      switch column.kind {
      case .customerPKID: text.append(result.pkid)
      case .persons, .standaloneDevices: text.append(result.counts.columns[index])
      case .setting(let setting): text.append(result.settings.contains(setting) ? "Y" : "N")
      case .phoneServerPhones: text.append(result.counters.phoneServerPhones)
      case .sites: text.append(result.siteCount)
      }
    }
  }
}
