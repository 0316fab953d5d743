import Foundation
import TestSupport
import Testing

/// `audit --compare`: what another contract would cost.
@Suite struct CompareCommandTests {
  private static let golden = Repository.path("Tests/Golden/every-rule/dump")
  private static let pkids = (a: "5e54067d116fa1004631322a", b: "5e54067d116fa1004631322b")

  private let workdir: Workdir
  private let dump: String

  /// Customer A has a user with 5 phones and one with 1 phone; B has a user with 1 phone.
  init() throws {
    workdir = try Workdir()
    var records = [Self.node("sys", "P", "Provider")]
    for (name, pkid) in [("A", Self.pkids.a), ("B", Self.pkids.b)] {
      records.append(Self.node("sys.P", name, "Customer", pkid: pkid))
      records.append(Self.node("sys.P.\(name)", "S", "Site"))
    }
    for (customer, user, phones) in [("A", "many", 5), ("A", "one", 1), ("B", "one", 1)] {
      records.append(
        Self.record("device/cucm/User", "sys.P.\(customer).S", ["userid": user]))
      for phone in 0..<phones {
        records.append(
          Self.record(
            "device/cucm/Phone", "sys.P.\(customer).S",
            ["name": "SEP\(user)\(phone)", "product": "Cisco 8845", "ownerUserName": user]))
      }
    }
    dump = try workdir.write("dump.jsonl", Array(records.joined(separator: "\n").utf8))
  }

  private static func node(_ path: String, _ name: String, _ type: String, pkid: String = "")
    -> String
  {
    let meta = pkid.isEmpty ? "" : #", "pkid": "\#(pkid)""#
    return #"{"meta": {"model_type": "data/HierarchyNode", "path": "\#(path)"\#(meta)}, "#
      + #""data": {"name": "\#(name)", "node_type": "\#(type)"}}"#
  }

  private static func record(_ model: String, _ path: String, _ data: [String: String]) -> String {
    let fields = data.map { #""\#($0.key)": "\#($0.value)""# }.joined(separator: ", ")
    return #"{"meta": {"model_type": "\#(model)", "path": "\#(path)"}, "data": {\#(fields)}}"#
  }

  /// The built-in rules with some text replaced.
  private func contract(_ changes: (String, String)..., as name: String = "b.json") throws -> String
  {
    var text = String(decoding: try Repository.bytes("data/rules-4.1.5.json"), as: UTF8.self)
    for (old, new) in changes {
      #expect(text.contains(old), "the built-in rules have \(old)")
      text = text.replacingOccurrences(of: old, with: new)
    }
    return try workdir.write(name, Array(text.utf8))
  }

  private static let threePhones = (#""phonesPerLicense": 10"#, #""phonesPerLicense": 3"#)

  /// With a licence for every 3 phones the user with 5 needs 2, and no other user more than before.
  @Test func licencesOfEachCustomer() throws {
    let contract = try contract(Self.threePhones)
    let run = try Tool.run(["audit", dump, "--compare", contract])
    #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
    let lines = run.output.split(separator: "\n").map {
      $0.split(separator: " ").joined(separator: " ")
    }
    #expect(
      lines == [
        "Before built-in rules-4.1.5.json",
        "After \(contract)",
        "before after change",
        "UCM Users 3 3 0",
        "Licensed Users 3 3 0",
        "Additional Licenses 0 1 +1",
        "User Licenses 3 4 +1",
        "Users With More Than 3 Phones 0 1 +1",
        "The totals of 35 other columns are the same.",
        "Customer \(Self.pkids.a)",
        "User Licenses 2 3 +1",
        "Additional Licenses 0 1 +1",
        "Users With More Than 3 Phones - 1 +1",
        "Nothing changes for 1 customer; their user licences: 1",
      ])
  }

  @Test func csvHasTheLicencesOfEverybody() throws {
    let contract = try contract(
      Self.threePhones, (#""title": "Site Count""#, #""title": "Sites""#))
    let file = workdir.path("d.ucol")
    #expect(try Tool.run(["convert", dump, "-o", file]).status == 0)
    for input in [dump, file] {
      let run = try Tool.run(["audit", input, "--compare", contract, "--format", "csv"])
      #expect(
        run.output == """
          Customer PKID,File,Column,Before,After,Change
          \(Self.pkids.a),breakdown,User Licenses,2,3,1
          \(Self.pkids.a),breakdown,Additional Licenses,0,1,1
          \(Self.pkids.a),breakdown,Users With More Than 3 Phones,,1,1
          \(Self.pkids.a),anonymous,Site Count,1,,-1
          \(Self.pkids.a),anonymous,Sites,,1,1
          \(Self.pkids.b),breakdown,User Licenses,1,1,0
          \(Self.pkids.b),anonymous,Site Count,1,,-1
          \(Self.pkids.b),anonymous,Sites,,1,1

          """, "\(run)")
    }
    let table = try Tool.run(["audit", dump, "--compare", contract])
    #expect(table.output.contains("Only before: Site Count\nOnly after: Sites\n"))
    #expect(table.output.contains("Nothing changes for 0 customers; their user licences: 0\n"))
  }

  @Test func jsonHasAllOfIt() throws {
    struct Document: Decodable {
      struct Licenses: Decodable, Equatable {
        var customer: String
        var before: Int
        var after: Int
      }
      struct Total: Decodable {
        var title: String
        var before: Int
        var after: Int
      }
      struct Difference: Decodable { var totals: [Total] }
      struct Files: Decodable {
        struct File: Decodable {
          var name: String
          var sha256: String
        }
        var before: File
        var after: File
      }
      var ruleSets: Files
      var userLicenses: [Licenses]
      var breakdown: Difference
      var report: Difference
    }
    // The other way round: --rules has the contract, --compare the built-in rules.
    let contract = try contract(Self.threePhones)
    let builtIn = try self.contract(as: "a.json")
    let run = try Tool.run([
      "audit", dump, "--rules", contract, "--compare", builtIn, "--format", "json", "--quiet",
    ])
    let document = try JSONDecoder().decode(Document.self, from: Data(run.output.utf8))
    #expect(document.ruleSets.before.name == contract && document.ruleSets.after.name == builtIn)
    #expect(document.ruleSets.before.sha256 != document.ruleSets.after.sha256)
    #expect(
      document.userLicenses == [
        .init(customer: Self.pkids.a, before: 3, after: 2),
        .init(customer: Self.pkids.b, before: 1, after: 1),
      ])
    let total = try #require(document.breakdown.totals.first { $0.title == "User Licenses" })
    #expect(total.before == 4 && total.after == 3)
    #expect(document.report.totals.count == 35)
  }

  /// Columns of the report: the same as two audits and their difference.
  @Test func theReportsColumnsAreThoseOfTwoAudits() throws {
    let contract = try contract((#""where": "U and P > 10""#, #""where": "U and P > 4""#))
    let audit = ["audit", Self.golden, "--anonymous-only", "-o"]
    #expect(try Tool.run(audit + [workdir.path("x")]).status == 0)
    #expect(try Tool.run(audit + [workdir.path("y"), "--rules", contract]).status == 0)
    let difference = try Tool.run([
      "diff", workdir.path("x"), workdir.path("y"), "--format", "csv",
    ])
    #expect(difference.status == 1)
    let compared = try Tool.run(["audit", Self.golden, "--compare", contract, "--csv"])
    let expected = difference.output.split(separator: "\n").dropFirst()
      // Without names the last field is empty.
      .map { String($0.replacing(",changed,", with: ",anonymous,").dropLast()) }
    let found = compared.output.split(separator: "\n").map(String.init)
      .filter { $0.contains(",anonymous,") }
    #expect(!expected.isEmpty && found == expected)
  }

  @Test func writesNothingAndRefusesWhatItCannotDo() throws {
    let contract = try contract(Self.threePhones)
    let before = try FileManager.default.contentsOfDirectory(atPath: workdir.path)
    let quiet = try Tool.run(["audit", dump, "--compare", contract, "--quiet"])
    #expect(quiet.status == 0 && quiet.output.isEmpty)
    #expect(try FileManager.default.contentsOfDirectory(atPath: workdir.path) == before)
    let refused: [([String], Int32, String)] = [
      ([dump, "--compare", contract, "-o", workdir.path("r")], 64, "--output"),
      ([dump, "--compare", contract, "--partial"], 64, "--partial"),
      ([dump, "--compare", contract, "--force"], 64, "--force"),
      ([dump], 64, "--output"),
      ([workdir.path("absent"), "--compare", contract], 66, "absent"),
      ([dump, "--compare", workdir.path("absent.json")], 66, "absent.json"),
      ([workdir.path("absent"), "--compare", try workdir.write("bad.json", [])], 65, "bad.json"),
      ([dump, "--compare", contract, "--provider", "Q"], 64, "no provider"),
    ]
    for (arguments, status, text) in refused {
      let run = try Tool.run(["audit"] + arguments)
      #expect(run.status == status && run.errors.contains(text), "\(arguments): \(run)")
      #expect(run.output.isEmpty)
    }
  }
}
