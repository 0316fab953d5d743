import CensusRules
import Documents
import Report
import Testing

@testable import Billing

/// Bills computed by hand.
@Suite struct BillTests {
  private static let pkids = (0..<4).map { "5e54067d116fa1004631322\($0)" }

  /// Four customers: phones, sites, public sector, inactive billing.
  private static func input() throws -> BillInput {
    let rows = [(120, 3, "N", "N"), (30, 11, "Y", "N"), (7, 1, "N", "Y"), (0, 0, "Y", "Y")]
    let lines = zip(pkids, rows).map { "\($0),\($1.0),\($1.1),\($1.2),\($1.3)\n" }
    let text =
      "#a=b\nCustomer PKID,Phones,Site Count,Public Sector,Inactive Billing\n" + lines.joined()
    let licenses = [(10, 2), (5, 0), (1, 1), (0, 0)].map {
      CustomerLicenses(licensed: $0, additional: $1)
    }
    return BillInput(
      table: try ReportTable(parsing: Array(text.utf8), file: "r.csv"),
      licenses: Dictionary(uniqueKeysWithValues: zip(pkids, licenses)),
      resellers: Dictionary(
        uniqueKeysWithValues: zip(pkids, ["South", "North", "South", "North"])),
      provider: "CS-P")
  }

  private func contract(
    _ line: String, settings: (String, String) = ("bill", "bill"), decimals: Int = 2
  ) throws -> Contract {
    let text = """
      {"schema": 1, "name": "n", "currency": "EUR", "decimals": \(decimals),
       "publicSector": "\(settings.0)", "inactiveBilling": "\(settings.1)",
       "lines": [{"title": "L", \(line)}]}
      """
    return try Contract(parsing: Array(text.utf8), file: "c.json")
  }

  private func line(
    _ line: String, settings: (String, String) = ("bill", "bill")
  ) throws -> Bill.Line {
    try Bill(Self.input(), under: contract(line, settings: settings)).lines[0]
  }

  /// 157 phones, of which 50 are included: 107 are billed, 100 at 1.50 and 7 at 1.25.
  @Test func tiersPriceEachPartOfTheQuantity() throws {
    let line = try line(
      #""columns": ["Phones"], "per": "provider", "included": 50, "#
        + #""tiers": [{"upTo": 100, "price": "1.50"}, {"price": "1.25"}]"#)
    #expect(
      line.rows == [
        .init(
          unit: "CS-P", used: 157, over: 107, under: 0, billed: 107,
          amount: Amount(millionths: 158_750_000))
      ])
    #expect(line.notBilled == 0)
  }

  /// Bought quantities are paid: 200 at 1, of which 43 are not used.
  @Test func boughtQuantitiesArePaidAnyhow() throws {
    let line = try line(
      #""columns": ["Phones"], "per": "provider", "bought": 200, "price": "1""#)
    #expect(line.total.under == 43 && line.total.over == 0 && line.total.billed == 200)
    #expect(line.total.amount.text(decimals: 2) == "200.00")
  }

  /// Each customer has 10 included: 110 and 20 are over, the others are 3 and 10 under.
  @Test func customersAreComparedByThemselves() throws {
    let line = try line(
      #""columns": ["Phones"], "per": "customer", "included": 10, "price": "0.333""#)
    #expect(line.rows.map(\.unit) == Self.pkids)
    #expect(line.rows.map(\.over) == [110, 20, 0, 0] && line.rows.map(\.under) == [0, 0, 3, 10])
    #expect(line.rows.map { $0.amount.text(decimals: 2) } == ["36.63", "6.66", "0.00", "0.00"])
    #expect(line.total.amount.text(decimals: 2) == "43.29")
  }

  /// User licences: 12 + 2 of the South, 5 + 0 of the North.
  @Test func resellersAddUp() throws {
    let line = try line(#""licenses": "user", "per": "reseller", "price": "2""#)
    #expect(line.rows.map(\.unit) == ["North", "South"] && line.rows.map(\.used) == [5, 14])
    let additional = try self.line(#""licenses": "additional", "per": "provider", "price": "2""#)
    #expect(additional.total.used == 3)
    let licensed = try self.line(#""licenses": "licensed", "per": "provider", "price": "2""#)
    #expect(licensed.total.used == 16)
  }

  @Test func settingsAreTreatedAsTheContractSays() throws {
    let phones = #""columns": ["Phones"], "per": "provider", "price": "1""#
    #expect(try line(phones, settings: ("exclude", "bill")).total.used == 127)
    #expect(try line(phones, settings: ("only", "bill")).total.used == 30)
    #expect(try line(phones, settings: ("bill", "exclude")).notBilled == 7)
    #expect(try line(phones, settings: ("exclude", "exclude")).total.used == 120)
    #expect(
      try line(phones + #", "publicSector": "bill""#, settings: ("exclude", "bill")).total.used
        == 157)
  }

  @Test(arguments: [
    ("'Site Count' > 3", 1), ("'Site Count' >= 3", 2), ("not 'Phones' = 0", 3),
    ("'Public Sector' = 1 and 'Phones' != 30", 1),
    ("('Phones' < 8 or \"Site Count\" = 11) and 'Inactive Billing' = 0", 1),
  ])
  func conditionsCountCustomers(_ condition: String, _ count: Int) throws {
    let escaped = condition.replacing("\"", with: "\\\"")
    let line = try line(#""customers": "\#(escaped)", "per": "provider", "price": "1""#)
    #expect(line.total.used == count)
  }

  @Test func refusesWhatTheReportLacks() throws {
    func error(_ line: String, _ input: BillInput) throws -> BillError? {
      let contract = try contract(line)
      return #expect(throws: BillError.self) { try Bill(input, under: contract) }
    }
    var input = try Self.input()
    let end = #", "per": "reseller", "price": "1""#
    #expect(
      try error(#""columns": ["Fax"]"# + end, input) == .unknownColumn(title: "Fax", line: "L"))
    #expect(
      try error(#""columns": ["Public Sector"]"# + end, input)
        == .settingCounted(title: "Public Sector", line: "L"))
    input.licenses = nil
    #expect(try error(#""licenses": "user""# + end, input) == .unknownLicenses(line: "L"))
    input.resellers = nil
    #expect(try error(#""columns": ["Phones"]"# + end, input) == .unknownResellers(line: "L"))
    #expect(
      try error(
        #""columns": ["Phones"], "per": "provider", "bought": 1099511627776, "#
          + #""price": "1000000000""#,
        input) == .tooLarge(line: "L"))
    #expect(
      try error(#""licenses": "licensed", "licensed": "U and V""# + end, Self.input())
        == .unknownPersons(line: "L"))
  }

  /// Persons of a condition: 4, 0, 1 and 0, of which the first has a licence more.
  private static func totals(_ text: String) throws -> BillInput {
    let table = try ReportTable(parsing: Array(text.utf8), file: "r.csv", allowsTotals: true)
    return BillInput(table: table, licenses: nil, resellers: nil, provider: "CS-P")
  }

  /// Of totals the provider's lines are billed, and the others name what is missing.
  @Test(arguments: [
    "Customer PKID,Phones,Public Sector\n,157,2\n", "#a=b\nPhones,Public Sector\n157,2\n",
    "Customer PKID,Phones,Public Sector\nTotal,157,2\n",
  ])
  func totalsAreBilled(_ text: String) throws {
    let input = try Self.totals(text)
    #expect(input.table.isTotal)
    let phones = #""columns": ["Phones"], "price": "2", "per": "#
    let line = try Bill(input, under: contract(phones + #""provider""#)).lines[0]
    #expect(
      line.total
        == .init(
          unit: "", used: 157, over: 157, under: 0, billed: 157,
          amount: Amount(millionths: 314_000_000)))
    #expect(line.rows.map(\.unit) == ["CS-P"])
    func error(_ line: String, _ settings: (String, String) = ("bill", "bill")) -> BillError? {
      #expect(throws: BillError.self) {
        try Bill(input, under: contract(line, settings: settings))
      }
    }
    for unit in ["customer", "reseller"] {
      #expect(error(phones + "\"\(unit)\"") == .withoutCustomers(line: "L"))
    }
    #expect(error(phones + #""provider""#, ("exclude", "bill")) == .withoutCustomers(line: "L"))
    #expect(
      error(#""customers": "'Phones' > 1", "per": "provider", "price": "1""#)
        == .withoutCustomers(line: "L"))
    #expect(
      error(#""licenses": "user", "per": "provider", "price": "1""#)
        == .unknownLicenses(line: "L"))
  }

  /// A report without any customer owes what is bought, and nothing else.
  @Test func noCustomersAreBilled() throws {
    var input = try Self.input()
    input.table = try ReportTable(
      parsing: Array("Customer PKID,Phones,Public Sector,Inactive Billing\n".utf8), file: "r.csv")
    (input.licenses, input.resellers) = ([:], nil)
    for unit in ["customer", "reseller", "provider"] {
      let line = #""columns": ["Phones"], "bought": 3, "price": "2", "per": "\#(unit)""#
      let bill = try Bill(input, under: contract(line, settings: ("exclude", "only")))
      #expect(bill.amount == Amount(millionths: unit == "provider" ? 6_000_000 : 0))
    }
  }

  @Test func personsOfAConditionAreCounted() throws {
    var input = try Self.input()
    input.conditionalLicenses["U and V"] = Dictionary(
      uniqueKeysWithValues: zip(
        Self.pkids, [(4, 1), (0, 0), (1, 0), (0, 0)].map { .init(licensed: $0, additional: $1) }))
    func used(_ kind: String) throws -> Int {
      let contract = try contract(
        #""licenses": "\#(kind)", "licensed": "U and V", "per": "provider", "price": "1""#)
      #expect(contract.personConditions.map(\.text) == ["U and V"])
      return try Bill(input, under: contract).lines[0].total.used
    }
    #expect(try used("licensed") == 5 && used("user") == 6 && used("additional") == 1)
  }

  /// 36.63, 6.66, 0 and 0 before; then only the second customer and a new one, with 20 more each.
  @Test func changesOfUnitsAddUp() throws {
    let contract = try contract(
      #""columns": ["Phones"], "per": "customer", "included": 10, "price": "0.333""#)
    let text = """
      #a=b
      Customer PKID,Phones,Site Count,Public Sector,Inactive Billing
      \(Self.pkids[1].uppercased()),50,1,N,N
      5e54067d116fa10046313229,30,1,N,N

      """
    let after = BillInput(
      table: try ReportTable(parsing: Array(text.utf8), file: "r.csv"), licenses: nil,
      resellers: nil, provider: "CS-P")
    var context = BillContext()
    context.before = try Bill(Self.input(), under: contract)
    let csv = String(
      decoding: BillText(try Bill(after, under: contract), context).csv(), as: UTF8.self)
    let fields = csv.split(separator: "\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    // 40 × 0.333 = 13.32 instead of 6.66, and 20 × 0.333 = 6.66 of the new one.
    #expect(
      fields.map { [$0[3].lowercased()] + $0[5...13] } == [
        [Self.pkids[1], "50", "10", "0", "40", "0", "40", "13.32", "6.66", "6.66"],
        ["5e54067d116fa10046313229", "30", "10", "0", "20", "0", "20", "6.66", "0.00", "6.66"],
        [Self.pkids[0], "0", "0", "0", "0", "0", "0", "0.00", "36.63", "-36.63"],
        [Self.pkids[2], "0", "0", "0", "0", "0", "0", "0.00", "0.00", "0.00"],
        [Self.pkids[3], "0", "0", "0", "0", "0", "0", "0.00", "0.00", "0.00"],
      ])
  }

  @Test(arguments: [
    (#""schema": 1"#, #""schema": 2"#), (#""EUR""#, #""eur""#), (#""EUR""#, #""EURO""#),
    (#""decimals": 2"#, #""decimals": 7"#), (#""price": "1""#, #""price": 1"#),
    (#""price": "1""#, #""price": "-1""#), (#""price": "1""#, #""tiers": []"#),
    (#""price": "1""#, #""price": "1", "tiers": [{"price": "1"}]"#),
    (#""price": "1""#, #""tiers": [{"upTo": 5, "price": "1"}]"#),
    (
      #""price": "1""#,
      #""tiers": [{"upTo": 5, "price": "1"}, {"upTo": 5, "price": "1"}, {"price": "1"}]"#
    ),
    (#""per": "provider""#, #""per": "site""#), (#""columns": ["A"]"#, #""columns": []"#),
    (#""columns": ["A"]"#, #""columns": ["A", "A"]"#),
    (#""columns": ["A"]"#, #""columns": ["A"], "licenses": "user""#),
    (#""columns": ["A"]"#, #""columns": ["A"], "licensed": "U""#),
    (#""columns": ["A"]"#, #""licenses": "user", "licensed": "U and""#),
    (#""columns": ["A"]"#, #""licenses": "user", "licensed": "U and not U""#),
    (#""columns": ["A"]"#, #""licenses": "user", "licensed": "column('A')""#),
    (#""columns": ["A"]"#, #""customers": "A = 1""#),
    (#""columns": ["A"]"#, #""customers": "'A' = ""#),
    (#""columns": ["A"]"#, #""customers": "'A' = 1 or""#),
    (#""columns": ["A"]"#, #""colums": ["A"]"#),
    (#""publicSector": "bill""#, #""publicSector": "free""#),
  ])
  func refusesContracts(_ old: String, _ new: String) throws {
    let good = """
      {"schema": 1, "name": "n", "currency": "EUR", "decimals": 2, "publicSector": "bill",
       "inactiveBilling": "bill",
       "lines": [{"title": "L", "columns": ["A"], "per": "provider", "price": "1"}]}
      """
    #expect(throws: Never.self) { try Contract(parsing: Array(good.utf8), file: "c.json") }
    #expect(throws: DocumentError.self, "\(new)") {
      try Contract(parsing: Array(good.replacing(old, with: new).utf8), file: "c.json")
    }
  }
}
