import CensusModel
import Testing

@testable import CensusRules

/// The verdict on one person against the hand-typed table of columns, for all that can be.
@Suite struct PersonVerdictTests {
  @Test func agreesWithTheTableOnEverybody() throws {
    let rules = try RuleSet.builtIn()
    for bits in stride(from: UInt16(0), to: 1 << 13, by: 11) {
      let facts = FactSet(rawValue: bits)
      for phones in [0, 1, 2, 11] {
        let verdict = rules.verdict(
          facts: facts, devices: [DeviceClass](repeating: .phone, count: phones))
        let person = AuditColumn.Person(facts: facts, p: phones)
        let expected = AuditColumn.all.indices.filter { index in
          guard case .persons(let counts) = AuditColumn.all[index].content else { return false }
          return counts(person)
        }
        #expect(verdict.columns == expected)
        #expect(verdict.phones == phones)
      }
    }
  }

  @Test(
    arguments: [
      ([], 0), ([.phone], 1), ([.analog, .phone], 2), ([.sparkRemote], 1),
      ([.sparkRemote, .sparkRemote], 1), ([.sparkRemote, .phone], 1), ([.ctiPort], 0), ([.none], 0),
      ([.ctiPort, .none, .sparkRemote, .analog, .analog], 2),
    ] as [([DeviceClass], Int)])
  func countsPhonesByRuleFour(_ devices: [DeviceClass], _ phones: Int) {
    #expect(PersonVerdict.phones(among: devices) == phones)
  }

  @Test(arguments: [(0, 1), (1, 1), (10, 1), (11, 2), (20, 2), (21, 3), (30, 3)])
  func licencesBeginWithEveryTenPhones(_ phones: Int, _ licenses: Int) throws {
    let rules = try RuleSet.builtIn()
    let devices = [DeviceClass](repeating: .phone, count: phones)
    #expect(rules.verdict(facts: FactSet(.ucmUser), devices: devices).licenses == licenses)
    #expect(rules.verdict(facts: FactSet(.voicemail), devices: []).licenses == nil)
  }

  @Test func ruleSetsSayWhoIsLicensed() throws {
    let text = RuleText.ruleSet([]).replacing(
      "\"columns\"", with: "\"licensed\": \"U and P >= 1 or V\", \"columns\"")
    let rules = try RuleText.parse(text)
    let phones = [DeviceClass](repeating: .phone, count: 11)
    #expect(rules.verdict(facts: FactSet(.ucmUser), devices: phones).licenses == 2)
    #expect(rules.verdict(facts: FactSet(.ucmUser), devices: []).licenses == nil)
    #expect(rules.verdict(facts: FactSet(.voicemail), devices: []).licenses == 1)
    #expect(try RuleText.parse(RuleText.ruleSet([])).licensed == .fact(.ucmUser))
  }

  @Test func whoIsInNoColumnIsUnclassified() throws {
    let rules = try RuleSet.builtIn()
    let user = rules.verdict(
      facts: [FactSet(.ucmUser), FactSet(.singleNumberReach), FactSet(.spark)], devices: [])
    #expect(user.isUnclassified && user.bucket == nil)
    #expect(rules.verdict(facts: FactSet(.exchange), devices: []).isUnclassified)
    #expect(!rules.verdict(facts: FactSet(.voicemail), devices: []).isUnclassified)
  }

  // MARK: Text

  /// The text of a condition is read as the same condition.
  @Test func conditionsReadAsTheyAreWritten() throws {
    let rules = try RuleSet.builtIn()
    for (index, column) in rules.columns.enumerated() {
      guard let condition = column.condition else { continue }
      let text = condition.text(columns: rules.columns)
      let again = try ExpressionParser.parse(text, earlier: Array(rules.columns[..<index]))
      for bits in stride(from: UInt16(0), to: 1 << 13, by: 13) {
        let facts = FactSet(rawValue: bits)
        for phones in [0, 1, 2, 11] {
          let isSame =
            condition.evaluate(facts: facts, phones: phones, columns: rules.columns)
            == again.evaluate(facts: facts, phones: phones, columns: rules.columns)
          if !isSame { Issue.record("\(column.title): \(text)") }
        }
      }
    }
    let first = rules.columns[1].condition?.text(columns: rules.columns)
    #expect(first == "U and P = 1 and S and not V and not W")
  }
}
