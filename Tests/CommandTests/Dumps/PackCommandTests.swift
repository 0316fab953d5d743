import Foundation
import TestSupport
import Testing

/// Packing on the command line, and the packed file that `Tests/Golden/packs/golden.py` builds from
/// the document: with it everything is written as with its dump.
@Suite struct PackCommandTests {
  private static let golden = Repository.path("Tests/Golden/packs/v1")
  private static let lenient = ["--on-error", "reject", "--allow-incomplete"]

  private static func run(_ input: String, _ workdir: Workdir, _ output: String) throws {
    let audit = try Tool.run(
      ["audit", input, "-o", workdir.path(output), "--date-time", "2026-01-31 12:00"] + lenient,
      directory: golden)
    #expect(audit.status == 5, "\(audit.errors)")
    let convert = try Tool.run(
      ["convert", input, "-o", workdir.path("\(output)/x.ucol"), "--with-identities"] + lenient,
      directory: golden)
    #expect(convert.status == 5, "\(convert.errors)")
    for (number, question) in [
      ["list", input, "--left-out"], ["list", input, "--all"], ["explain", input, "--user", "ann"],
    ].enumerated() {
      let answer = try Tool.run(question + lenient, directory: golden)
      #expect(!answer.output.isEmpty, "\(answer.errors)")
      try workdir.write("\(output)/answer\(number)", answer.output)
    }
  }

  private static func expectSame(_ workdir: Workdir, _ found: String, _ expected: String) throws {
    let (found, expected) = (try workdir.files(in: found), try workdir.files(in: expected))
    #expect(expected.keys.sorted() == found.keys.sorted())
    for (name, bytes) in expected { #expect(found[name] == bytes, "\(name)") }
  }

  @Test func goldenIsItsDump() throws {
    let workdir = try Workdir()
    try Self.run("dump", workdir, "expected")
    try Self.run("golden.pack", workdir, "found")
    try Self.expectSame(workdir, "found", "expected")
  }

  @Test func packedDumpIsTheDump() throws {
    let workdir = try Workdir()
    let packed = try Tool.run(
      ["pack", "dump", "-o", workdir.path("x.pack"), "--on-error", "reject", "--json"],
      directory: Self.golden)
    #expect(packed.status == 5, "\(packed.errors)")
    #expect(packed.output.contains("\"rejectedRecords\": 1"))
    try Self.run("dump", workdir, "expected")
    try Self.run(workdir.path("x.pack"), workdir, "found")
    try Self.expectSame(workdir, "found", "expected")
  }

  @Test func malformedRecordStops() throws {
    let workdir = try Workdir()
    let packed = try Tool.run(
      ["pack", "dump", "-o", workdir.path("x.pack")], directory: Self.golden)
    #expect(packed.status == 65)
    #expect(packed.errors.contains("dump/phones.jsonl:4: byte"))
    #expect(try workdir.files(in: ".").isEmpty)
  }

  @Test(arguments: ["1", "5:1", "a:b", "1:", "-1:5", "0:99999999999999999999"])
  func refusesWhatIsNotARange(_ range: String) throws {
    let run = try Tool.run(["pack", "dump", "-o", "/nonexistent/x", "--range", range])
    #expect(run.status == 64)
  }

  @Test func keepsMalformedRecords() throws {
    let workdir = try Workdir()
    let packed = try Tool.run(
      [
        "pack", "dump", "-o", workdir.path("x.pack"), "--on-error", "reject", "--reject-file",
        workdir.path("bad"),
      ], directory: Self.golden)
    #expect(packed.status == 5, "\(packed.errors)")
    let bad = String(decoding: try workdir.files(in: ".")["bad"] ?? [], as: UTF8.self)
    #expect(bad.contains(#""record": "{\"meta\": {\"pkid\": \"broken""#), "\(bad)")
  }
}
