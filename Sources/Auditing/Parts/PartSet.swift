internal import CensusModel
internal import CensusRules
internal import Report

/// The parts of a merge, to be compared with each other before anything is added up.
struct PartSet {
  let parts: [PartFile]

  init(_ parts: [PartFile]) { self.parts = parts }

  /// True if the parts are those of one numbered set.
  var isNumbered: Bool { !parts.isEmpty && parts.allSatisfy { $0.result.number != nil } }

  /// - Throws: where a part is there twice or missing, where parts do not agree how many there are,
  ///   and where one was counted under other rules.
  func check(under rules: DataFile<RuleSet>) throws(Failure) {
    try checkDigests()
    for part in parts { try check(part, under: rules) }
    try checkNumbers()
  }

  private func checkDigests() throws(Failure) {
    var known: [String: String] = [:]
    for part in parts {
      guard let first = known.updateValue(part.result.name, forKey: part.sha256) else { continue }
      throw Failure(
        .malformed, "\(first) and \(part.result.name) are the same partial result",
        hint: "its customers would count twice; name it once")
    }
  }

  private func check(
    _ part: PartFile, under rules: DataFile<RuleSet>
  ) throws(Failure) {
    let name = part.result.name
    guard part.result.ruleSet == rules.provenance.sha256 else {
      throw Failure(
        .malformed,
        "\(name) was counted under another rule set than \(rules.name): SHA-256 "
          + "\(part.result.ruleSet) and \(rules.provenance.sha256)",
        remedy: .giveRules)
    }
    let columnCount = rules.content.columns.count
    for customer in part.result.customers
    where customer.result.counts.columns.count != columnCount {
      throw PartFile.damage(
        name, "customer \(customer.result.pkid) has other columns than the rule set")
    }
  }

  private func checkNumbers() throws(Failure) {
    guard let first = parts.first(where: { $0.result.number != nil }),
      let count = first.result.number?.count
    else { return }
    var known: [Int: String] = [:]
    for part in parts {
      guard let number = part.result.number, number.count == count else {
        let other = part.result.number.map { "part \($0)" } ?? "a part without a number"
        throw Failure(
          .malformed,
          "\(first.result.name) is one of \(count) parts, \(part.result.name) is \(other)",
          hint: "merge the parts of one set only")
      }
      if let twin = known.updateValue(part.result.name, forKey: number.number) {
        throw Failure(
          .malformed, "\(twin) and \(part.result.name) are both part \(number)",
          hint: "leave one of them out")
      }
    }
    let missing = (1...count).filter { known[$0] == nil }
    guard !missing.isEmpty else { return }
    throw Failure(
      .incomplete,
      "of \(count) parts these are missing: " + missing.map(String.init).joined(separator: ", "),
      hint: "name all parts of the set")
  }
}
