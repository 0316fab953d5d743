import CensusModel
import CensusRules
import Testing

/// The built-in rule set says what AuditRules.md §1 says.
@Suite struct BuiltInRuleSetTests {
  static let factSets = (0..<UInt16(1 << 13)).map(FactSet.init(rawValue:))
  static let phones = [0, 1, 2, 10, 11, 12]
  let rules: RuleSet

  init() throws { rules = try RuleSet.builtIn() }

  @Test func hasTheHeadOfTheSpecification() {
    #expect(rules.auditVersion == "4.1.5")
    #expect(rules.phonesPerLicense == 10)
    #expect(rules.columns.count == 36)
    #expect(AuditColumn.all.count == 36)
  }

  @Test func hasTheTitlesByteForByte() {
    #expect(
      rules.columns.map { Array($0.title.utf8) } == AuditColumn.all.map { Array($0.title.utf8) })
  }

  @Test func hasTheKindsOfTheOtherColumns() {
    for (column, audit) in zip(rules.columns, AuditColumn.all) {
      guard case .other(let kind) = audit.content else { continue }
      #expect(column.kind == kind, "\(audit.title)")
    }
  }

  @Test func makesColumns2To6And8To17Exclusive() {
    let exclusive = rules.columns.indices.filter { rules.columns[$0].isExclusive }.map { $0 + 1 }
    #expect(exclusive == Array(2...6) + Array(8...17))
  }

  @Test(arguments: AuditColumn.all.indices)
  func countsWhomTheSpecificationCounts(_ index: Int) throws {
    guard case .persons(let counts) = AuditColumn.all[index].content else {
      #expect(rules.columns[index].condition == nil)
      return
    }
    let condition = try #require(rules.columns[index].condition)
    let resolved = condition.resolved(in: rules)
    var wrong: [String] = []
    for facts in Self.factSets {
      for p in Self.phones {
        let expected = counts(AuditColumn.Person(facts: facts, p: p))
        let counted = condition.evaluate(facts: facts, phones: p, columns: rules.columns)
        let alone = resolved.evaluate(facts: facts, phones: p, columns: [])
        if counted != expected || alone != expected { wrong.append("\(facts.rawValue), P = \(p)") }
      }
    }
    #expect(wrong.isEmpty, "\(wrong.count) combinations, the first \(wrong.first ?? "")")
  }

  /// Buckets never overlap, hold users only, and miss exactly one combination of facts.
  @Test func missesOneCombinationOnly() {
    let buckets = rules.columns.filter(\.isExclusive).compactMap(\.condition)
    var wrong: [String] = []
    for facts in Self.factSets {
      for p in Self.phones {
        let person = AuditColumn.Person(facts: facts, p: p)
        let isUnclassified =
          p == 0 && person.r && person.s && !person.e && !person.v && !person.w
        let expected = person.u && !isUnclassified ? 1 : 0
        let counted = buckets.count {
          $0.evaluate(facts: facts, phones: p, columns: rules.columns)
        }
        if counted != expected { wrong.append("\(facts.rawValue), P = \(p): \(counted)") }
      }
    }
    #expect(wrong.isEmpty, "\(wrong.count) combinations, the first \(wrong.first ?? "")")
  }

  /// Unclassified accounts are those without U in none of columns 19–23, 28–31, 34: no other column
  /// that counts persons may hold anybody without U.
  @Test func countsAccountsInTheirColumnsOnly() {
    let accountColumns = Set(Array(19...23) + Array(28...31) + [34])
    for (index, column) in rules.columns.enumerated() {
      guard let condition = column.condition else { continue }
      let countsAccounts = Self.factSets.contains { facts in
        !facts.contains(.ucmUser)
          && Self.phones.contains {
            condition.evaluate(facts: facts, phones: $0, columns: rules.columns)
          }
      }
      #expect(countsAccounts == accountColumns.contains(index + 1), "column \(index + 1)")
    }
  }
}
