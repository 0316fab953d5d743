internal import CensusModel
internal import TextOutput

extension ReportTable {
  /// True if the columns are those of a breakdown.
  package var isBreakdown: Bool { BreakdownShape(titles: titles) != nil }

  /// The first sum of a breakdown that does not hold (AuditRules.md §3); nil where there is none.
  package var contradictionOfBreakdown: String? {
    guard BreakdownShape(titles: titles) != nil else { return nil }
    let places = Dictionary(uniqueKeysWithValues: zip(titles, titles.indices))
    for row in rows {
      func sum(_ titles: String...) -> Int {
        titles.reduce(0) { $0 + (places[$1].map { row.fields[$0].number } ?? 0) }
      }
      let licensed =
        places[BreakdownShape.licensedUsers] == nil
        ? sum("UCM Users") : sum(BreakdownShape.licensedUsers)
      let licenses = licensed + sum(BreakdownShape.additionalLicenses)
      guard sum(BreakdownShape.userLicenses) == licenses else {
        return "customer \(row.pkid): \(sum(BreakdownShape.userLicenses)) user licences; "
          + "expected \(licenses)"
      }
      let phones = sum(
        "Assigned Phones", "Standalone Phones", "Standalone Analog Ports", "CTI Ports",
        "Spark Remote Devices", "Not Phones")
      guard sum("Phones") == phones else {
        return "customer \(row.pkid): \(sum("Phones")) phones, of which the classes hold \(phones)"
      }
    }
    return nil
  }

  /// Sums of columns, by title, that no count of a customer can pass (AuditRules.md §1).
  private static let limits: [(title: String, parts: [String])] = [
    ("Users With More Than 10 Phones", ["Multiple Phones"]),
    (
      "Standard Users with Spark",
      [
        "One Phone & VM (No WebEx)", "One Phone & WebEx", "Multiple Phones",
        "VM (No Phone & No EM & No WebEx)", "WebEx (No Phone & No EM)",
        "EM & VM (No Phone & No WebEx)", "EM & WebEx (No Phone)",
      ]
    ),
    (
      "Cisco and MS Integrated Service",
      [
        "One Phone & Spark (No VM & No WebEx)", "One Phone (No VM & No WebEx & No Spark)",
        "One Phone & VM (No WebEx)", "One Phone & WebEx", "Multiple Phones",
      ]
    ),
  ]

  /// The first contradiction between columns; nil where there is none. Columns that a report lacks,
  /// as those of other rule sets, are not compared.
  ///
  /// - Parameter isProven: whether a hash says that this is the report that was made. Then titles of
  ///   the vendor's columns can have another meaning, that of another rule set, and sums do not bind.
  package func contradiction(isProven: Bool) -> String? {
    for (index, title) in titles.enumerated()
    where Set(rows.map { $0.fields[index].isSetting }).count > 1 {
      return "\"\(PrintableText.escaped(title))\" has counts and settings"
    }
    if isProven { return nil }
    for limit in Self.limits {
      guard let column = titles.firstIndex(of: limit.title) else { continue }
      let parts = limit.parts.compactMap(titles.firstIndex(of:))
      guard parts.count == limit.parts.count else { continue }
      for row in rows {
        let count = row.fields[column].number
        let sum = parts.reduce(0) { $0 + row.fields[$1].number }
        if count > sum {
          return
            "\(isTotal ? "the total" : "customer \(row.pkid)"): \"\(limit.title)\" is \(count); "
            + "expected no more than \(sum)"
        }
      }
    }
    return nil
  }

  /// The sum of each column, of a setting the number of `Y`.
  package var totals: [Int] {
    rows.reduce(into: [Int](repeating: 0, count: titles.count)) { totals, row in
      for (index, field) in row.fields.enumerated() { totals[index] += field.number }
    }
  }

  /// Of each column whether it holds `Y` and `N`; false without customers.
  package var settings: [Bool] {
    titles.indices.map { rows.first?.fields[$0].isSetting ?? false }
  }

  /// The anonymous report of this table.
  package func csv(head: ReportHead) -> [UInt8] {
    var text = CSVText(beginningWith: head.text)
    text.append(row: ["Customer PKID"] + titles)
    for row in rows { text.append(row: [row.pkid] + row.fields.map(\.description)) }
    return text.bytes
  }
}

extension ReportTable.Field {
  /// True if it is `Y` or `N`.
  package var isSetting: Bool { if case .setting = self { true } else { false } }
}
