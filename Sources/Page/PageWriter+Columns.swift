internal import Report

extension PageWriter {
  /// One bar for each column that counts, as long as its share of the largest.
  mutating func bars() {
    section("columns", "Columns of the report")
    let totals = model.table.totals
    let counts = totals.indices.filter { !isSetting($0) }
    let largest = counts.map { totals[$0] }.max() ?? 0
    html.line("<ul class=\"bars\">")
    for index in counts { bar(model.table.titles[index], totals[index], largest) }
    html.line("</ul>")
    let settings = totals.indices.filter(isSetting)
    guard !settings.isEmpty else { return html.line("</section>") }
    html.markup("<p class=\"soft\">Customers with a setting: ")
    for (place, index) in settings.enumerated() {
      if place > 0 { html.markup(", ") }
      html.text(model.table.titles[index] + " ")
      number(totals[index])
    }
    html.line(".</p>\n</section>")
  }

  private mutating func bar(_ title: String, _ count: Int, _ largest: Int) {
    html.markup(count == 0 ? "<li class=\"none\"><span>" : "<li><span>")
    html.text(title)
    html.markup("</span><svg role=\"img\" tabindex=\"0\" aria-label=\"")
    html.text("\(title): \(RunSummary.grouped(count))")
    html.markup("\"><title>")
    html.text("\(title): \(RunSummary.grouped(count))")
    html.markup("</title><rect height=\"100%\" rx=\"2\" width=\"")
    html.text(largest == 0 ? "0" : Self.percent(count, of: largest))
    html.markup("\"/></svg><span class=\"number\">")
    number(count)
    html.line("</span></li>")
  }

  /// In hundredths, so that a bar is a pixel wide at least where there is anything.
  private static func percent(_ count: Int, of largest: Int) -> String {
    let share = count > 0 ? max(20, count * 10_000 / largest) : 0
    let digits = String(share % 100)
    return "\(share / 100).\(digits.count == 1 ? "0" : "")\(digits)%"
  }

  /// Whether a column holds `Y` and `N`.
  func isSetting(_ column: Int) -> Bool {
    model.table.rows.first?.fields[column].isSetting ?? false
  }

  // MARK: Customers

  /// The table of customers: the first of them, until the script shows all.
  mutating func customers() {
    section("list", "Customers")
    html.markup("<div class=\"tools hidden\" id=\"tools\"><label for=\"search\">Search</label>")
    html.markup("<input type=\"search\" id=\"search\" autocomplete=\"off\" spellcheck=\"false\" ")
    html.markup("placeholder=\"")
    html.markup(model.names == nil ? "Customer PKID" : "PKID or name")
    html.markup("\"><span class=\"soft\" id=\"status\" role=\"status\"></span></div>\n")
    html.markup("<p class=\"soft\" id=\"capped\">")
    let count = model.table.rows.count
    if count > Self.plainRowMax {
      html.text(
        "The first \(Self.plainRowMax) of \(RunSummary.grouped(count)) customers. "
          + "With scripts all can be sorted and searched; the report has all of them, too.")
    }
    html.markup("</p>\n<div class=\"box window\" id=\"window\" tabindex=\"0\" role=\"region\" ")
    html.line("aria-labelledby=\"list\"><table id=\"customers\">\n<thead><tr>")
    for title in PageData.textTitles(model) { head(title, isNumber: false) }
    for title in model.customerTable.titles { head(title, isNumber: true) }
    html.line("</tr></thead>\n<tbody>")
    for row in model.customerTable.rows.prefix(Self.plainRowMax) { self.row(row) }
    html.line("</tbody>\n</table></div>\n</section>")
  }

  private mutating func head(_ title: String, isNumber: Bool) {
    html.markup(isNumber ? "<th scope=\"col\" class=\"number\">" : "<th scope=\"col\">")
    html.text(title)
    html.line("</th>")
  }

  private mutating func row(_ row: ReportTable.Row) {
    html.markup("<tr><th scope=\"row\" class=\"code\">")
    html.isolated(row.pkid)
    html.markup("</th>")
    for name in PageData.names(of: row, model) {
      html.markup("<td>")
      html.isolated(name)
      html.markup("</td>")
    }
    for field in row.fields {
      html.markup("<td class=\"number\">")
      if case .count(let count) = field { number(count) } else { html.text(field.description) }
      html.markup("</td>")
    }
    html.line("</tr>")
  }
}
