import Foundation
import TestSupport
import Testing

/// Lists of what an audit merges or leaves out, against the golden's account, which was written by
/// hand.
@Suite struct LeftOutListTests {
  private static let golden = Repository.path("Tests/Golden/every-rule")

  private struct Row: Decodable {
    var customerPkid: String
    var kind: String
    var name: String
    var others: [String]?
    var model: String
    var line: Int?
  }

  private func rows(_ column: String) throws -> [Row] {
    let run = try Tool.run(["list", Self.golden + "/dump", "--column", column, "--json"])
    #expect(run.status == 0, "\(run)")
    return try JSONDecoder().decode([Row].self, from: Data(run.output.utf8))
  }

  /// Models after a heading of the account, by customer, each with a key or without.
  private func account(_ heading: String) throws -> [String: [String]] {
    let text = String(
      decoding: try Repository.bytes("Tests/Golden/every-rule/README.md"), as: UTF8.self)
    var (customer, found) = ("", [String: [String]]())
    for line in text.split(separator: "\n") {
      if line.hasPrefix("## ") { customer = String(line.split(separator: "`").last ?? "") }
      guard line.hasPrefix(heading), let list = line.split(separator: ": ", maxSplits: 1).last,
        list != "none"
      else { continue }
      found[customer] = list.components(separatedBy: ", ").map { entry in
        entry.filter { $0 != "`" }.split(separator: " ").joined(separator: " ")
      }.sorted()
    }
    return found
  }

  private func byCustomer(_ rows: [Row], _ text: (Row) -> String) -> [String: [String]] {
    Dictionary(grouping: rows, by: \.customerPkid).mapValues { $0.map(text).sorted() }
  }

  private func model(_ row: Row) -> String { row.model.replacing("device/", with: "") }

  @Test func mergedRecordsAreThoseOfTheAccount() throws {
    let rows = try rows("merged records")
    #expect(rows.count == 28)
    let found = byCustomer(rows) { "\(model($0)) \($0.name)" }
    #expect(found == (try account("Merged records beyond the first")))
    // Both further records of m-user lead to the first one.
    let users = rows.filter { $0.name.lowercased() == "m-user" }
    #expect(users.map(\.line) == [2, 3])
    for user in users {
      #expect(user.others?.count == 1)
      #expect(user.others?[0].hasSuffix("/rule-07-merged.jsonl:1") == true)
    }
  }

  @Test func emptyKeysAreThoseOfTheAccount() throws {
    let rows = try rows("empty keys")
    #expect(rows.count == 16 && rows.allSatisfy { $0.name.isEmpty && $0.kind == "record" })
    #expect(byCustomer(rows, model) == (try account("Empty keys, left out")))
  }

  @Test func namesAboveSiteLevelAreWritten() throws {
    let found = byCustomer(try rows("above site level")) { row in
      "\(model(row)) \(row.name.isEmpty ? "(empty)" : row.name)"
    }
    #expect(found == (try account("Above site level")))
  }

  @Test func recordsAboveEveryCustomerHaveNone() throws {
    let rows = try rows("above every customer")
    #expect(rows.map(\.line) == (32...40).map(Optional.some))
    #expect(rows.allSatisfy { $0.customerPkid.isEmpty })
    #expect(
      rows.map(\.name) == [
        "nobody1", "NOBODY2", "c08", "c08", "", "EM-One", "PS-NO\("BODY")", "c08@alder.example",
        "c08@alder.example",
      ])
    let run = try Tool.run([
      "list", Self.golden + "/dump", "--column", "above every customer", "--customer", "Alder",
    ])
    #expect(run.status == 64 && run.errors.contains("without a customer"), "\(run)")
  }

  /// Users, phones and products are in every list as the dump writes them, whatever the order of
  /// the files: of several spellings the smallest in byte order.
  @Test func namesAreThoseOfTheDump() throws {
    let workdir = try Workdir()
    let cluster = Cluster(
      name: "N", providerPKID: Cluster.pkid("a1"), customerPKID: Cluster.pkid("b1"), userCount: 0,
      phoneCount: 0)
    func record(_ model: String, _ data: String) -> String {
      #"{"meta": {"model_type": "\#(model)", "path": "sys.hcs.PRV.CUS-N.S"}, "data": {\#(data)}}"#
        + "\n"
    }
    let first =
      record("device/cucm/User", #""userid": " Jo.Doe", "mailid": "JD@x.example""#)
      + record(
        "device/cucm/Phone",
        #""name": "SEP00Ab", "product": "CISCO  9971", "ownerUserName": "jo.doe""#)
    let second =
      record(
        "device/cucm/User", #""userid": "JO.doe ", "associatedDevices": {"device": ["sep00AB"]}"#)
      + record(
        "device/cucm/Phone",
        #""name": "Lone", "product": "Cisco 9971", "ownerUserName": "Gone.Guy""#)
      + record("device/webex/User", #""webExId": "WebOnly""#)
    for (index, text) in [first + second, second + first].enumerated() {
      let dump = try workdir.write("d\(index).jsonl", cluster.text + text)
      func list(_ column: String...) throws -> String {
        let run = try Tool.run(["list", dump] + column + ["--csv"])
        #expect(run.status == 0, "\(run)")
        return run.output
      }
      #expect(try list("--all").contains(",user,JO.doe,"))
      #expect(try list("--all").contains(",SEP00Ab,"))
      #expect(try list("--all").contains(",account,WebOnly,"))
      let standalone = try list("--column", "Standalone Phones (No UCM User)")
      #expect(standalone.contains(",phone,Lone,,,CISCO  9971,phone,"), "\(standalone)")
      #expect(try list("--column", "orphan owners").contains(",phone,Lone,,,,,Gone.Guy,"))
      let run = try Tool.run(["explain", dump, "--device", "sep00aB", "--json"])
      #expect(run.output.contains(#""name": "SEP00Ab""#), "\(run)")
      #expect(run.output.contains(#""product": "CISCO  9971""#), "\(run)")
      let both = ##""assignedBy": ["##
      let flat = run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      #expect(flat.contains(both + #" "owner", "association" ]"#), "\(flat)")
    }
  }
}
