internal import CensusModel
public import TextOutput

extension RuleComparison {
  /// The numbers of the invoice: shown whether they changed or not.
  private static let invoiced = [
    "UCM Users", BreakdownShape.licensedUsers, BreakdownShape.additionalLicenses, licensesTitle,
  ]

  /// The comparison for people, each line with its LF: the rule sets, the totals, then customer by
  /// customer; the customers of whom nothing changed are one sentence.
  public func table(_ style: TextStyle) -> String {
    var head = TextTable([.label, .prose])
    head.append(row: ["Before", .init(PrintableText.escaped(ruleSets.before.name))])
    head.append(row: ["After", .init(PrintableText.escaped(ruleSets.after.name))])
    var text = head.text(style) + "\n" + totals.text(style) + sentences
    let customers = customers
    for customer in customers where customer.isChanged {
      text += "\n" + table(of: customer).text(style)
    }
    return text + "\n" + Self.sentence(ofUnchanged: customers.filter { !$0.isChanged })
  }

  private var totals: TextTable {
    var table = TextTable.ofChanges
    table.append(titles: ["", "before", "after", "change"])
    for (column, total) in breakdown.totals.enumerated()
    where Self.invoiced.contains(total.title) || total.before != total.after {
      table.append(title(ofBreakdown: column), total.before, total.after)
    }
    for total in report.totals where total.before != total.after {
      table.append(total.title, total.before, total.after)
    }
    return table
  }

  /// The changes that the totals do not show.
  private var sentences: String {
    let same = report.totals.count(where: { $0.before == $0.after })
    var text = "The totals of \(same) other columns are the same.\n"
    for (titles, which) in [
      (report.unmatched.before, "before"), (report.unmatched.after, "after"),
    ] {
      for title in titles { text += "Only \(which): \(PrintableText.ascii(title))\n" }
    }
    return text
  }

  private func table(of customer: Customer) -> TextTable {
    var table = TextTable.ofChanges
    let licenses = customer.licenses
    table.append("Customer \(licenses.pkid)", as: .heading)
    table.append("  " + Self.licensesTitle, licenses.before, licenses.after)
    for change in customer.breakdown {
      table.append("  " + title(ofBreakdown: change.column), change)
    }
    for change in customer.report { table.append("  " + report.titles[change.column], change) }
    return table
  }

  private static func sentence(ofUnchanged customers: [Customer]) -> String {
    let count = RunSummary.grouped(customers.reduce(0) { $0 + $1.licenses.before })
    return "Nothing changes for \(ReportDifference.customers(customers.count)); their user "
      + "licences: \(count)\n"
  }

  /// A line for the user licences of every customer, changed or not, and one for every other column
  /// that changed (RFC 4180, LF line ends). `File` says in which file of an audit the column stands.
  public func csv() -> [UInt8] {
    var text = CSVText(beginningWith: "")
    text.append(row: ["Customer PKID", "File", "Column", "Before", "After", "Change"])
    for customer in customers {
      let licenses = customer.licenses
      text.append(row: [
        licenses.pkid, "breakdown", Self.licensesTitle, String(licenses.before),
        String(licenses.after), String(licenses.after - licenses.before),
      ])
      for change in customer.breakdown {
        text.append(row: [licenses.pkid, "breakdown"] + breakdown.fields(of: change))
      }
      for change in customer.report {
        text.append(row: [licenses.pkid, "anonymous"] + report.fields(of: change))
      }
    }
    return text.bytes
  }

  /// All of it as one document: `ruleSets` with name and SHA-256, `userLicenses` of every customer,
  /// and `breakdown` and `report` as a comparison of two audits has them.
  public var json: JSONOutput {
    .object([
      (
        "ruleSets",
        .object([("before", Self.json(ruleSets.before)), ("after", Self.json(ruleSets.after))])
      ),
      (
        "userLicenses",
        .array(
          licenses.map {
            .object([
              ("customer", .string($0.pkid)), ("before", .integer($0.before)),
              ("after", .integer($0.after)),
            ])
          })
      ),
      ("breakdown", breakdown.json), ("report", report.json),
    ])
  }

  private static func json(_ file: Provenance.DataFile) -> JSONOutput {
    .object([("name", .string(file.name)), ("sha256", .string(file.sha256))])
  }
}
