internal import Report

extension PageWriter {
  /// One bar for each column that counts, as long as its share of the largest.
  mutating func bars() {
    section("columns", "Columns of the report")
    let totals = model.table.totals
    let shared = model.exclusiveTitles.compactMap(model.table.titles.firstIndex(of:))
    let whole = shared.reduce(0) { $0 + totals[$1] }
    if whole > 0 {
      html.markup("<p class=\"soft\">Percentages are shares of the ")
      number(whole)
      html.line(" users whom the columns with a percentage count, each of them in one.</p>")
    }
    let counts = totals.indices.filter { !isSetting($0) }
    let largest = counts.map { totals[$0] }.max() ?? 0
    html.line("<ul class=\"bars\">")
    for index in counts {
      let share = shared.contains(index) ? Self.share(totals[index], of: whole) : nil
      bar(model.table.titles[index], totals[index], largest, share)
    }
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

  /// In tenths of a percent, rounded; nil of nothing.
  static func share(_ count: Int, of whole: Int) -> String? {
    guard whole > 0 else { return nil }
    let tenths = (count * 2000 + whole) / (2 * whole)
    return "\(tenths / 10).\(tenths % 10) %"
  }

  private mutating func bar(_ title: String, _ count: Int, _ largest: Int, _ share: String?) {
    let label = "\(title): \(RunSummary.grouped(count))" + (share.map { ", \($0)" } ?? "")
    html.markup(count == 0 ? "<li class=\"none\"><span>" : "<li><span>")
    html.text(title)
    html.markup("</span><svg role=\"img\" tabindex=\"0\" aria-label=\"")
    html.text(label)
    html.markup("\"><title>")
    html.text(label)
    html.markup("</title><rect height=\"100%\" rx=\"2\" width=\"")
    html.text(largest == 0 ? "0" : Self.percent(count, of: largest))
    html.markup("\"/></svg><span class=\"number\">")
    number(count)
    html.markup("</span><span class=\"number soft\">")
    html.text(share ?? "")
    html.line("</span></li>")
  }

  /// In hundredths, so that a bar is a pixel wide at least where there is anything.
  private static func percent(_ count: Int, of largest: Int) -> String {
    let share = count > 0 ? max(20, count * 10_000 / largest) : 0
    let digits = String(share % 100)
    return "\(share / 100).\(digits.count == 1 ? "0" : "")\(digits)%"
  }

  /// True if a column holds `Y` and `N`.
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
    html.markup("\"><button type=\"button\" id=\"save\">Save as CSV</button>")
    html.markup("<span class=\"soft\" id=\"status\" role=\"status\"></span></div>\n")
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

  /// A head of a table.
  mutating func head(_ title: String, isNumber: Bool) {
    html.markup(
      isNumber ? "<th scope=\"col\" class=\"number\"><span>" : "<th scope=\"col\"><span>")
    html.text(title)
    html.line("</span></th>")
  }

  private mutating func row(_ row: ReportTable.Row) {
    html.markup("<tr>")
    for (column, text) in PageData.texts(of: row, model).enumerated() {
      let isCode = column == PageData.pkidColumn(model)
      html.markup(column == 0 ? "<th scope=\"row\"" : "<td")
      html.markup(isCode ? " class=\"code\">" : ">")
      html.isolated(text)
      html.markup(column == 0 ? "</th>" : "</td>")
    }
    for field in row.fields {
      html.markup("<td class=\"number\">")
      if case .count(let count) = field { number(count) } else { html.text(field.description) }
      html.markup("</td>")
    }
    html.line("</tr>")
  }
}
