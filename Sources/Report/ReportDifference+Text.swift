internal import CensusModel

extension ReportDifference {
  /// The difference for a terminal, each line with its LF: totals that changed, then customer by
  /// customer. Titles are cut to the width, numbers never.
  ///
  /// - Parameter width: the columns of the terminal; less than 40 is taken as 40.
  public func table(width: Int) -> String {
    guard !isEmpty else { return "No difference: \(Self.customers(customerCounts.after)).\n" }
    var lines: [(label: String, numbers: [String])] = [("", ["before", "after", "change"])]
    lines.append(
      Self.line("Customers", customerCounts.before, customerCounts.after))
    for total in totals where total.before != total.after {
      lines.append(Self.line(total.title, total.before, total.after))
    }
    var text = Self.aligned(lines, width: width)
    let same = totals.count(where: { $0.before == $0.after })
    text += "The totals of \(same) other columns are the same.\n"
    for (titles, which) in [(unmatched.before, "first"), (unmatched.after, "second")] {
      for title in titles {
        text += "Only in the \(which), not compared: \(PrintableText.ascii(title))\n"
      }
    }
    for customer in customers {
      text += "\nCustomer \(customer.pkid), \(customer.status.rawValue)\n"
      text += Self.aligned(
        customer.changes.map { change in
          (
            "  " + titles[change.column],
            [
              change.before?.description ?? "-", change.after?.description ?? "-",
              Self.step(change),
            ]
          )
        }, width: width)
    }
    return text
  }

  /// One line for every column of a customer that changed (RFC 4180, LF line ends).
  public func csv() -> [UInt8] {
    var text = CSVText(beginningWith: "")
    text.append(row: ["Customer PKID", "Status", "Column", "Before", "After", "Change"])
    for customer in customers {
      for change in customer.changes {
        text.append(row: [
          customer.pkid, customer.status.rawValue, titles[change.column],
          change.before?.description ?? "", change.after?.description ?? "", String(change.step),
        ])
      }
      if customer.changes.isEmpty {
        text.append(row: [customer.pkid, customer.status.rawValue, "", "", "", ""])
      }
    }
    return text.bytes
  }

  /// All of it as one document; a count or setting that is not there is left out.
  public var json: JSONOutput {
    .object([
      (
        "customers",
        .object([
          ("before", .integer(customerCounts.before)), ("after", .integer(customerCounts.after)),
        ])
      ),
      ("onlyBefore", .array(unmatched.before.map { .string($0) })),
      ("onlyAfter", .array(unmatched.after.map { .string($0) })),
      (
        "totals",
        .array(
          totals.map {
            .object([
              ("title", .string($0.title)), ("before", .integer($0.before)),
              ("after", .integer($0.after)),
            ])
          })
      ),
      ("differences", .array(customers.map(json))),
    ])
  }

  private func json(_ customer: Customer) -> JSONOutput {
    let changes = customer.changes.map { change -> JSONOutput in
      var members: [(key: String, value: JSONOutput)] = [
        ("column", .string(titles[change.column]))
      ]
      if let before = change.before { members.append(("before", before.json)) }
      if let after = change.after { members.append(("after", after.json)) }
      return .object(members)
    }
    return .object([
      ("customer", .string(customer.pkid)), ("status", .string(customer.status.rawValue)),
      ("changes", .array(changes)),
    ])
  }

  // MARK: Lines

  private static func line(
    _ label: String, _ before: Int, _ after: Int
  ) -> (label: String, numbers: [String]) {
    let numbers = [RunSummary.grouped(before), RunSummary.grouped(after), signed(after - before)]
    return (label, numbers)
  }

  private static func step(_ change: Change) -> String {
    if case .count = change.after ?? change.before { return signed(change.step) }
    return ""
  }

  private static func signed(_ number: Int) -> String {
    (number > 0 ? "+" : "") + RunSummary.grouped(number)
  }

  private static func customers(_ count: Int) -> String {
    count == 1 ? "1 customer" : "\(RunSummary.grouped(count)) customers"
  }

  /// Labels to the left, three numbers to the right.
  private static func aligned(
    _ lines: [(label: String, numbers: [String])], width: Int
  ) -> String {
    let numberWidth = lines.flatMap(\.numbers).map(\.utf8.count).max() ?? 0
    let labelWidth = min(
      lines.map(\.label.utf8.count).max() ?? 0, max(10, max(width, 40) - 3 * (numberWidth + 2)))
    return lines.map { line in
      let numbers = line.numbers.map {
        String(repeating: " ", count: numberWidth + 2 - $0.utf8.count) + $0
      }
      var text = RunSummary.padded(PrintableText.ascii(line.label), labelWidth) + numbers.joined()
      while text.hasSuffix(" ") { text.removeLast() }
      return text + "\n"
    }.joined()
  }
}

extension ReportTable.Field {
  fileprivate var json: JSONOutput {
    switch self {
    case .count(let count): .integer(count)
    case .setting(let isSet): .string(isSet ? "Y" : "N")
    }
  }
}
