internal import Report

extension PageWriter {
  /// Customers of a change that are listed.
  private static let changedMax = 100

  /// The changes since another audit.
  mutating func change() {
    guard let change = model.change else { return }
    let difference = change.difference
    section("change", "What changed")
    html.markup("<p class=\"soft\">Since ")
    html.isolated(change.since)
    html.markup(": ")
    if difference.isEmpty {
      html.line("nothing: all columns of all customers are the same.</p>\n</section>")
      return
    }
    html.text(
      [ReportDifference.Status.new, .gone, .changed].map { status in
        let count = difference.customers.count { $0.status == status }
        let noun = count == 1 ? "customer" : "customers"
        return "\(RunSummary.grouped(count)) \(noun) \(status.rawValue)"
      }.joined(separator: ", "))
    html.line(".</p>")
    unmatched(difference)
    totals(difference)
    changedCustomers(difference)
    html.line("</section>")
  }

  private mutating func unmatched(_ difference: ReportDifference) {
    for (titles, where_) in [
      (difference.unmatched.before, "only in the audit before"),
      (difference.unmatched.after, "only in this one"),
    ] where !titles.isEmpty {
      html.markup("<p class=\"soft\">Columns ")
      html.text("\(where_): \(titles.joined(separator: ", "))")
      html.line(".</p>")
    }
  }

  private mutating func totals(_ difference: ReportDifference) {
    let changed = difference.totals.filter { $0.before != $0.after }
    guard !changed.isEmpty else { return }
    html.markup("<div class=\"box\"><table>\n<thead><tr><th scope=\"col\">Column</th>")
    html.markup("<th scope=\"col\" class=\"number\">Before</th><th scope=\"col\" class=\"number\">")
    html.line("Now</th><th scope=\"col\" class=\"number\">Change</th></tr></thead>\n<tbody>")
    for total in changed {
      html.markup("<tr><td>")
      html.text(total.title)
      html.markup("</td><td class=\"number\">")
      number(total.before)
      html.markup("</td><td class=\"number\">")
      number(total.after)
      html.markup("</td>")
      stepCell(total.after - total.before)
      html.line("</tr>")
    }
    html.line("</tbody>\n</table></div>")
  }

  /// A cell with a difference: its sign says what its colour says.
  private mutating func stepCell(_ step: Int) {
    html.markup(
      step > 0
        ? "<td class=\"number more\">+"
        : step < 0 ? "<td class=\"number less\">" : "<td class=\"number\">")
    number(step)
    html.markup("</td>")
  }

  private mutating func changedCustomers(_ difference: ReportDifference) {
    let hasLicenses = difference.titles.first == Self.userLicenses
    html.markup("<details open><summary>Customers that changed, most first (")
    number(difference.customers.count)
    html.markup(")</summary>\n")
    if difference.customers.count > Self.changedMax {
      html.text("The first \(Self.changedMax); ucensus diff lists all.")
    }
    html.markup("<div class=\"box\"><table>\n<thead><tr><th scope=\"col\">Customer PKID</th>")
    if model.names != nil { html.markup("<th scope=\"col\">Customer</th>") }
    html.markup("<th scope=\"col\">Is</th>")
    if hasLicenses { html.markup("<th scope=\"col\" class=\"number\">User licences</th>") }
    html.line("<th scope=\"col\" class=\"number\">Columns changed</th></tr></thead>\n<tbody>")
    for customer in difference.largestFirst.prefix(Self.changedMax) {
      changed(customer, hasLicenses: hasLicenses)
    }
    html.line("</tbody>\n</table></div></details>")
  }

  private static let userLicenses = "User Licenses"

  private mutating func changed(_ customer: ReportDifference.Customer, hasLicenses: Bool) {
    html.markup("<tr><th scope=\"row\" class=\"code\">")
    html.isolated(customer.pkid)
    html.markup("</th>")
    if let names = model.names {
      html.markup("<td>")
      html.isolated(names[customer.pkid]?[0] ?? "")
      html.markup("</td>")
    }
    html.markup("<td>")
    html.text(customer.status.rawValue)
    html.markup("</td>")
    if hasLicenses { stepCell(customer.changes.first { $0.column == 0 }?.step ?? 0) }
    html.markup("<td class=\"number\">")
    number(customer.changes.count)
    html.line("</td></tr>")
  }
}
