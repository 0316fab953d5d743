internal import CensusModel

extension Expression {
  /// The condition in the language of rule sets: what is written may differ from it in parentheses
  /// and in comparisons of P.
  ///
  /// - Parameter columns: all columns of the rule set from which the condition comes.
  public func text(columns: [Column]) -> String {
    switch self {
    case .constant(let value): value ? "all" : "none"
    case .fact(let fact): fact.symbol
    case .phones(let least): "P >= \(least)"
    case .not(.phones(let least)): least == 1 ? "P = 0" : "P <= \(least - 1)"
    case .not(let part): "not " + part.operand(columns)
    case .and(let parts): Self.conjunction(parts, columns).joined(separator: " and ")
    case .or(let parts): parts.map { $0.operand(columns) }.joined(separator: " or ")
    case .column(let index): "column('\(columns[index].title)')"
    }
  }

  /// The parts of a conjunction; P ≥ n and P ≤ n, side by side, are P = n.
  private static func conjunction(_ parts: [Expression], _ columns: [Column]) -> [String] {
    var texts: [String] = []
    var index = 0
    while index < parts.count {
      if index + 1 < parts.count, case .phones(let least) = parts[index],
        case .not(.phones(let above)) = parts[index + 1], above == least + 1
      {
        texts.append("P = \(least)")
        index += 2
        continue
      }
      texts.append(parts[index].operand(columns))
      index += 1
    }
    return texts
  }

  private func operand(_ columns: [Column]) -> String {
    if case .and(let parts) = self, parts.count == 2, Self.conjunction(parts, columns).count == 1 {
      return text(columns: columns)
    }
    return switch self {
    case .and, .or: "(\(text(columns: columns)))"
    default: text(columns: columns)
    }
  }
}
