internal import CensusModel
internal import Documents

/// Checks the columns of a rule set against one another: by trying all combinations of facts and
/// numbers of phones, not by looking at how the conditions are written.
struct RuleSetCheck {
  private let draft: RuleSetDraft
  private let document: SourceDocument

  init(_ draft: RuleSetDraft, of document: SourceDocument) {
    self.draft = draft
    self.document = document
  }

  /// Throws at the first thing that is wrong.
  func run() throws(DocumentError) {
    try checkTitles()
    try checkKey()
    try checkSize()
    let combinations = Combinations(thresholds: try thresholds())
    let tables = try tables(combinations)
    try checkLicensed(combinations)
    try checkUsers(tables, combinations)
    try checkOverlaps(tables, combinations)
  }

  private func checkTitles() throws(DocumentError) {
    var columnOfTitle: [String: Int] = [:]
    for (index, column) in draft.columns.enumerated() {
      guard let other = columnOfTitle.updateValue(index, forKey: column.title) else { continue }
      throw document.refusal(
        at: draft.titleOffsets[index],
        "the title \(shown(column.title)) is that of column \(other + 1), too; change one")
    }
  }

  private func checkKey() throws(DocumentError) {
    let keys = draft.columns.indices.filter { draft.columns[$0].kind == .customerPKID }
    guard keys.count > 1 else { return }
    throw document.refusal(
      at: draft.titleOffsets[keys[1]],
      "column \(keys[1] + 1) is a second one of the kind 'customerPKID'; only the first may be")
  }

  private func checkSize() throws(DocumentError) {
    guard draft.licensed.resolvedNodeCount(columns: []) <= RuleSetLimits.resolvedNodeCountMax else {
      throw refusalOfLicensed("is too large; simplify it")
    }
    var nodeCounts: [Int] = []
    for (index, column) in draft.columns.enumerated() {
      let nodeCount = column.condition?.resolvedNodeCount(columns: nodeCounts) ?? 0
      guard nodeCount <= RuleSetLimits.resolvedNodeCountMax else {
        throw refusal(
          index, "grows too large once the columns that it names are written out; simplify it")
      }
      nodeCounts.append(nodeCount)
    }
  }

  private func thresholds() throws(DocumentError) -> Set<Int> {
    var thresholds = draft.licensed.thresholds
    for (index, column) in draft.columns.enumerated() {
      thresholds.formUnion(column.condition?.thresholds ?? [])
      guard thresholds.count <= RuleSetLimits.thresholdCountMax else {
        let most = RuleSetLimits.thresholdCountMax
        throw refusal(index, "makes the numbers of phones told apart more than \(most); use fewer")
      }
    }
    return thresholds
  }

  private func checkLicensed(_ combinations: Combinations) throws(DocumentError) {
    guard combinations.table(of: draft.licensed, columns: []).first == nil else { return }
    throw refusalOfLicensed("contradicts itself: no person can fulfil it")
  }

  private func refusalOfLicensed(_ reason: String) -> DocumentError {
    document.refusal(at: draft.licensedOffset, "the condition 'licensed' \(reason)")
  }

  /// One table for each column; that of a column that counts no persons is empty.
  private func tables(_ combinations: Combinations) throws(DocumentError) -> [TruthTable] {
    var tables: [TruthTable] = []
    for (index, column) in draft.columns.enumerated() {
      guard let condition = column.condition else {
        tables.append(combinations.constant(false))
        continue
      }
      tables.append(combinations.table(of: condition, columns: tables))
      guard tables[index].first != nil else {
        throw refusal(index, "contradicts itself: no person can fulfil it")
      }
    }
    return tables
  }

  /// An exclusive column is a bucket of UCM users: it must count only these, or the buckets and
  /// the unclassified would not add up to the users (AuditRules.md §1).
  private func checkUsers(
    _ tables: [TruthTable], _ combinations: Combinations
  ) throws(DocumentError) {
    let others = combinations.table(of: .not(.fact(.ucmUser)), columns: [])
    for (index, column) in draft.columns.enumerated() where column.isExclusive {
      guard let example = tables[index].intersection(others).first else { continue }
      throw refusal(
        index,
        "is exclusive, but also counts a person who is not a UCM user "
          + "(\(combinations.description(of: example))); begin with 'U and', "
          + "or remove 'exclusive'")
    }
  }

  private func checkOverlaps(
    _ tables: [TruthTable], _ combinations: Combinations
  ) throws(DocumentError) {
    var counted = combinations.constant(false)
    for (index, column) in draft.columns.enumerated() where column.isExclusive {
      if let example = counted.intersection(tables[index]).first {
        let other = draft.columns.indices.first {
          draft.columns[$0].isExclusive && tables[$0].contains(example)
        }
        let title = shown(draft.columns[other ?? index].title)
        throw refusal(
          index,
          "and that of \(title) are exclusive, but both count a person with "
            + "\(combinations.description(of: example)); narrow one, or remove 'exclusive' from it")
      }
      counted.unite(tables[index])
    }
  }

  private func refusal(_ index: Int, _ reason: String) -> DocumentError {
    document.refusal(
      at: draft.conditionOffsets[index],
      "the condition of \(shown(draft.columns[index].title)) \(reason)")
  }
}
