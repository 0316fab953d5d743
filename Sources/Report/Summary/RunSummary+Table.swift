internal import CensusModel
public import TextOutput

extension RunSummary {
  /// The summary as a table of printable ASCII: labels to the left, numbers with thousands
  /// separators to the right, every line with its LF.
  public func table(_ style: TextStyle) -> String {
    var table = TextTable([.label, .number])
    for total in totals { table.append(total.label, total.count) }
    table.append(list: findings.unknownProducts, "Unknown products, counted as phones")
    table.append(list: findings.skippedModels, "Records of other models, skipped")
    table.append(
      list: findings.leftOutByCondition, "Records left out by conditions of the dump profile")
    if !findings.incompleteModels.isEmpty { table.append("INCOMPLETE MODELS", as: .warning) }
    for model in sortedIncompleteModels {
      let name = "  " + PrintableText.ascii(model.model)
      table.append(name + " expected", model.expectedCount)
      table.append(name + " read", model.readCount)
    }
    return table.text(style)
  }

  /// `-1,234,567`.
  package static func grouped(_ number: Int) -> String {
    let digits = Array(String(number.magnitude))
    var result = number < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0 && (digits.count - index) % 3 == 0 { result += "," }
      result.append(digit)
    }
    return result
  }
}

extension TextTable {
  /// How many names of a list the terminal shows, the most frequent ones.
  private static let listCountMax = 10

  fileprivate mutating func append(_ label: String, _ count: Int) {
    append(row: [Cell(label), Cell(RunSummary.grouped(count))])
  }

  fileprivate mutating func append(list counts: [String: Int], _ heading: String) {
    guard !counts.isEmpty else { return }
    let sorted = counts.sorted { left, right in
      if left.value != right.value { return left.value > right.value }
      return left.key.precedesExactly(right.key)
    }
    append(heading, as: .heading)
    for (name, count) in sorted.prefix(Self.listCountMax) {
      append("  " + PrintableText.ascii(name), count)
    }
    let rest = sorted.dropFirst(Self.listCountMax)
    if !rest.isEmpty {
      append("  \(rest.count) others", rest.reduce(0) { $0 + $1.value })
    }
  }
}
