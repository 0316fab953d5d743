internal import Report

extension PageWriter {
  /// The records that are in no column, and why.
  mutating func leftOut() {
    guard !model.leftOut.isEmpty else { return }
    section("left-out", "What was left out, and why")
    html.markup("<div class=\"box\"><table>\n<thead><tr><th scope=\"col\">What</th>")
    html.line(
      "<th scope=\"col\" class=\"number\">Count</th><th scope=\"col\">Why</th></tr></thead>")
    html.line("<tbody>")
    for item in model.leftOut {
      html.markup("<tr><td>")
      html.isolated(item.label)
      html.markup("</td><td class=\"number\">")
      number(item.count)
      html.markup("</td><td>")
      html.text(item.reason)
      html.line("</td></tr>")
    }
    html.line("</tbody>\n</table></div>\n</section>")
  }

  /// Where the numbers come from.
  mutating func provenance() {
    section("provenance", "Provenance")
    html.line("<div class=\"box\"><table><tbody>")
    for (key, value) in model.facts + model.provenance {
      html.markup("<tr><th scope=\"row\">")
      html.isolated(key)
      html.markup("</th><td>")
      html.isolated(value)
      html.line("</td></tr>")
    }
    html.line("</tbody></table></div>")
    inputs()
    html.line("</section>")
  }

  private mutating func inputs() {
    guard !model.inputs.isEmpty else { return }
    html.markup("<details><summary>Files that were read (")
    number(model.inputs.count)
    html.line(")</summary>\n<div class=\"box\"><table>\n<thead><tr>")
    let isNamed = model.inputs.contains { $0.name != nil }
    if isNamed { html.markup("<th scope=\"col\">File</th>") }
    html.markup("<th scope=\"col\">SHA-256</th><th scope=\"col\" class=\"number\">Records</th>")
    html.line("</tr></thead>\n<tbody>")
    for input in model.inputs {
      html.markup("<tr>")
      if isNamed {
        html.markup("<td>")
        html.isolated(input.name ?? "")
        html.markup("</td>")
      }
      html.markup("<td class=\"code\">")
      html.text(input.digest)
      html.markup("</td><td class=\"number\">")
      if let count = input.recordsRead { number(count) }
      html.line("</td></tr>")
    }
    html.line("</tbody>\n</table></div></details>")
  }
}
