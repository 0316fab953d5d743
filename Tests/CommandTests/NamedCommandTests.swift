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
    let columns = [
      Self.users, "unclassified", "orphan owners", "above site level", "above every customer",
      "merged records", "empty keys", "Site Count",
    ]
    for column in columns {
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

  @Test func listsAllPersonsWithWhatDecides() throws {
    let run = try Tool.run(["list", Self.golden, "--all", "--customer", "5b000000000000000000000a"])
    let lines = run.output.split(separator: "\n")
    #expect(run.status == 0, "\(run)")
    let titles =
      "Customer PKID,Customer,Kind,Name,Column,Rule,Phones,Licences,Facts,Also In,Devices,"
      + "Model,File,Line,Place"
    #expect(lines.first.map(String.init) == titles)
    let row = try #require(lines.first { $0.contains(",user,lic21,") })
    #expect(row.contains(",lic21,Multiple Phones,U and P >= 2,21,3,U,Users With More Than 10"))
    for options in [[], ["--all", "--column", Self.users]] {
      #expect(try Tool.run(["list", Self.golden] + options).status == 64)
    }
  }

  @Test func listsUsersWithAdditionalLicences() throws {
    let run = try Tool.run([
      "list", Self.golden, "--column", "additional licences", "--format", "json",
    ])
    let names = try rows(run).map(\.name)
    #expect(names.count == 7)
    #expect(names.contains("lic11") && !names.contains("lic10"))
  }

  @Test func listsOwnersWhoAreNoUsers() throws {
    let run = try Tool.run([
      "list", Self.golden, "--column", "orphan owners", "--format", "json",
    ])
    let ghost = try #require(try rows(run).first { $0.name == "R3-GHOST" })
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

  private struct Explanations: Decodable {
    struct Column: Decodable, Equatable {
      var title: String
      var exclusive: Bool
      var because: String?
    }
    struct Record: Decodable {
      var model: String
      var file: String
      var line: Int?
      var place: String
    }
    struct Fact: Decodable {
      var symbol: String
      var records: [Record]
    }
    struct Device: Decodable {
      var name: String
      var product: String?
      var `class`: String?
      var counts: Bool
      var reason: String
    }
    struct Explanation: Decodable {
      var kind: String
      var name: String
      var customer: [String: String]
      var columns: [Column]?
      var unclassified: Bool?
      var phones: Int?
      var licenses: Int?
      var facts: [Fact]?
      var devices: [Device]?
      var owners: [Device]?
      var orphanOwners: [String]?
      var counts: Bool?
      var records: [Record]?
    }
    var explanations: [Explanation]
  }

  private func explained(_ input: String, _ subject: String...) throws
    -> [Explanations.Explanation]
  {
    let run = try Tool.run(["explain", input, "--format", "json"] + subject)
    #expect(run.status == 0, "\(run)")
    return try JSONDecoder().decode(Explanations.self, from: Data(run.output.utf8)).explanations
  }

  /// `c06s` as the goldens' account has her: two phones and Spark, columns 6 and 27.
  @Test func explainsAPersonToPrograms() throws {
    let workdir = try workdir()
    let found = try explained(workdir.path("a.ucol"), "--user", "C06S ")
    try #require(found.count == 1)
    #expect(found[0].kind == "user" && found[0].name == "c06s")
    #expect(found[0].customer["pkid"] == "5b000000000000000000000a")
    #expect(
      found[0].columns == [
        .init(title: "Multiple Phones", exclusive: true, because: "U and P >= 2"),
        try #require(found[0].columns?.last),
      ])
    #expect(found[0].columns?.last?.title == "Standard Users with Spark")
    #expect(found[0].columns?.last?.exclusive == false)
    #expect(found[0].phones == 2 && found[0].licenses == 1 && found[0].unclassified == false)
    #expect(found[0].facts?.map(\.symbol) == ["U", "S"])
    #expect(found[0].facts?[1].records.map(\.model) == ["device/spark/User"])
    #expect(found[0].facts?[1].records[0].file.hasSuffix("columns.jsonl") == true)
    #expect(found[0].devices?.map(\.counts) == [true, true])
    #expect(found[0].devices?.allSatisfy { $0.class == "phone" && $0.product != nil } == true)
  }

  /// `r3-ghost` belongs to an owner who is not a user: it is a standalone phone.
  @Test func explainsAPhoneToPrograms() throws {
    let found = try explained(Self.golden, "--device", "r3-ghost")
    try #require(found.count == 1)
    #expect(found[0].kind == "phone" && found[0].owners?.isEmpty == true)
    #expect(found[0].orphanOwners == ["ghost"] && found[0].counts == true)
    #expect(found[0].columns?.map(\.title) == ["Standalone Phones (No UCM User)"])
    #expect(found[0].records?.map(\.line) == [16])
    let owned = try explained(Self.golden, "--device", "sepc02-1")
    #expect(owned.map { $0.owners?.map(\.name) } == [["c02"]])
    #expect(owned[0].owners?[0].counts == true)
  }

  /// Every person and thing that the text names is in the JSON, too.
  @Test func theJSONExplainsAsManyAsTheText() throws {
    let columns = try workdir().path("a.ucol")
    for subject in [
      ["--user", "solo"], ["--device", "r3-shared"], ["--user", "lv-poor"], ["--user", "lic30"],
    ] {
      let text = try Tool.run(["explain", columns] + subject)
      let json = try Tool.run(["explain", columns, "--json"] + subject)
      #expect(text.status == json.status, "\(subject)")
      guard json.status == 0 else { continue }
      let count = text.output.split(separator: "\n").count { $0.hasPrefix("Customer   ") }
      let found = try JSONDecoder().decode(Explanations.self, from: Data(json.output.utf8))
      #expect(found.explanations.count == count, "\(subject)")
    }
  }

  /// Several files one after the other, as an audit of them counts persons.
  @Test func listsAndExplainsOfSeveralFiles() throws {
    let workdir = try workdir()
    let other = Repository.path("Tests/Golden/licence-edges/dump")
    let files = [workdir.path("a.ucol"), workdir.path("b.ucol")]
    let made = try Tool.run(["convert", other, "-o", files[1], "--with-identities"])
    #expect(made.status == 0, "\(made)")
    func rows(_ inputs: [String]) throws -> [Substring] {
      let run = try Tool.run(["list"] + inputs + ["--column", Self.users])
      #expect(run.status == 0, "\(run)")
      return run.output.split(separator: "\n")
    }
    let (first, second) = (try rows([files[0]]), try rows([files[1]]))
    #expect(first.count > 1 && second.count > 1)
    #expect(try rows(files) == first + second.dropFirst())

    // A user of the second alone, and one customer of the first alone.
    let name = try #require(second[1].split(separator: ",").dropFirst(3).first)
    let text = try Tool.run(["explain"] + files + ["--user", String(name)])
    #expect(text.status == 0 && text.output.hasPrefix("Input      \(files[1])\n"), "\(text)")
    let json = try Tool.run(["explain"] + files + ["--user", String(name), "--format", "json"])
    #expect(json.output.contains(#""input": "\#(files[1])""#), "\(json)")
    let customer = ["--customer", "5b000000000000000000000a"]
    let listed = try Tool.run(["list"] + files + ["--column", Self.users] + customer)
    #expect(listed.output.split(separator: "\n").count == 1 + 5, "\(listed)")

    let refused: [([String], Int32, String)] = [
      (["list"] + files + ["--column", "Site Count"], 64, "one file after the other"),
      (["list"] + files + ["--column", "Public Sector"], 64, "one file after the other"),
      (["explain"] + files + ["--user", "stranger"], 64, "stranger"),
      (["explain"] + files + ["--user", "lic30", "--customer", "Missing"], 64, "Missing"),
      (["explain"] + files + ["--user", "a", "--identities", files[0]], 64, "one columnar file"),
    ]
    for (arguments, status, word) in refused {
      let run = try Tool.run(arguments)
      #expect(run.status == status && run.errors.contains(word), "\(arguments): \(run)")
    }
  }

  @Test func refusesWhatItCannotAnswer() throws {
    let workdir = try workdir()
    let columns = workdir.path("a.ucol")
    let refused: [([String], Int32, String)] = [
      (["list", columns, "--column", "Phones"], 64, "'Multiple Phones'"),
      (["list", columns, columns, "--column", Self.users], 65, "are the same columnar file"),
      (["list", columns, Self.golden, "--column", Self.users], 64, "not both"),
      (["list", Self.golden, "--identities", columns, "--column", Self.users], 64, "--identities"),
      (["explain", columns], 64, "--user or --device"),
      (["explain", columns, "--user", "a", "--device", "b"], 64, "--user or --device"),
      (["explain", columns, "--user", "stranger"], 64, "stranger"),
      (["explain", columns, "--user", "c02", "--format", "csv"], 64, "no CSV"),
      (["explain", columns, "--customer", "Missing", "--user", "c02"], 64, "Missing"),
      (["explain", columns, "--identities", columns, "--user", "c02"], 4, "not a ucensus"),
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
