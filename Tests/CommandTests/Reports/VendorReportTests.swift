import Foundation
import TestSupport
import Testing

/// Reports that others wrote or saved again: hashes in other notations, or spreadsheets.
@Suite struct VendorReportTests {
  private static let golden = Repository.path("Tests/Golden/every-rule/dump")

  private let workdir: Workdir
  private let reports: String
  private let report: String

  init() throws {
    workdir = try Workdir()
    reports = workdir.path("reports")
    try #require(try Tool.run(["audit", Self.golden, "-o", reports]).status == 0)
    let names = try FileManager.default.contentsOfDirectory(atPath: reports)
    report = try #require(names.first { $0.contains("_anonymous_2") && $0.hasSuffix(".csv") })
  }

  private func text() throws -> String {
    try String(contentsOfFile: "\(reports)/\(report)", encoding: .utf8)
  }

  private func write(_ name: String, _ text: String) throws -> String {
    try workdir.write(name, Array(text.utf8))
  }

  /// The digest counts, whatever is around it.
  @Test func hashesOfOtherNotationsAreTrue() throws {
    let hash = try String(contentsOfFile: "\(reports)/\(report).hash", encoding: .utf8)
    let digest = String(hash.prefix(64))
    let copy = try write(report, try text())
    for notation in [
      digest, digest.uppercased() + "\r\n", "\(digest) *\(report)\n",
      "\(digest)  /srv/reports/\(report)\n", "SHA256 (\(report)) = \(digest)\n",
    ] {
      _ = try write(report + ".hash", notation)
      let run = try Tool.run(["diff", copy, Self.golden, "--quiet"])
      #expect(run.status == 0, "\(notation): \(run)")
    }
    let wrong = String(digest.reversed())
    _ = try write(report + ".hash", wrong)
    #expect(try Tool.run(["diff", copy, Self.golden]).status == 4)
    _ = try write(report + ".hash", "d41d8cd98f00b204e9800998ecf8427e\n")
    let other = try Tool.run(["diff", copy, Self.golden])
    #expect(other.status == 0 && other.errors.contains("holds no SHA-256"), "\(other)")
  }

  /// Every file of a directory of reports is verified, alone and together.
  @Test func verifyTakesDirectoriesAndEveryFile() throws {
    let whole = try Tool.run(["verify", reports])
    #expect(whole.status == 0, "\(whole)")
    #expect(whole.output == "\(reports): sound: 1 report, 4 hashes\n", "\(whole)")
    let names = try FileManager.default.contentsOfDirectory(atPath: reports)
    let files = try Tool.run(["verify"] + names.map { "\(reports)/\($0)" })
    #expect(
      files.status == 0 && files.output.split(separator: "\n").count == names.count, "\(files)")
    for name in names where name.hasSuffix(".csv") {
      let copy = workdir.path("copy of \(name.dropLast(4))")
      try FileManager.default.copyItem(atPath: reports, toPath: copy)
      let bytes = try String(contentsOfFile: "\(copy)/\(name)", encoding: .utf8)
      try bytes.replacing("Date Time=2", with: "Date Time=1").write(
        toFile: "\(copy)/\(name)", atomically: true, encoding: .utf8)
      let run = try Tool.run(["verify", copy])
      #expect(run.status == 4 && run.errors.contains(name), "\(run)")
    }
  }

  /// Tables for SQL have hashes, and nothing else that can be verified.
  @Test func verifyTakesTables() throws {
    let tables = workdir.path("tables")
    let file = workdir.path("d.ucol")
    #expect(try Tool.run(["convert", Self.golden, "-o", file]).status == 0)
    #expect(try Tool.run(["export", file, "--parquet", tables]).status == 0)
    let table = tables + "/counts.parquet"
    let sound = try Tool.run(["verify", tables, table])
    #expect(
      sound.status == 0
        && sound.output == """
          \(tables): sound: 4 hashes
          \(table): sound: has the SHA-256 of its hash

          """,
      "\(sound)")
    try Data("PAR1".utf8).write(to: URL(filePath: table))
    for path in [tables, table] { #expect(try Tool.run(["verify", path]).status == 4) }
  }

  /// The same report as spreadsheets save it: nothing differs, and it is said how it was read.
  @Test(arguments: [",", ";", "\t"], [true, false])
  func spreadsheetsChangeNothing(_ separator: String, _ isQuoted: Bool) throws {
    let lines = try text().split(separator: "\n").map(String.init)
    let padding = String(repeating: separator, count: 35)
    let saved = lines.map { line -> String in
      if line.hasPrefix("#") { return (isQuoted ? "\"\(line)\"" : line) + padding }
      // No title of the built-in rules has a comma.
      return line.replacing(",", with: separator)
    }
    let file = try write("saved.csv", "\u{FEFF}" + (saved + [padding]).joined(separator: "\r\n"))
    let run = try Tool.run(["diff", file, Self.golden])
    #expect(run.status == 0, "\(run)")
    #expect(run.errors.contains(Self.remark), "\(run.errors)")
    for arguments in [
      ["report", file, "-o", workdir.path("page.html")],
      ["history", "add", file, "--store", workdir.path("store")],
    ] {
      let run = try Tool.run(arguments)
      #expect(run.status == 0 && run.errors.contains(Self.remark), "\(arguments): \(run)")
    }
  }

  /// Spreadsheets save "Unicode text" in UTF-16.
  @Test func unicodeTextIsRead() throws {
    let saved = try text().split(separator: "\n").map { $0.replacing(",", with: "\t") }
      .joined(separator: "\r\n")
    let bytes = ("\u{FEFF}" + saved).utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let file = try workdir.write("saved.csv", bytes)
    let run = try Tool.run(["diff", file, Self.golden])
    #expect(run.status == 0 && run.errors.contains(Self.remark), "\(run)")
  }

  private static let remark = "saved.csv: was saved by a spreadsheet; read as it was before"

  /// Reports of another Audit Version have fewer columns, more, and another order.
  @Test func otherAuditVersionsAreRead() throws {
    let (head, rows) = try table()
    // Without PexIP, with a column of its own in front, and Site Count before all others.
    let pexip = try #require(rows[0].firstIndex(of: "PexIP only"))
    let sites = try #require(rows[0].firstIndex(of: "Site Count"))
    let changed = rows.enumerated().map { index, row -> String in
      let rest = row.indices.filter { ![0, pexip, sites].contains($0) }.map { row[$0] }
      return ([row[0], row[sites], index == 0 ? "Fax Users" : "3"] + rest).joined(separator: ",")
    }
    let version = head.map { $0.hasPrefix("#Audit Version=") ? "#Audit Version=4.0.2" : $0 }
    let file = try write("older.csv", (version + changed).joined(separator: "\n") + "\n")
    let remark = "older.csv: lacks the column of Audit Version 4.1.5: \"PexIP only\"\n"
    let diff = try Tool.run(["diff", file, Self.golden])
    #expect(diff.status == 1 && diff.errors.contains(remark), "\(diff)")
    #expect(
      diff.output.contains("Only in the first, not compared: Fax Users\n")
        && diff.output.contains("Only in the second, not compared: PexIP only\n"), "\(diff)")
    #expect(!diff.output.contains("Site Count"), "compared, and it is the same")
    let store = workdir.path("store")
    for arguments in [
      ["report", file, "-o", workdir.path("page.html")],
      ["history", "add", file, "--store", store],
    ] {
      let run = try Tool.run(arguments)
      #expect(run.status == 0 && run.errors.contains(remark), "\(arguments): \(run)")
    }
    let shown = try Tool.run(["history", "show", "1", "--store", store, "--format", "csv"])
    #expect(shown.output.contains("Fax Users,\(3 * (rows.count - 1))"), "\(shown)")
  }

  /// The layout of another program's breakdown is not known: the report is read without it.
  @Test func breakdownsOfOthersAreLeftOut() throws {
    let copy = workdir.path("copy")
    try FileManager.default.copyItem(atPath: reports, toPath: copy)
    let breakdown = report.replacing("_anonymous_", with: "_anonymous_breakdown_")
    let name = "\(copy)/\(breakdown)"
    try FileManager.default.removeItem(atPath: name + ".hash")
    try "Customer;Licences\nA;1\n".write(toFile: name, atomically: true, encoding: .utf8)
    let run = try Tool.run(["report", copy, "-o", workdir.path("page.html")])
    #expect(run.status == 0, "\(run)")
    #expect(run.errors.contains("has another layout than breakdowns of ucensus; not read"))
  }

  /// The metadata lines, and the fields of the titles and customers.
  private func table() throws -> (head: [String], rows: [[String]]) {
    let lines = try text().split(separator: "\n").map(String.init)
    let rows = lines.filter { !$0.hasPrefix("#") }
    return (
      lines.filter { $0.hasPrefix("#") },
      rows.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    )
  }
}
