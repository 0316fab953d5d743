import CensusModel
import CensusRules
import Documents
import Testing

/// A rule set with a mistake is refused, and the error says where and why.
@Suite struct RuleSetRefusalTests {
  static let good = RuleText.ruleSet([
    RuleText.persons("A", "U and V", exclusive: true),
    #"{"title": "Phones", "kind": "standaloneDevices", "class": "phone", "note": "none"}"#,
    #"{"title": "Public", "kind": "setting", "setting": "publicSector"}"#,
    #"{"title": "Server", "kind": "phoneServerPhones"}"#,
    #"{"title": "Sites", "kind": "sites"}"#,
  ])

  /// A part of the good rule set, what takes its place, the part at which the error must point, and
  /// what it must say.
  static let mistakes: [(part: String, by: String, at: String, says: String)] = [
    (#""schema": 1"#, #""schema": 2"#, "2,", "must be a whole number: 1"),
    (#""schema": 1"#, #""schema": 1.0"#, "1.0", "must be a whole number: 1"),
    (#""schema": 1, "#, "", "{", "needs the key 'schema'"),
    (#""auditVersion": "0.1", "#, "", "{", "needs the key 'auditVersion'"),
    (#""0.1""#, "0.1", "0.1", "must be a string"),
    (#""0.1""#, #""""#, #""", "phones"#, "must not be empty"),
    (#""0.1""#, #""0\n1""#, #""0\n1"#, "control characters"),
    (": 10", ": 0", "0, \"columns", "1…1000"), (": 10", ": 1001", "1001", "1…1000"),
    (": 10", ": 1e1", "1e1", "1…1000"), (": 10", ": -1", "-1", "1…1000"),
    (": 10", #": "10""#, #""10""#, "1…1000"),
    (#""columns""#, #""colums""#, #""colums""#, "no key 'colums'"),
    (#""schema": 1"#, #""schema": 1, "schema": 1"#, #""schema": 1, "audit"#, "stands twice"),
    (#""class": "phone""#, #""class": "fone""#, #""fone""#, "class of devices; expected phone"),
    (#""class": "phone""#, #""class": "Phone""#, #""Phone", "note"#, "not a class of devices"),
    (#", "class": "phone""#, "", #"{"title": "Phones"#, "needs the key 'class'"),
    (#""class": "phone""#, #""class": null"#, "null", "must be a string"),
    (#""note": "none""#, #""note": 1"#, "1}", "must be a string"),
    (#""note": "none""#, #""Note": "none""#, #""Note""#, "no key 'Note'"),
    (#""publicSector""#, #""public""#, #""public"}"#, "not a setting of a customer"),
    (#"persons", "#, #"person", "#, #""person", "#, "not a kind of column; expected customerPKID"),
    (#""kind": "sites""#, #""knd": "sites""#, #"{"title": "Sites"#, "needs the key 'kind'"),
    (#""kind": "sites""#, #""kind": 7"#, "7}", "must be a string"),
    (#""kind": "sites""#, #""kind": "sites", "where": "U""#, #""where": "U"}"#, "no key 'where'"),
    (#""kind": "sites""#, #""kind": "sites", "exclusive": true"#, #""exclusive": true}"#, "no key"),
    (#""exclusive": true"#, #""exclusive": "true""#, #""true""#, "must be true or false"),
    (#""exclusive": true"#, #""exclusive": null"#, "null", "must be true or false"),
    (#""where": "U and V""#, #""where": true"#, "true}", "must be a string"),
    (#", "where": "U and V""#, "", #"{"title": "A""#, "needs the key 'where'"),
    (#""title": "Sites""#, #""title": """#, #""", "kind": "sites"#, "must not be empty"),
    (#""title": "Sites""#, #""title": "a\u0007""#, #""a\u0007"#, "control characters"),
    (#""title": "Sites""#, #""title": "a\u0085""#, #""a\u0085"#, "control characters"),
    (#""title": "Sites""#, #""title": "A""#, #""A", "kind": "sites"#, "column 2, too"),
    (#""kind": "sites""#, #""kind": "customerPKID""#, #""Sites""#, "a second one"),
    (#""kind": "customerPKID""#, #""kind": "sites""#, #""Key""#, "first column must be"),
    (RuleText.key, "[]", "[]", "must be an object"), (RuleText.key, "7", "7,", "must be an object"),
    ("U and V", "U and V and not V", #""U and V"#, "no person can fulfil it"),
    ("U and V", "U and P < 0", #""U and P"#, "no person can fulfil it"),
    ("U and V", "U and P > 2 and P < 3", #""U and P"#, "no person can fulfil it"),
    ("U and V", "V", #""V"}"#, "not a UCM user (V and P = 0)"),
    ("U and V", "U or P = 5", #""U or P"#, "not a UCM user (no fact and P = 5)"),
    ("]}", "]", "", "JSON"), ("]}", "]}}", "", ""),
  ]

  @Test func acceptsTheRuleSetWithoutMistakes() throws {
    let rules = try RuleText.parse(Self.good)
    let condition = Expression.and([.fact(.ucmUser), .fact(.voicemail)])
    #expect(
      rules.columns.map(\.kind) == [
        .customerPKID, .persons(condition, isExclusive: true), .standaloneDevices(.phone),
        .setting(.publicSector), .phoneServerPhones, .sites,
      ])
    #expect(rules.columns.map(\.title) == ["Key", "A", "Phones", "Public", "Server", "Sites"])
    let bom = try RuleSet(parsing: [0xEF, 0xBB, 0xBF] + Array(Self.good.utf8), file: "bom.json")
    #expect(bom == rules)
  }

  @Test(arguments: mistakes.indices)
  func refusesTheMistake(_ index: Int) throws {
    let (part, by, at, says) = Self.mistakes[index]
    try #require(Self.good.contains(part))
    let text = Self.good.replacing(part, with: by, maxReplacements: 1)
    let error = try #require(throws: DocumentError.self) { try RuleText.parse(text) }
    #expect(error.reason.contains(says), "\(error)")
    #expect(!error.reason.isEmpty)
    if !at.isEmpty { #expect(error.byte == RuleText.byte(of: at, in: text), "\(error)") }
    let line = 1 + text.utf8.prefix(error.byte).count { $0 == UInt8(ascii: "\n") }
    #expect(error.description == "rules.json:\(line): byte \(error.byte): \(error.reason)")
  }

  @Test(arguments: ["", "null", "[]", "{}", "{\"schema\": 1", "\"x\""])
  func refusesWhatIsNoRuleSet(_ text: String) {
    #expect(throws: DocumentError.self) { try RuleText.parse(text) }
  }

  @Test func refusesARuleSetWithoutColumns() throws {
    let text = #"{"schema": 1, "auditVersion": "1", "phonesPerLicense": 1, "columns": []}"#
    let error = try #require(throws: DocumentError.self) { try RuleText.parse(text) }
    #expect(error.byte == RuleText.byte(of: "[]", in: text))
  }

  @Test(arguments: [1, 1000]) func takesPhonesPerLicense(_ number: Int) throws {
    let text = Self.good.replacing(": 10", with: ": \(number)")
    #expect(try RuleText.parse(text).phonesPerLicense == number)
  }

  @Test(arguments: [
    (#""licensed": "U and not U""#, "contradicts itself"),
    (#""licensed": "column('Key')""#, "no column"),
    (#""licensed": """#, "expected"), (#""licensed": true"#, "must be a string"),
    (#""name": """#, "1 to 64"), (#""name": "a b""#, "1 to 64"), (#""name": "a/b""#, "1 to 64"),
    ("\"name\": \"\(String(repeating: "a", count: 65))\"", "1 to 64"),
  ])
  func refusesNamesAndLicensedPersons(_ member: String, _ says: String) throws {
    let text = RuleText.ruleSet([]).replacing("\"columns\"", with: member + ", \"columns\"")
    let error = try #require(throws: DocumentError.self) { try RuleText.parse(text) }
    #expect(error.reason.contains(says), "\(error)")
  }

  @Test func namesBothColumnsThatOverlapAndAnExample() throws {
    let text = RuleText.ruleSet([
      RuleText.persons("First", "U and P = 1 and S", exclusive: true),
      RuleText.persons("Informing", "U"),
      RuleText.persons("Second", "U and P >= 1 and S and R", exclusive: true),
    ])
    let error = try #require(throws: DocumentError.self) { try RuleText.parse(text) }
    #expect(error.byte == RuleText.byte(of: #""U and P >= 1"#, in: text))
    #expect(error.reason.contains("'Second'"))
    #expect(error.reason.contains("'First'"))
    #expect(error.reason.contains("U, S, R and P = 1"), "\(error)")
  }

  @Test func findsOverlapsThroughNamedColumns() {
    let text = RuleText.ruleSet([
      RuleText.persons("A", "U and V", exclusive: true),
      RuleText.persons("B", "U and W and not column('A') or U and X and V", exclusive: true),
    ])
    #expect(throws: DocumentError.self) { try RuleText.parse(text) }
  }

  @Test func acceptsExclusiveColumnsThatTouchOnly() throws {
    let text = RuleText.ruleSet([
      RuleText.persons("A", "U and P <= 1000", exclusive: true),
      RuleText.persons("B", "U and P > 1000 and PX", exclusive: true),
      RuleText.persons("C", "U and not column('A', 'B')", exclusive: true),
    ])
    #expect(try RuleText.parse(text).columns.count == 4)
  }

  @Test func boundsSizeOnceWrittenOut() throws {
    var columns = [RuleText.persons("C0", "U or V")]
    for index in 1...40 {
      let last = "C\(index - 1)"
      columns.append(RuleText.persons("C\(index)", "column('\(last)') and column('\(last)')"))
    }
    let error = try #require(throws: DocumentError.self) {
      try RuleText.parse(RuleText.ruleSet(columns))
    }
    // 3 nodes, then 2n + 1 each time: 2^(n+2) − 1 exceeds 1024 at n = 9.
    #expect(error.reason.contains("'C9'"), "\(error)")
    #expect(try RuleText.parse(RuleText.ruleSet(Array(columns[...8]))).columns.count == 10)
  }

  /// The deepest condition that is accepted is evaluated without harm.
  @Test func evaluatesTheDeepestCondition() throws {
    let nots = String(repeating: "not ", count: 32)
    var columns = [RuleText.persons("C0", "U")]
    for index in 1...30 {
      columns.append(RuleText.persons("C\(index)", "\(nots) column('C\(index - 1)')"))
    }
    let rules = try RuleText.parse(RuleText.ruleSet(columns))
    let resolved = try #require(rules.columns.last?.condition).resolved(in: rules)
    for facts in [FactSet(), FactSet(.ucmUser)] {
      let isUser = facts.contains(.ucmUser)
      #expect(resolved.evaluate(facts: facts, phones: 0, columns: []) == isUser)
    }
  }

  @Test func boundsColumnsThresholdsAndBytes() throws {
    let many = (1...255).map { RuleText.persons("C\($0)", "U") }
    #expect(try RuleText.parse(RuleText.ruleSet(many)).columns.count == 256)
    #expect(throws: DocumentError.self) {
      try RuleText.parse(RuleText.ruleSet(many + [RuleText.persons("D", "U")]))
    }
    let told = { (count: Int) in
      RuleText.ruleSet([
        RuleText.persons("A", (1...count).map { "P > \($0 * 3)" }.joined(separator: " or "))
      ])
    }
    #expect(try RuleText.parse(told(32)).columns.count == 2)
    #expect(throws: DocumentError.self) { try RuleText.parse(told(33)) }
    let padded = Self.good + String(repeating: " ", count: 64 * 1024 - Self.good.utf8.count)
    #expect(try RuleText.parse(padded).columns.count == 6)
    #expect(throws: DocumentError.self) { try RuleText.parse(padded + " ") }
  }

  /// Control characters of a file never reach the terminal by way of an error.
  @Test func showsNoControlCharacters() throws {
    let text = Self.good.replacing(#""class": "phone""#, with: #""class": "\u001b[2J""#)
    let error = try #require(throws: DocumentError.self) { try RuleText.parse(text) }
    #expect(!error.description.unicodeScalars.contains { $0.value < 0x20 })
    #expect(error.reason.contains("\\u{1b}[2J"))
  }
}
