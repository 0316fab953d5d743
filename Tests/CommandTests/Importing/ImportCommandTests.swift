import Foundation
import TestSupport
import Testing

/// `import`, and sources files where dumps are taken.
@Suite struct ImportCommandTests {
  private let workdir: Workdir

  init() throws {
    workdir = try Workdir()
    try write(
      "sources.json",
      """
      {"schema": 1, "platform": {"OrgID": "org", "hostname": "uc"}, "provider": {"name": "P"},
       "customers": [{"name": "A", "publicSector": true, "sites": ["A1"]}],
       "sources": [
         {"name": "c", "system": "cucm", "files": ["*.csv"], "customer": "A", "site": "A1"},
         {"name": "u", "system": "unity", "files": ["cupi.json"]}]}
      """)
    try write(
      "phones.csv",
      """
      Device Name,Device Type,Owner User ID,User ID 1
      SEP001122334455,Cisco 8851,jdoe,
      SEP001122334456,Cisco 8851,,

      """)
    try write("users.csv", "USER ID,MAIL ID\njdoe,jdoe@a.example\n")
    try write("cupi.json", #"{"@total": "1", "User": {"Alias": "JDoe", "ObjectId": "1"}}"#)
  }

  private func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: URL(filePath: workdir.path(name)))
  }

  private func report(of input: String, to name: String) throws -> [String: [UInt8]] {
    let run = try Tool.run([
      "audit", input, "-o", workdir.path(name), "--date-time", "2026-06-30 12:00",
    ])
    #expect(run.status == 0, "\(run)")
    return try workdir.files(in: name).filter { $0.key.hasSuffix(".csv") }
  }

  /// In two steps or in one, the reports are the same bytes.
  @Test func dumpAndSourcesGiveOneReport() throws {
    let sources = workdir.path("sources.json")
    let run = try Tool.run(["import", sources, "-o", workdir.path("dump")])
    #expect(run.status == 0, "\(run)")
    let files = try workdir.files(in: "dump").keys
    #expect(["platform.json", "manifest.json", "import.json"].allSatisfy(files.contains))
    let two = try report(of: workdir.path("dump"), to: "two")
    let one = try report(of: sources, to: "one")
    #expect(one == two && one.count == 3)
    let text = String(
      decoding: try #require(one.first { $0.key.contains("_anonymous_2026") }).value,
      as: UTF8.self)
    // One phone with voicemail, one standalone phone, public sector, one site.
    let row = try #require(text.split(separator: "\n").last).split(separator: ",")
    #expect(row[3] == "1" && row[17] == "1" && row[23] == "Y" && row[35] == "1")
    #expect(text.contains("#OrgID=org"))
  }

  @Test func explanationsNameTheExport() throws {
    let run = try Tool.run(["explain", workdir.path("sources.json"), "--user", "jdoe"])
    #expect(run.status == 0, "\(run)")
    #expect(run.output.contains("users.csv:2") && run.output.contains("phones.csv:2"))
  }

  /// A failed import leaves nothing, and a second one replaces only with --force.
  @Test func nothingIsLeftOver() throws {
    try write("cupi.json", #"{"@total": "2", "User": {"Alias": "JDoe", "ObjectId": "1"}}"#)
    let sources = workdir.path("sources.json")
    let failed = try Tool.run(["import", sources, "-o", workdir.path("dump")])
    #expect(failed.status == 3 && failed.errors.contains("1 of 2 records"))
    #expect(try workdir.files(in: "dump").isEmpty)
    let allowed = ["import", sources, "-o", workdir.path("dump"), "--allow-incomplete"]
    #expect(try Tool.run(allowed).status == 0)
    #expect(try Tool.run(allowed).status == 73)
    #expect(try Tool.run(allowed + ["--force"]).status == 0)
  }

  @Test func templateIsASourcesFile() throws {
    let run = try Tool.run(["import", "--template"])
    #expect(run.status == 0)
    try write("template.json", run.output)
    let check = try Tool.run(["import", workdir.path("template.json"), "--dry-run"])
    #expect(check.status == 66 && check.errors.contains("no file matches"), "\(check)")
  }

  // MARK: Options in one step

  private func audit(_ options: String...) throws -> Tool.Run {
    try Tool.run(
      ["audit", workdir.path("sources.json"), "-o", workdir.path("reports"), "--force", "--json"]
        + options)
  }

  /// Another encoding is named, in one step as in two.
  @Test func encodingIsTakenWithSources() throws {
    let name = Array("USER ID,MAIL ID\nj".utf8) + [0xFC] + Array("rg,\n".utf8)
    try Data(name).write(to: URL(filePath: workdir.path("users.csv")))
    try write("cupi.json", #"{"@total": "1", "User": {"Alias": "jürg", "ObjectId": "1"}}"#)
    #expect(try audit().status == 65)
    let run = try audit("--encoding", "windows-1252")
    #expect(run.status == 0, "\(run)")
    let found = try Tool.run([
      "explain", workdir.path("sources.json"), "--user", "jürg", "--encoding", "windows-1252",
    ])
    #expect(found.status == 0 && found.output.contains("jürg"), "\(found)")
    let dump = try Tool.run([
      "audit", Repository.path("Tests/Golden/every-rule/dump"), "-o", workdir.path("reports"),
      "--encoding", "windows-1252",
    ])
    #expect(dump.status == 64 && dump.errors.contains("no input is a sources file"), "\(dump)")
  }

  /// Files of a source are left out, and named, as they are by an import.
  @Test func filesAreExcludedWithSources() throws {
    try write("old.csv", "USER ID,MAIL ID\nghost,ghost@a.example\n")
    let all = try audit()
    #expect(all.status == 0 && all.output.contains(#""subscribers": 2"#), "\(all)")
    let run = try audit("--exclude", "old.*")
    #expect(run.status == 0 && run.output.contains(#""subscribers": 1"#), "\(run)")
    let provenance = try #require(
      try workdir.files(in: "reports").first { $0.key.contains("_provenance_") }
    ).value
    #expect(!String(decoding: provenance, as: UTF8.self).contains("ghost"))
    // Records that were imported are in a file without a name.
    let short = try audit("--exclude", "?", "--exclude", "??")
    #expect(short.status == 0 && short.output.contains(#""subscribers": 2"#), "\(short)")
  }

  /// A table in place of the built-in one decides, and is an input of the report.
  @Test func tablesAreReplaced() throws {
    try write(
      "sources.json",
      """
      {"schema": 1, "platform": {"OrgID": "org", "hostname": "uc"}, "provider": {"name": "P"},
       "customers": [{"name": "A", "sites": ["A1"]}],
       "sources": [{"name": "w", "system": "webex", "files": ["hub.csv"],
         "customer": "A", "site": "A1"}]}
      """)
    try write("hub.csv", "User ID/Email (Required),Shiny,Messaging\na@x.example,TRUE,FALSE\n")
    try write(
      "licenses.csv",
      "pattern,service,source,date\nShiny,meeting,our contract,2026-11-28\n")
    let built = try Tool.run(["import", workdir.path("sources.json"), "--dry-run", "--json"])
    #expect(built.status == 0 && built.errors.contains("Webex licence Shiny"), "\(built)")
    let table = ["--webex-licenses", workdir.path("licenses.csv")]
    let dry = try Tool.run(["import", workdir.path("sources.json"), "--dry-run"] + table)
    #expect(dry.output.contains("1 device/webex/User") && dry.errors.isEmpty, "\(dry)")
    let run = try audit("--webex-licenses", workdir.path("licenses.csv"))
    #expect(run.status == 0, "\(run)")
    let files = try workdir.files(in: "reports")
    let provenance = try #require(files.first { $0.key.contains("_provenance_") }).value
    #expect(String(decoding: provenance, as: UTF8.self).contains("licenses.csv"))
    try write("licenses.csv", "pattern,service\n")
    let broken = try audit("--webex-licenses", workdir.path("licenses.csv"))
    #expect(broken.status == 65 && broken.errors.contains("licenses.csv:1"), "\(broken)")
  }

  /// Shown are the sources file, its models and what it leaves out; nothing is written.
  @Test func conversionIsPlanned() throws {
    let sources = workdir.path("sources.json")
    let before = try workdir.files(in: "")
    let run = try Tool.run([
      "convert", sources, "--dry-run", "--json", "--temporary-directory", workdir.path,
    ])
    #expect(run.status == 0, "\(run)")
    struct Plan: Decodable {
      struct Model: Decodable {
        var model: String
        var records: Int
      }
      struct File: Decodable {
        var file: String
        var bytes: Int
      }
      var whole: Bool
      var models: [Model]
      var files: [File]
    }
    let plan = try JSONDecoder().decode(Plan.self, from: Data(run.output.utf8))
    #expect(plan.whole && plan.files.map(\.file) == [sources])
    #expect(plan.files[0].bytes == before.values.reduce(0) { $0 + $1.count })
    let counts = Dictionary(uniqueKeysWithValues: plan.models.map { ($0.model, $0.records) })
    #expect(counts["device/cucm/Phone"] == 2 && counts["device/cucm/User"] == 1)
    #expect(counts["device/cuc/User"] == 1 && counts["data/HierarchyNode"] == 3)
    #expect(try workdir.files(in: "") == before)
    try write("cupi.json", #"{"@total": "2", "User": {"Alias": "JDoe", "ObjectId": "1"}}"#)
    let short = try Tool.run(["convert", sources, "--dry-run"])
    #expect(short.status == 3 && short.errors.contains("1 of 2 records"), "\(short)")
  }

  // MARK: Explanations

  /// System, file, line, and the element or row that says so.
  @Test func explanationsNameTheElement() throws {
    try write(
      "users.csv",
      """
      USER ID,MAIL ID
      asmith,
      jdoe,jdoe@a.example

      """)
    let sources = workdir.path("sources.json")
    let run = try Tool.run(["explain", sources, "--user", "jdoe"])
    let directory = workdir.path
    #expect(run.output.contains("\(directory)/users.csv:3 (cucm c, row bat-users)"), "\(run)")
    #expect(run.output.contains("\(directory)/phones.csv:2 (cucm c, row bat-phones)"), "\(run)")
    #expect(run.output.contains("\(directory)/cupi.json:1 (unity u, object user)"), "\(run)")
    let json = try Tool.run(["explain", sources, "--user", "jdoe", "--json"]).output
    #expect(json.contains(#""file": "\#(directory)/users.csv""#), "\(json)")
    #expect(json.contains(#""element": "row bat-users""#) && json.contains(#""source": "u""#))
    let list = try Tool.run(["list", sources, "--column", "ucm users"]).output
    #expect(list.contains("\(directory)/users.csv,3"), "\(list)")
  }

  /// The same from a columnar file with identities, and of elements of XML.
  @Test func identitiesKeepTheElement() throws {
    let reply = """
      <e:Envelope xmlns:e="e"><e:Body><n:getUserResponse xmlns:n="n"><return>
      <user><userid>jdoe</userid><mailid/><associatedDevices/></user>
      </return></n:getUserResponse></e:Body></e:Envelope>
      """
    try write("user.xml", reply)
    try write(
      "sources.json",
      """
      {"schema": 1, "provider": {"name": "P"}, "customers": [{"name": "A", "sites": ["A1"]}],
       "sources": [{"name": "c", "system": "cucm", "files": ["user.xml"],
         "customer": "A", "site": "A1"}]}
      """)
    let file = workdir.path("june.ucol")
    let convert = try Tool.run([
      "convert", workdir.path("sources.json"), "-o", file, "--with-identities",
    ])
    #expect(convert.status == 0, "\(convert)")
    let run = try Tool.run(["explain", file, "--user", "jdoe"])
    let place = "user.xml:2 (cucm c, element user of getUserResponse)"
    #expect(run.status == 0 && run.output.contains(place), "\(run)")
  }
}
