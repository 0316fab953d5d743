extension PageWriter {
  /// Columns in front that hold texts.
  private static let textCount = 2

  /// The lines of the bill, with the total in the last row.
  mutating func bill() {
    guard let bill = model.bill else { return }
    section("bill", "Bill")
    html.markup("<p class=\"soft\">Under ")
    html.isolated(bill.contract)
    if let since = bill.since {
      html.markup("; changes since ")
      html.isolated(since)
    }
    html.markup(".</p>\n<div class=\"box\"><table>\n<thead><tr>")
    for (index, title) in bill.titles.enumerated() {
      html.markup(
        index < Self.textCount ? "<th scope=\"col\">" : "<th scope=\"col\" class=\"number\">")
      html.text(title)
      html.markup("</th>")
    }
    html.line("</tr></thead>\n<tbody>")
    for row in bill.rows {
      html.markup("<tr>")
      for (index, field) in row.enumerated() {
        html.markup(
          index == 0
            ? "<th scope=\"row\">" : index < Self.textCount ? "<td>" : "<td class=\"number\">")
        html.isolated(field)
        html.markup(index == 0 ? "</th>" : "</td>")
      }
      html.line("</tr>")
    }
    html.line("</tbody>\n</table></div>\n</section>")
  }
}
