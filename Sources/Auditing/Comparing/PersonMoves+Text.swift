internal import CensusModel
internal import Report
internal import TextOutput

extension PersonMoves {
  /// How many went from which column to which, then the persons, each line with its LF.
  ///
  /// - Parameter countMax: the most persons that are shown; nil for all.
  func table(_ style: TextStyle, countMax: Int?) -> String {
    guard !moves.isEmpty else { return "No person changed.\n" + ambiguous }
    var flows = TextTable([.label, .label, .number])
    flows.append("Persons by column", as: .heading)
    flows.append(titles: ["before", "after", "persons"])
    for flow in self.flows {
      flows.append(row: [
        .init(Self.text(flow.before)), .init(Self.text(flow.after)),
        .init(RunSummary.grouped(flow.count)),
      ])
    }
    var text = self.flows.isEmpty ? "" : flows.text(style) + "\n"
    let shown = moves.prefix(countMax ?? .max)
    if !shown.isEmpty { text += persons(Array(shown)).text(style) }
    let rest = moves.count - shown.count
    if rest > 0 {
      text += "Not shown: \(RunSummary.grouped(rest)) \(rest == 1 ? "person" : "persons").\n"
    }
    return text + ambiguous
  }

  private var ambiguous: String {
    guard ambiguousCount > 0 else { return "" }
    let persons = ambiguousCount == 1 ? "1 name" : "\(RunSummary.grouped(ambiguousCount)) names"
    return "Not compared: \(persons) that several persons of one customer and service have.\n"
  }

  private func persons(_ shown: [Move]) -> TextTable {
    var table = TextTable([.label, .label, .label, .label, .number])
    table.append("Persons that changed", as: .heading)
    table.append(titles: ["customer", "name", "before", "after", "licences"])
    for move in shown {
      let step = (move.after?.licenses ?? 0) - (move.before?.licenses ?? 0)
      table.append(row: [
        .init(PrintableText.ascii(move.customer.isEmpty ? move.pkid : move.customer)),
        .init(PrintableText.ascii(move.name)), .init(Self.text(move.before?.column)),
        .init(Self.text(move.after?.column)),
        .init(
          (step > 0 ? "+" : "") + String(step), as: step == 0 ? nil : step > 0 ? .more : .less),
      ])
    }
    return table
  }

  private static func text(_ column: String?) -> String {
    column.map(PrintableText.ascii) ?? "(not there)"
  }

  /// A row for each person (RFC 4180, LF line ends).
  var csv: [UInt8] {
    var text = CSVText(beginningWith: "")
    text.append(row: [
      "Customer PKID", "Customer", "Kind", "Name", "Column Before", "Column After",
      "Licences Before", "Licences After",
    ])
    for move in moves {
      text.append(row: [
        move.pkid, CustomerNames.harmless(move.customer), move.isUser ? "user" : "account",
        CustomerNames.harmless(move.name), move.before?.column ?? "", move.after?.column ?? "",
        move.before.map { String($0.licenses) } ?? "", move.after.map { String($0.licenses) } ?? "",
      ])
    }
    return text.bytes
  }

  /// An object for each person; a side without the person is left out.
  var json: JSONOutput {
    .array(
      moves.map { move in
        var members: [(key: String, value: JSONOutput)] = [
          ("customer", .string(move.pkid)), ("customerName", .string(move.customer)),
          ("kind", .string(move.isUser ? "user" : "account")), ("name", .string(move.name)),
        ]
        for (key, place) in [("before", move.before), ("after", move.after)] {
          guard let place else { continue }
          members.append(
            (
              key,
              .object([
                ("column", .string(place.column)), ("licenses", .integer(place.licenses)),
              ])
            ))
        }
        return .object(members)
      })
  }
}
