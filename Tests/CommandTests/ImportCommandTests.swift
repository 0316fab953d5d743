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
       "sources": [{"name": "c", "system": "cucm", "files": ["*.csv"], "customer": "A", "site": "A1"},
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
}
