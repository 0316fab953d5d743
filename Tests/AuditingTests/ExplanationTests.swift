import CensusModel
import CensusRules
import ColumnFile
import Foundation
import TestSupport
import Testing

@testable import Auditing

/// Explanations say what the goldens' own account says, which was written by hand.
@Suite struct ExplanationTests {
  private struct Line: Hashable, CustomStringConvertible {
    var customer: String
    /// As bytes: to a `String`, two spellings of one letter are the same.
    var user: [UInt8]
    var phones: Int
    var facts: [String]
    var columns: [Int]
    var licenses: Int
    var description: String {
      "\(customer) \(String(decoding: user, as: UTF8.self)) \(phones) \(facts) \(columns) \(licenses)"
    }
  }

  /// The tables of users in the account of a golden dump.
  private func account(_ golden: String) throws -> Set<Line> {
    var lines: Set<Line> = []
    var customer = ""
    var isUserTable = false
    let text = String(decoding: try Repository.bytes("\(golden)/README.md"), as: UTF8.self)
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("## ") { customer = String(line.split(separator: "`").last ?? "") }
      if line.hasPrefix("| user |") { isUserTable = true }
      if line.isEmpty, !lines.isEmpty { isUserTable = false }
      let cells = line.split(separator: "|", omittingEmptySubsequences: false)
        .map { $0.trimmingCharacters(in: .whitespaces) }
      guard isUserTable, line.hasPrefix("| `"), cells.count >= 7 else { continue }
      lines.insert(
        Line(
          customer: customer,
          user: Array(Self.name(in: cells[1]).utf8).map {
            (65...90).contains($0) ? $0 + 32 : $0
          },
          phones: try #require(Int(cells[2])),
          facts: cells[3].split(separator: " ").map(String.init).sorted(),
          columns: cells[4].split(separator: ",").compactMap {
            Int($0.trimmingCharacters(in: .whitespaces))
          },
          licenses: try #require(Int(cells[5]))))
    }
    return lines
  }

  /// The name in a cell: between backticks, without a remark in parentheses.
  private static func name(in cell: String) -> String {
    let text = cell.filter { $0 != "`" }
    return text.range(of: " (").map { String(text[..<$0.lowerBound]) } ?? text
  }

  @Test(arguments: ["Tests/Golden/every-rule", "Tests/Golden/licence-edges"])
  func verdictsAreThoseOfTheAccount(_ golden: String) throws {
    let expected = try account(golden)
    #expect(expected.count >= 10)
    let request = NamedRequest(inputs: [Repository.path("\(golden)/dump")])
    var run = try NamedInput.run(of: request)
    let input = try NamedInput.all(request, .builtIn(), &run)[0]
    var found: Set<Line> = []
    try input.forEachPerson { person in
      guard person.facts.contains(.ucmUser) else { return }
      let verdict = input.verdict(on: person)
      let columns = verdict.columns.map { $0 + 1 }
      found.insert(
        Line(
          customer: input.identities.customers[person.customer].pkid,
          user: person.row.key,
          phones: verdict.phones,
          facts: Fact.allCases.dropFirst().filter { person.facts.contains($0) }.map(\.symbol)
            .sorted(), columns: columns, licenses: verdict.licenses ?? 0))
    }
    let missing = expected.subtracting(found).map(\.description).sorted()
    let surplus = found.subtracting(expected).map(\.description).sorted()
    #expect(missing.isEmpty && surplus.isEmpty, "missing \(missing), surplus \(surplus)")
  }

  // MARK: Text

  private func explain(
    _ subject: ExplanationSubject, customer: String? = nil
  ) throws(Failure) -> String {
    var request = NamedRequest(inputs: [Repository.path("Tests/Golden/every-rule/dump")])
    request.customer = customer
    return try Explanation.run(request, subject).text
  }

  private func expect(_ text: String, holds lines: String...) {
    let found = text.split(separator: "\n").map { line in
      line.split(separator: " ").joined(separator: " ")
        .replacing(Repository.path("Tests/Golden/every-rule/dump") + "/", with: "")
    }
    for line in lines { #expect(found.contains(line), "\(line)\nin\n\(text)") }
  }

  @Test func explainsAUser() throws {
    expect(
      try explain(.user(" C02"), customer: "5b000000000000000000000a"),
      holds: "User c02", "Counted One Phone & Spark (No VM & No WebEx)",
      "because U and P = 1 and S and not V and not W", "Phones P = 1",
      "Licences 1 (1 phone; a licence covers 10, a user needs at least one)",
      "U UCM user", "device/cucm/User columns.jsonl:2 at sys.hcs.Grove.Alder.Ash",
      "S Spark (Webex App)", "device/spark/User columns.jsonl:4 at sys.hcs.Grove.Alder.Ash",
      "SEPC02-1 Cisco 8841, class phone: counts", "assigned by the phone's owner",
      "device/cucm/Phone columns.jsonl:3 at sys.hcs.Grove.Alder.Ash")
  }

  @Test func explainsWhoIsInNoColumn() throws {
    expect(
      try explain(.user("unc")), holds: "Counted in no column: unclassified user",
      "without S it would be: SNR (No Phone & No EM & No VM & No WebEx & No Spark)",
      "with V it would be: VM (No Phone & No EM & No WebEx)",
      "with W it would be: WebEx (No Phone & No EM)",
      "without R it would be: Spark (No Phone & No EM & No SNR & No VM & No WebEx)",
      "with E it would be: EM & Spark (No Phone & No VM & No WebEx)")
    // What is nearly a column follows the column, before phones and licences.
    let lines = try explain(.user("unc")).split(separator: "\n")
    let places = try ["Counted ", "           without S", "Phones "].map { beginning in
      try #require(lines.firstIndex { $0.hasPrefix(beginning) })
    }
    #expect(places == places.sorted())
  }

  @Test func explainsLicences() throws {
    expect(
      try explain(.user("lic21")), holds: "Counted Multiple Phones",
      "Also Users With More Than 10 Phones", "because U and P >= 11",
      "Licences 3 (21 phones; a licence covers 10, a user needs at least one)")
  }

  @Test func namesThoseWhoShareAPhone() throws {
    expect(
      try explain(.user("r3x")), holds: "R3-SHARED Cisco 8841, class phone: counts",
      "shared with r3y, for whom it counts too")
  }

  /// Rule 3: by the phone's owner, by the user's record, and by both.
  @Test func saysHowPhonesCameToTheirUsers() throws {
    let both = "assigned by the phone's owner and the user's associated devices"
    expect(try explain(.user("r3both")), holds: "R3-BOTH Cisco 8841, class phone: counts", both)
    expect(try explain(.device("r3-both")), holds: "Owner r3both: counts", both)
    expect(
      try explain(.user("m-user")), holds: "SEPM1 Cisco 8841, class phone: counts",
      "assigned by the user's associated devices")
  }

  @Test func explainsRecordsAboveEveryCustomer() throws {
    expect(
      try explain(.user("NOBODY1")),
      holds: "Customer none: the record lies above every customer", "Record nobody1",
      "Counted left out: it lies above every customer, where nothing counts",
      "device/cucm/User levels/rule-05-levels.jsonl:32 at sys.hcs.Grove")
    expect(try explain(.device("nobody2")), holds: "Record NOBODY2")
    let failure = #expect(throws: Failure.self) {
      try explain(.user("nobody1"), customer: "5b000000000000000000000a")
    }
    #expect(failure?.status == .usage)
  }

  @Test func explainsDevices() throws {
    expect(
      try explain(.device("R3-GHOST")), holds: "Device R3-GHOST", "Type Cisco 8841, class phone",
      "Owner none: counts as a standalone phone", "Counted Standalone Phones (No UCM User)",
      "device/cucm/Phone rule-02-03-04-devices.jsonl:16 at sys.hcs.Grove.Alder.Ash",
      "Orphan its owner ghost is no user of the customer")
    expect(
      try explain(.device("R3-GHOSTUSED")), holds: "Owner r3g: counts",
      "Orphan its owner ghost is no user of the customer")
    expect(
      try explain(.device("R3-GHOSTPORT")),
      holds: "Owner none: does not count: a CTI port counts nowhere")
  }

  @Test func namesWhatIsNotThere() throws {
    for (subject, customer) in [
      (ExplanationSubject.user("stranger"), nil), (.device("nothing"), nil),
      (.user("c02"), "6c000000000000000000000c"), (.user("c02"), "Stranger & Sons"),
    ] {
      let failure = #expect(throws: Failure.self) { try explain(subject, customer: customer) }
      #expect(failure?.status == .usage)
    }
  }
}
