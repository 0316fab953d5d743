import Foundation
import TestSupport
import Testing

/// `diff` as users and scripts meet it.
@Suite struct DiffCommandTests {
  private static let golden = Repository.path("Tests/Golden/every-rule/dump")

  private let workdir: Workdir

  init() throws { workdir = try Workdir() }

  private func expect(_ run: Tool.Run, _ status: Int32, _ words: String...) {
    #expect(run.status == status, "\(run)")
    for word in words { #expect(run.errors.contains(word), "\(run.errors)") }
  }

  /// Audits the golden dump and returns the anonymous report.
  private func audited(into name: String) throws -> String {
    let directory = workdir.path(name)
    expect(try Tool.run(["audit", Self.golden, "-o", directory]), 0)
    let report = try FileManager.default.contentsOfDirectory(atPath: directory).first {
      $0.contains("_anonymous_2") && $0.hasSuffix(".csv")
    }
    return directory + "/" + (try #require(report))
  }

  @Test func aDumpItsFileAndItsReportAreTheSame() throws {
    let report = try audited(into: "reports")
    let file = workdir.path("d.ucol")
    expect(try Tool.run(["convert", Self.golden, "-o", file]), 0)
    let sides = [Self.golden, file, report, workdir.path("reports")]
    for before in sides {
      let run = try Tool.run(["diff", before, sides[2]])
      expect(run, 0)
      #expect(run.output == "No difference: 5 customers.\n")
    }
    expect(try Tool.run(["diff", file, Self.golden]), 0)
  }

  /// Options of reading are for the dump; a columnar file needs none.
  @Test func aFileAndADumpTakeTheOptionsOfDumps() throws {
    let file = workdir.path("d.ucol")
    expect(try Tool.run(["convert", Self.golden, "-o", file]), 0)
    let options = [
      "--allow-incomplete", "--on-error", "reject", "--profile",
      Repository.path("data/dump-profile.json"),
    ]
    for sides in [[file, Self.golden], [Self.golden, file]] {
      expect(try Tool.run(["diff"] + sides + options), 0)
    }
    expect(try Tool.run(["diff", file, file] + options), 64, "is for dumps")
  }

  @Test func aChangedNumberShowsInEveryForm() throws {
    let report = try audited(into: "reports")
    let text = try String(contentsOf: URL(filePath: report), encoding: .utf8)
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let row = try #require(lines.lastIndex { $0.contains(",") })
    var fields = lines[row].split(separator: ",").map(String.init)
    let count = try #require(Int(fields[35]))
    fields[35] = String(count + 1)
    lines[row] = fields.joined(separator: ",")
    let changed = try workdir.write("changed.csv", Array(lines.joined(separator: "\n").utf8))

    let table = try Tool.run(["diff", report, changed])
    expect(table, 1)
    #expect(table.output.contains("Customer \(fields[0]), changed\n"))
    #expect(table.output.contains("Site Count"))
    let csv = try Tool.run(["diff", report, changed, "--csv"])
    expect(csv, 1)
    #expect(
      csv.output == """
        Customer PKID,Status,Column,Before,After,Change
        \(fields[0]),changed,Site Count,\(count),\(count + 1),1

        """)
    let json = try Tool.run(["diff", report, changed, "--json"])
    expect(json, 1)
    _ = try JSONSerialization.jsonObject(with: Data(json.output.utf8))
    let quiet = try Tool.run(["diff", report, changed, "--quiet"])
    expect(quiet, 1)
    #expect(quiet.output.isEmpty && quiet.errors.isEmpty)
  }

  @Test func whatCannotBeComparedIsRefused() throws {
    let report = try audited(into: "reports")
    let none = workdir.path("none")
    expect(try Tool.run(["diff", report, none]), 66, "none")
    expect(try Tool.run(["diff", report, none + ".csv"]), 66, "none.csv")
    expect(try Tool.run(["diff", report]), 64)
    expect(try Tool.run(["diff", report, report, "--csv", "--json"]), 64)
    expect(try Tool.run(["diff", "-", "-"]), 64)
    // A report that was changed after it was hashed.
    var bytes = Array(try Data(contentsOf: URL(filePath: report)))
    bytes[bytes.count - 2] ^= 1
    try Data(bytes).write(to: URL(filePath: report))
    expect(try Tool.run(["diff", report, Self.golden]), 4, "SHA-256", ".hash", "hint: ")
    let broken = try workdir.write("broken.csv", Array("a,b\n".utf8))
    expect(try Tool.run(["diff", Self.golden, broken]), 65, "broken.csv:1: byte 0", "expected")
  }
}
