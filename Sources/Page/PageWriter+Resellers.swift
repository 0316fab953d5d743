internal import CensusModel
internal import Report

extension PageWriter {
  /// True where the names of resellers are known.
  var hasResellers: Bool {
    model.names?.values.contains { !$0[1].isEmpty } ?? false
  }

  /// The sums of the customers of each reseller, and of all.
  mutating func resellers() {
    guard hasResellers else { return }
    section("resellers", "Resellers")
    let table = model.customerTable
    html.markup("<div class=\"box window\" tabindex=\"0\" role=\"region\" ")
    html.line("aria-labelledby=\"resellers\"><table>\n<thead><tr>")
    head("Reseller", isNumber: false)
    for title in ["Customers"] + table.titles { head(title, isNumber: true) }
    html.line("</tr></thead>\n<tbody>")
    var sums: [ExactText: [Int]] = [:]
    for row in table.rows {
      let reseller = ExactText(model.names?[row.pkid]?[1] ?? "")
      let numbers = [1] + row.fields.map(\.number)
      sums[reseller] = sums[reseller].map { zip($0, numbers).map(+) } ?? numbers
    }
    for (reseller, numbers) in sums.sorted(by: { $0.key < $1.key }) {
      self.reseller(reseller.string.isEmpty ? "(no reseller)" : reseller.string, numbers)
    }
    reseller("All", [table.rows.count] + table.totals)
    html.line("</tbody>\n</table></div>\n</section>")
  }

  private mutating func reseller(_ name: String, _ numbers: [Int]) {
    html.markup("<tr><th scope=\"row\">")
    html.isolated(name)
    html.markup("</th>")
    for number in numbers {
      html.markup("<td class=\"number\">")
      self.number(number)
      html.markup("</td>")
    }
    html.line("</tr>")
  }
}
