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
    self.results = results.sorted { $0.pkid.precedesExactly($1.pkid) }
    for (index, result) in self.results.enumerated() {
      guard result.pkid.isPKID else { throw .malformedPKID(result.pkid) }
      if index > 0, self.results[index - 1].pkid == result.pkid {
        throw .duplicatePKID(result.pkid)
      }
      try CrossFoot(result: result, rules: rules).check()
    }
  }

  /// The anonymous report (audit.md §1).
  public func anonymousCSV() -> [UInt8] {
    var text = CSVText(beginningWith: header.lines)
    text.append(row: titles)
    for result in results { text.append(row: fields(of: result)) }
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
      text.append(row: named.fields + fields(of: result))
    }
    return text.bytes
  }

  /// The breakdown (audit.md §3).
  public func breakdownCSV() -> [UInt8] {
    var text = CSVText(beginningWith: header.lines)
    text.append(row: Breakdown.titles)
    for result in results { text.append(row: Breakdown(result: result).fields) }
    return text.bytes
  }

  private var titles: [String] { rules.columns.map(\.title) }

  private func fields(of result: CustomerResult) -> [String] {
    rules.columns.indices.map { index in
      switch rules.columns[index].kind {
      case .customerPKID: result.pkid
      case .persons, .standaloneDevices: String(result.counts.columns[index])
      case .setting(let setting): result.settings.contains(setting) ? "Y" : "N"
      case .phoneServerPhones: String(result.counters.phoneServerPhones)
      case .sites: String(result.siteCount)
      }
    }
  }
}
