internal import CensusModel

extension RunSummary {
  /// How many names of a list the terminal shows, the most frequent ones.
  private static let listCountMax = 10

  private enum Line {
    case heading(String)
    case number(label: String, value: String)
  }

  /// The summary as a table of printable ASCII: labels to the left, numbers with thousands
  /// separators to the right, every line with its LF.
  ///
  /// - Parameter width: the columns of the terminal; less than 40 is taken as 40.
  public func table(width: Int) -> String {
    let lines = allLines
    let values = lines.map { if case .number(_, let value) = $0 { value.utf8.count } else { 0 } }
    let labels = lines.map { if case .number(let label, _) = $0 { label.utf8.count } else { 0 } }
    let valueWidth = values.max() ?? 0
    let labelWidth = min(labels.max() ?? 0, max(width, 40) - 2 - valueWidth)
    return lines.map { line in
      switch line {
      case .heading(let text): text + "\n"
      case .number(let label, let value):
        Self.padded(label, labelWidth) + "  "
          + String(repeating: " ", count: valueWidth - value.utf8.count) + value + "\n"
      }
    }.joined()
  }

  private var allLines: [Line] {
    var lines = totals.map { Line.number(label: $0.label, value: Self.grouped($0.count)) }
    lines += Self.list("Unknown products, counted as phones", findings.unknownProducts)
    lines += Self.list("Records of other models, skipped", findings.skippedModels)
    if !findings.incompleteModels.isEmpty { lines.append(.heading("INCOMPLETE MODELS")) }
    for model in sortedIncompleteModels {
      let name = "  " + PrintableText.ascii(model.model)
      lines.append(.number(label: name + " expected", value: Self.grouped(model.expectedCount)))
      lines.append(.number(label: name + " read", value: Self.grouped(model.readCount)))
    }
    return lines
  }

  private static func list(_ heading: String, _ counts: [String: Int]) -> [Line] {
    guard !counts.isEmpty else { return [] }
    let sorted = counts.sorted { left, right in
      if left.value != right.value { return left.value > right.value }
      return left.key.precedesExactly(right.key)
    }
    var lines = [Line.heading(heading)]
    for (name, count) in sorted.prefix(listCountMax) {
      lines.append(.number(label: "  " + PrintableText.ascii(name), value: grouped(count)))
    }
    let rest = sorted.dropFirst(listCountMax).reduce(0) { $0 + $1.value }
    if sorted.count > listCountMax {
      let label = "  \(sorted.count - listCountMax) others"
      lines.append(.number(label: label, value: grouped(rest)))
    }
    return lines
  }

  /// Cut in the middle, as both ends of a model's name tell something.
  static func padded(_ label: String, _ width: Int) -> String {
    let excess = label.utf8.count - width
    if excess <= 0 { return label + String(repeating: " ", count: -excess) }
    let kept = width - 2
    return "\(label.prefix(kept - kept / 2))..\(label.suffix(kept / 2))"
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
