import Foundation
import TestSupport
import Testing

/// `ucensus report`: what goes onto the page, and what is refused.
@Suite struct PageCommandTests {
  private static let golden = Repository.path("Tests/Golden/every-rule/dump")
  private static let moment = ["--date-time", "2026-06-30 12:00"]

  private let workdir: Workdir

  init() throws {
    workdir = try Workdir()
    try audit("june")
  }

  private func audit(_ directory: String, _ more: String...) throws {
    let run = try Tool.run(
      ["audit", Self.golden, "-o", workdir.path(directory), "--quiet"] + Self.moment + more)
    try #require(run.status == 0, "\(run)")
  }

  private func page(_ arguments: String...) throws -> String {
    let run = try Tool.run(["report"] + arguments + ["-o", "-", "--quiet"])
    #expect(run.status == 0, "\(run.errors)")
    return run.output
  }

  private func file(_ part: String, _ end: String = ".csv") throws -> String {
    let name = try workdir.files(in: "june").keys.first { $0.contains(part) && $0.hasSuffix(end) }
    return workdir.path("june/" + (try #require(name)))
  }

  /// One page, wherever the report comes from; a bundle has no provenance.
  @Test func everyInputMakesTheSamePage() throws {
    let directory = try page(workdir.path("june"))
    #expect(try page(file("_anonymous_2")) == directory)
    let counted = try Tool.run(
      ["report", Self.golden, "-o", "-", "--quiet"] + Self.moment)
    #expect(counted.output == directory)
    let bundle = try page(file("_license_", ".zip"))
    #expect(bundle.contains("Unclassified Users") && !bundle.contains("Rule set"))
    #expect(bundle.prefix(20_000) == directory.prefix(20_000))
  }

  /// The totals of the golden breakdown, added up by hand in its README.
  @Test func figuresAreThoseOfTheBreakdown() throws {
    let text = try page(workdir.path("june"))
    for figure in [
      "<dt>User licences</dt><dd>208<", "<dt>Licensed users</dt><dd>199<",
      "<dt>Additional licences</dt><dd>9<", "<dt>Subscribers</dt><dd>199<",
      "<dt>Phones</dt><dd>268<",
    ] {
      #expect(text.contains(figure), "\(figure)")
    }
    #expect(text.contains("acme 9000") && text.contains("device/cucm/Line"))
  }

  @Test func namesStandOnlyWhereTheyAreAskedFor() throws {
    let detailed = String(
      decoding: try Data(contentsOf: URL(filePath: file("_detailed_"))), as: UTF8.self)
    let lines = detailed.split(separator: "\n").drop { $0.hasPrefix("#") }.dropFirst()
    let names = try lines.map { line in
      String(
        try #require(
          line.split(separator: ",", omittingEmptySubsequences: false).dropFirst(2).first))
    }
    #expect(names.count == 5)
    let anonymous = try page(workdir.path("june"))
    let named = try page(workdir.path("june"), "--names")
    for name in names where !name.isEmpty && !name.contains("\"") {
      #expect(!anonymous.contains(name), "\(name)")
      #expect(named.contains(name.replacing("&", with: "\\u0026")), "\(name)")
    }
    #expect(!anonymous.contains("Tests/Golden"), "names of files are names, too")
    #expect(named.contains("Tests/Golden"))
    #expect(
      try Tool.run(["report", workdir.path("june"), "-o", workdir.path("p.html"), "--names"]).status
        == 0)
    let mode = try FileManager.default.attributesOfItem(atPath: workdir.path("p.html"))
    #expect(mode[.posixPermissions] as? Int == 0o600)
  }

  @Test func changesAreThoseOfDiff() throws {
    #expect(
      try page(workdir.path("june"), "--against", workdir.path("june")).contains(
        ": nothing: all columns"))
    let lines = String(
      decoding: try Data(contentsOf: URL(filePath: file("_anonymous_2"))), as: UTF8.self
    )
    .split(separator: "\n")
    // The last customer was not there before.
    try workdir.write("may.csv", lines.dropLast().joined(separator: "\n") + "\n")
    let text = try page(workdir.path("june"), "--against", workdir.path("may.csv"))
    #expect(text.contains("1 customer new, 0 customers gone, 0 customers changed"))
    #expect(text.contains("<dt>User licences</dt><dd>208</dd>"), "May has no breakdown")
    #expect(text.contains("<dt>Customers</dt><dd>5 <span class=\"step more\">+1</span></dd>"))
  }

  /// The customers have their licences in front, and tiles and movers their changes: Birch has 19
  /// licences in June and none in May.
  @Test func licencesAreOnThePage() throws {
    let text = try page(workdir.path("june"))
    let data = try #require(text.components(separatedBy: "id=\"data\">").last)
    #expect(data.contains(#"["5B0000000000000000000BBB", 19, 18, 1, "#), "licences come first")
    #expect(text.contains("<th scope=\"col\" class=\"number\"><span>User Licenses</span></th>"))
    let may = workdir.path("may")
    try FileManager.default.copyItem(atPath: workdir.path("june"), toPath: may)
    for name in try FileManager.default.contentsOfDirectory(atPath: may) {
      let path = "\(may)/\(name)"
      guard name.contains("_anonymous_"), name.hasSuffix(".csv") else {
        try FileManager.default.removeItem(atPath: path)
        continue
      }
      let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
      let kept = lines.filter { !$0.hasPrefix("5B") }.joined(separator: "\n") + "\n"
      try kept.write(toFile: path, atomically: true, encoding: .utf8)
    }
    let changed = try page(workdir.path("june"), "--against", may)
    #expect(
      changed.contains(
        "<dt>User licences</dt><dd>208 <span class=\"step more\">+19</span></dd>"))
    #expect(
      changed.contains(
        "<bdi>5B0000000000000000000BBB</bdi></th><td>new</td><td class=\"number more\">+19</td>"))
  }

  /// 208 licences at 2.50 are 520.00. Nothing on the page names a file.
  @Test func theBillIsOnThePage() throws {
    let contract = try workdir.write(
      "contract.json",
      Array(
        """
        {"schema": 1, "name": "Acme", "currency": "EUR", "decimals": 2, "publicSector": "bill",
         "inactiveBilling": "bill", "lines": [{"title": "Licences", "licenses": "user",
         "per": "provider", "price": "2.50"}]}
        """.utf8))
    let text = try page(
      workdir.path("june"), "--contract", contract, "--against", workdir.path("june"))
    #expect(text.contains("<a href=\"#bill\">Bill</a>"))
    #expect(text.contains("<p class=\"soft\">Under <bdi>Acme, in EUR</bdi>; changes since"))
    let numbers = ["208", "0", "0", "208", "0", "0", "208", "520.00", "0.00"]
      .map { "<td class=\"number\"><bdi>\($0)</bdi></td>" }.joined()
    #expect(
      text.contains(
        "<tr><th scope=\"row\"><bdi>Licences</bdi></th><td><bdi>provider</bdi></td>\(numbers)</tr>")
    )
    #expect(!text.contains(workdir.path("june")) && !text.contains("contract.json"))
    let refused = try Tool.run([
      "report", workdir.path("june"), "-o", "-", "--contract", workdir.path("none"),
    ])
    #expect(refused.status == 66 && refused.output.isEmpty, "\(refused)")
  }

  @Test func trendsAreDrawn() throws {
    let provider = "Grove Telecom", host = "vlf-golden.example"
    func trend(_ provider: String, _ points: String) throws -> String {
      try workdir.write(
        "trend.json",
        #"{"provider":"\#(provider)","host":"\#(host)","column":"Multiple Phones","customer":null,"points":[\#(points)]}"#
      )
      return workdir.path("trend.json")
    }
    let two =
      #"{"dateTime":"2026-05-31 12:00","count":17},{"dateTime":"2026-06-30 12:00","count":1234}"#
    let text = try page(workdir.path("june"), "--trend", try trend(provider, two))
    #expect(text.contains(#"aria-label="2026-06-30 12:00: 1,234""#))
    // Of the trends of several providers and hosts, the page has its own.
    let own = try String(contentsOfFile: workdir.path("trend.json"), encoding: .utf8)
    let others =
      ["Other", provider].map { own.replacing(provider, with: $0) }
      + [own.replacing(host, with: "other.example").replacing("1234", with: "99")]
    try workdir.write("trends.json", "[" + others.joined(separator: ",") + "]")
    let chosen = try page(workdir.path("june"), "--trend", workdir.path("trends.json"))
    #expect(chosen == text)
    for (provider, points) in [
      ("Other", two), (provider, ""), (provider, #"{"dateTime":"2026-05-31","count":1}"#),
      (provider, #"{"dateTime":"2026-05-31 12:00","count":-1}"#),
      (provider, #"{"dateTime":"2026-05-31 12:00","count":1.5}"#),
      (
        provider,
        #"{"dateTime":"2026-05-31 12:00","count":1},{"dateTime":"2026-05-31 12:00","count":1}"#
      ),
    ] {
      let run = try Tool.run([
        "report", workdir.path("june"), "-o", "-", "--trend", try trend(provider, points),
      ])
      #expect(run.status == 65, "\(points): \(run.errors)")
      #expect(run.output.isEmpty)
    }
  }

  @Test func whatDoesNotBelongTogetherIsRefused() throws {
    let breakdown = try file("_breakdown_")
    try FileManager.default.removeItem(atPath: breakdown + ".hash")
    let bytes = try Data(contentsOf: URL(filePath: breakdown))
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    try Data((lines.dropLast().joined(separator: "\n") + "\n").utf8).write(
      to: URL(filePath: breakdown))
    let run = try Tool.run(["report", workdir.path("june"), "-o", workdir.path("p.html")])
    #expect(run.status == 4, "\(run)")
    #expect(!FileManager.default.fileExists(atPath: workdir.path("p.html")))
  }

  @Test func outputsAreKept() throws {
    try workdir.write("p.html", "mine")
    let june = workdir.path("june"), output = workdir.path("p.html")
    #expect(try Tool.run(["report", june, "-o", output]).status == 73)
    #expect(try Tool.run(["report", june, "-o", output, "--force"]).status == 0)
    #expect(try Tool.run(["report", june, "-o", file("_anonymous_2"), "--force"]).status != 0)
    #expect(try Tool.run(["report", workdir.path("nothing"), "-o", "-"]).status == 66)
    try audit("anonymous", "--anonymous-only")
    #expect(try Tool.run(["report", workdir.path("anonymous"), "-o", "-", "--names"]).status == 66)
  }
}
