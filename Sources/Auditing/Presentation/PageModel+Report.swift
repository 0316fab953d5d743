internal import CensusModel
internal import CensusRules
internal import Documents
internal import Page
internal import Report

extension PageModel {
  /// The parts of a report that a page shows.
  ///
  /// - Throws: names are wanted, but there are none (66).
  init(of audited: AuditedReport, isNamed: Bool) throws(Failure) {
    if isNamed, audited.names == nil {
      throw Failure(
        .inputUnreadable, "\(audited.name): no names are there",
        hint:
          "a detailed report beside it has some, as have dumps, and identities of columnar files")
    }
    self.init(
      provider: audited.head[.providerName] ?? "", host: audited.head[.hostname] ?? "",
      dateTime: audited.head[.dateTime] ?? "", table: audited.table)
    names = isNamed ? audited.names : nil
    facts = audited.head.lines.map { ($0.key, $0.value) }
    let sums = Self.sums(audited.breakdown)
    licensedTable = audited.breakdown?.licenses.flatMap { audited.table.with($0) }
    exclusiveTitles = try Self.exclusiveTitles(audited)
    figures = figures(audited.breakdown?.licenses, sums)
    leftOut = Self.leftOut(sums) + (audited.provenance.map(Self.leftOut) ?? [])
    provenance = [("SHA-256 of the report", audited.sha256)]
    if let document = audited.provenance {
      provenance += Self.provenance(document)
      inputs = Self.inputs(document, isNamed: isNamed)
    }
  }

  /// The exclusive columns of the rule set that counted; of a report that was read those of the
  /// built-in one, if it has all of them.
  private static func exclusiveTitles(_ audited: AuditedReport) throws(Failure) -> [String] {
    let builtIn = try DataFiles.rules(nil).content
    let rules = audited.rules ?? builtIn
    let titles = rules.columns.filter(\.isExclusive).map(\.title)
    return titles.allSatisfy(audited.table.titles.contains) ? titles : []
  }

  /// The totals of a breakdown, by title.
  private static func sums(_ breakdown: ReportTable?) -> [String: Int] {
    guard let breakdown else { return [:] }
    return Dictionary(uniqueKeysWithValues: zip(breakdown.titles, breakdown.totals))
  }

  private func figures(
    _ licenses: [String: CustomerLicenses]?, _ sums: [String: Int]
  ) -> [Figure] {
    var figures: [Figure] = []
    if let licenses = licenses?.values {
      let licensed = licenses.reduce(0) { $0 + $1.licensed }
      let additional = licenses.reduce(0) { $0 + $1.additional }
      figures = [
        Figure("User licences", licensed + additional), Figure("Licensed users", licensed),
        Figure("Additional licences", additional),
      ]
    }
    for (title, label) in [("UCM Users", "Subscribers"), ("Phones", "Phones")] {
      if let count = sums[title] { figures.append(Figure(label, count)) }
    }
    figures.append(Figure("Customers", table.rows.count))
    if let sites = table.titles.firstIndex(of: "Site Count") {
      figures.append(Figure("Sites", table.totals[sites]))
    }
    return figures
  }

  /// Shows beside the numbers in large type by how much they changed, as far as both audits have
  /// them.
  mutating func showSteps(of difference: ReportDifference) {
    let titles = [
      "User licences": "User Licenses", "Licensed users": "Licensed Users",
      "Additional licences": "Additional Licenses", "Sites": "Site Count",
    ]
    for index in figures.indices {
      if figures[index].label == "Customers" {
        figures[index].step = difference.customerCounts.after - difference.customerCounts.before
      }
      let total = difference.totals.first { $0.title == titles[figures[index].label] }
      if let total { figures[index].step = total.after - total.before }
    }
  }

  // MARK: Left out

  private static let reasons: [(title: String, reason: String)] = [
    ("Unclassified Users", "UCM users who fit none of the exclusive columns."),
    ("Unclassified Accounts", "Accounts that match no UCM user and fit no column."),
    ("CTI Ports", "Phones of this class are never counted as such."),
    ("Spark Remote Devices", "Count as a phone only where their user has no other."),
    ("Not Phones", "Devices that the device table calls no phones."),
    ("Orphan Owners", "Phones that name an owner who is no UCM user of the customer."),
    ("Unknown Associations", "Devices that users name and that are no phone at a site."),
    ("Merged Records", "Further records of one user, phone or account."),
    ("Above Site Level", "Records below a customer, but not below one of its sites."),
  ]

  private static func leftOut(_ sums: [String: Int]) -> [LeftOut] {
    reasons.compactMap { title, reason in
      sums[title].flatMap { $0 > 0 ? LeftOut(title, $0, reason) : nil }
    }
  }

  /// The records that the report's own inputs and, with several providers, the whole run left out.
  private static func leftOut(_ provenance: JSONNode) -> [LeftOut] {
    let run = provenance["run"].map { foundInSummary($0) } ?? []
    return (provenance["summary"].map { foundInSummary($0) } ?? [])
      + run.map {
        LeftOut($0.label, $0.count, $0.reason + " Of the whole run, not of one provider.")
      }
  }

  private static func foundInSummary(_ summary: JSONNode) -> [LeftOut] {
    var leftOut: [LeftOut] = []
    for (key, label, reason) in [
      ("aboveEveryCustomer", "Above every customer", "Records that belong to no customer."),
      ("emptyKeys", "Empty keys", "Records whose name is empty."),
      ("rejectedRecords", "Rejected records", "Malformed records that were left out on demand."),
      (
        "excludedFiles", "Excluded files",
        "Files, folders and entries that were left out on demand."
      ),
    ] {
      if let count = summary[key]?.count, count > 0 {
        leftOut.append(LeftOut(label, count, reason))
      }
    }
    for (key, reason) in [
      ("skippedModels", "A model that the audit does not count."),
      ("leftOutByCondition", "Records that a condition of the dump profile leaves out."),
      ("unknownProducts", "A product that the device table does not know; it counts as a phone."),
    ] {
      guard case .object(let members)? = summary[key]?.value else { continue }
      for member in members { leftOut.append(LeftOut(member.key, member.node.count ?? 0, reason)) }
    }
    guard case .array(let models)? = summary["incompleteModels"]?.value else { return leftOut }
    return leftOut
      + models.map { model in
        let missing = (model["expected"]?.count ?? 0) - (model["read"]?.count ?? 0)
        return LeftOut(
          model["model"]?.string ?? "", max(0, missing),
          "Records that pages announce and that are not there; taken as it is on demand.")
      }
  }

  // MARK: Provenance

  private static func provenance(_ document: JSONNode) -> [(key: String, value: String)] {
    var lines: [(key: String, value: String)] = []
    if let version = document["program"]?["version"]?.string {
      lines.append(("Program", "ucensus \(version)"))
    }
    for (key, title) in [
      ("ruleSet", "Rule set"), ("deviceClasses", "Device table"), ("dumpProfile", "Dump profile"),
    ] {
      guard let file = document[key], let sha256 = file["sha256"]?.string else { continue }
      // Names of files come from the user, and may contain names of customers.
      let name = file["name"]?.string.flatMap { $0.hasPrefix("built-in ") ? $0 + ", " : nil } ?? ""
      lines.append((title, "\(name)SHA-256 \(sha256)"))
    }
    if case .array(let nodes)? = document["providerNodes"]?.value {
      lines.append(
        ("Provider nodes", nodes.compactMap { $0["pkid"]?.string }.joined(separator: ", ")))
    }
    if case .object(let options)? = document["options"]?.value {
      for option in options where !["provider", "anonymous-only"].contains(option.key) {
        lines.append(("Option --\(option.key)", option.node.string ?? ""))
      }
    }
    return lines
  }

  /// The digest of an input as it is shown: one of a tree is called so.
  private static func digest(of input: JSONNode) -> String {
    if let tree = input[DigestKind.sha256Tree.rawValue]?.string {
      return "\(tree) (tree hash)"
    }
    return input[DigestKind.sha256.rawValue]?.string ?? ""
  }

  private static func inputs(_ document: JSONNode, isNamed: Bool) -> [Input] {
    guard case .array(let inputs)? = document["inputs"]?.value else { return [] }
    let found = inputs.map { input in
      Input(
        name: isNamed ? input["name"]?.string : nil, digest: digest(of: input),
        recordsRead: input["recordsRead"]?.count)
    }
    // In the order of names that are not shown, they would tell something of them.
    return isNamed ? found : found.sorted { $0.digest.precedesExactly($1.digest) }
  }
}

extension JSONNode {
  /// A whole number; nil for anything else.
  fileprivate var count: Int? {
    guard case .number(let text) = value else { return nil }
    return Int(text)
  }
}
