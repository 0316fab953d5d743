import Foundation
import TestSupport
import Testing

/// `list` and `explain` the way a user runs them, from a dump and from a columnar file.
@Suite struct NamedCommandTests {
  private static let golden = Repository.path("Tests/Golden/every-rule/dump")
  private static let users = "Users With More Than 10 Phones"

  /// `a.ucol` with its identities.
  private func workdir() throws -> Workdir {
    let workdir = try Workdir()
    let run = try Tool.run([
      "convert", Self.golden, "-o", workdir.path("a.ucol"), "--with-identities",
    ])
    #expect(run.status == 0, "\(run)")
    return workdir
  }

  private struct Row: Decodable {
    var customerPkid: String
    var name: String
    var phones: Int?
    var line: Int?
    var others: [String]?
  }

  private func rows(_ run: Tool.Run) throws -> [Row] {
    try JSONDecoder().decode([Row].self, from: Data(run.output.utf8))
  }

  @Test func listsFromDumpsAndColumnarFilesAlike() throws {
    let workdir = try workdir()
    for column in [Self.users, "unclassified", "orphan owners", "above site level", "Site Count"] {
      for format in ["csv", "json"] {
        let options = ["--column", column, "--format", format]
        let dump = try Tool.run(["list", Self.golden] + options)
        let columns = try Tool.run(["list", workdir.path("a.ucol")] + options)
        #expect(dump.status == 0 && dump.errors.isEmpty, "\(dump)")
        #expect(dump.output == columns.output, "\(column)")
      }
    }
  }

  /// As the goldens' account has it: `lic11` to `lic30` of Alder, and two users of others.
  @Test func listsRowsThatSayWhereTheyComeFrom() throws {
    let run = try Tool.run([
      "list", Self.golden, "--column", Self.users, "--format", "json", "--customer",
      "5b000000000000000000000a",
    ])
    let found = try rows(run)
    #expect(found.count == 5)
    #expect(
      Set(found.map { "\($0.name) \($0.phones ?? 0)" })
        == ["lic11 11", "lic15 15", "lic20 20", "lic21 21", "lic30 30"])
    #expect(found.allSatisfy { $0.customerPkid == "5b000000000000000000000a" && $0.line != nil })
    let csv = try Tool.run(["list", Self.golden, "--column", Self.users])
    let lines = csv.output.split(separator: "\n")
    #expect(
      lines.first
        == "Customer PKID,Customer,Kind,Name,Facts,Phones,Product,Class,Others,Model,File,Line,Place"
    )
    #expect(lines.count == 1 + 7)
    #expect(lines.contains { $0.contains(",user,lic11,U,11,,,,device/cucm/User,") })
  }

  @Test func listsOwnersWhoAreNoUsers() throws {
    let run = try Tool.run([
      "list", Self.golden, "--column", "orphan owners", "--format", "json",
    ])
    let ghost = try #require(try rows(run).first { $0.name == "r3-ghost" })
    #expect(ghost.others == ["ghost"])
    #expect(ghost.line == 16)
  }

  @Test func explainsFromDumpsAndColumnarFilesAlike() throws {
    let workdir = try workdir()
    for subject in [["--user", "c06s"], ["--device", "SEPC02-1"], ["--user", "solo"]] {
      let dump = try Tool.run(["explain", Self.golden] + subject)
      let columns = try Tool.run(["explain", workdir.path("a.ucol")] + subject)
      #expect(dump.status == 0, "\(dump)")
      #expect(dump.output == columns.output)
    }
    let text = try Tool.run(["explain", workdir.path("a.ucol"), "--user", "c06s"]).output
    #expect(text.contains("Multiple Phones"))
    #expect(text.contains("columns.jsonl:"))
  }

  @Test func refusesWhatItCannotAnswer() throws {
    let workdir = try workdir()
    let columns = workdir.path("a.ucol")
    let refused: [([String], Int32, String)] = [
      (["list", columns, "--column", "Phones"], 64, "'Multiple Phones'"),
      (["list", columns, columns, "--column", Self.users], 64, "one columnar file"),
      (["list", Self.golden, "--identities", columns, "--column", Self.users], 64, "--identities"),
      (["explain", columns], 64, "--user or --device"),
      (["explain", columns, "--user", "a", "--device", "b"], 64, "--user or --device"),
      (["explain", columns, "--user", "nobody"], 64, "nobody"),
      (["explain", columns, "--customer", "Nobody", "--user", "c02"], 64, "Nobody"),
      (["explain", columns, "--identities", columns, "--user", "c02"], 4, "no ucensus identities"),
    ]
    for (arguments, status, text) in refused {
      let run = try Tool.run(arguments)
      #expect(run.status == status, "\(arguments): \(run)")
      #expect(run.errors.contains(text), "\(arguments): \(run.errors)")
      #expect(run.output.isEmpty)
    }
    try FileManager.default.removeItem(atPath: workdir.path("a.identities"))
    let nameless = try Tool.run(["list", columns, "--column", Self.users])
    #expect(nameless.status == 66)
    #expect(nameless.errors.contains("--with-identities"))
  }
}
