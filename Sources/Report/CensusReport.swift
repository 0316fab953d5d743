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
    let inOrder = results.indices.dropFirst().allSatisfy {
      results[$0 - 1].pkid.precedesExactly(results[$0].pkid)
    }
    self.results = inOrder ? results : results.sorted { $0.pkid.precedesExactly($1.pkid) }
    let crossFoot = CrossFoot(rules: rules)
    for index in self.results.indices {
      let pkid = self.results[index].pkid
      guard pkid.isPKID else { throw .malformedPKID(pkid) }
      if index > 0, self.results[index - 1].pkid == pkid { throw .duplicatePKID(pkid) }
      try crossFoot.check(self.results[index])
    }
  }

  /// The anonymous report (audit.md §1).
  public func anonymousCSV() -> [UInt8] {
    var text = text(titles: titles)
    let sources = rules.fieldSources
    for index in results.indices {
      Self.append(results[index], sources, to: &text)
      text.endRow()
    }
    return text.bytes
  }

  /// The detailed report (audit.md §3): the anonymous one with three columns of names in front.
  ///
  /// - Parameter names: by Customer PKID.
  /// - Throws: `missingNames`.
  public func detailedCSV(names: [String: CustomerNames]) throws(ReportError) -> [UInt8] {
    var text = text(titles: ["Provider", "Reseller", "Customer"] + titles)
    let sources = rules.fieldSources
    for result in results {
      guard let named = names[result.pkid] else { throw .missingNames(pkid: result.pkid) }
      for field in named.fields { text.append(field) }
      Self.append(result, sources, to: &text)
      text.endRow()
    }
    return text.bytes
  }

  /// The breakdown (audit.md §3).
  public func breakdownCSV() -> [UInt8] {
    var text = text(titles: Breakdown.titles)
    for index in results.indices {
      text.append(results[index].pkid)
      let numbers = Breakdown(results[index]).numbers(results[index])
      for number in numbers.indices { text.append(numbers[number]) }
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

  private static func append(
    _ result: borrowing CustomerResult, _ sources: [FieldSource], to text: inout CSVText
  ) {
    for source in sources {
      switch source {
      case .customerPKID: text.append(result.pkid)
      case .count(let index): text.append(result.counts.columns[index])
      case .setting(let setting): text.append(result.settings.contains(setting) ? "Y" : "N")
      case .phoneServerPhones: text.append(result.counters.phoneServerPhones)
      case .sites: text.append(result.siteCount)
      }
    }
  }
}
