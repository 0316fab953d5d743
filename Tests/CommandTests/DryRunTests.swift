import Foundation
import TestSupport
import Testing

/// `convert --dry-run`: what would be read, before it is.
@Suite struct DryRunTests {
  private static let golden = Repository.path("Tests/Golden/every-rule/dump")

  private struct Plan: Decodable {
    struct Model: Decodable {
      var model: String
      var role: String?
      var files: Int
      var sampledRecords: Int
      var records: Int
    }
    struct File: Decodable {
      var file: String
      var form: String
      var compression: String?
      var bytes: Int?
      var whole: Bool
      var models: [String: Int]
    }
    var bytes: Int
    var sampledBytes: Int
    var whole: Bool
    var threads: Int
    var estimatedReadingMilliseconds: Int
    var models: [Model]
    var files: [File]
    var refusals: [String]
  }

  private let workdir: Workdir

  init() throws { workdir = try Workdir() }

  private func plan(_ arguments: String..., status: Int32 = 0) throws -> Plan {
    let run = try Tool.run(["convert"] + arguments + ["--dry-run", "--format", "json"])
    #expect(run.status == status, "\(run)")
    return try JSONDecoder().decode(Plan.self, from: Data(run.output.utf8))
  }

  private func record(_ model: String, _ number: Int) -> String {
    #"{"meta": {"model_type": "\#(model)", "path": "sys.P.C.S"}, "data": {"userid": "u\#(number)", "#
      + #""name": "n\#(number)"}}"#
  }

  /// Small files are looked at as a whole: the numbers are those of a reading.
  @Test func ofSmallDumpsAllIsKnown() throws {
    let file = workdir.path("d.ucol")
    let plan = try plan(Self.golden)
    #expect(plan.whole && plan.refusals.isEmpty)
    let converted = try Tool.run(["convert", Self.golden, "-o", file])
    let match = try #require(
      converted.output.firstMatch(of: /Read ([0-9]+) records from ([0-9]+) files/))
    #expect(String(plan.models.reduce(0) { $0 + $1.records }) == match.output.1)
    #expect(String(plan.files.count) == match.output.2)
    #expect(plan.models.allSatisfy { $0.records == $0.sampledRecords })
    let user = try #require(plan.models.first { $0.model == "device/cucm/User" })
    #expect(user.role == "user")
    #expect(plan.models.contains { $0.role == nil }, "skipped models are told, too")
    let names = FileManager.default.subpaths(atPath: Self.golden) ?? []
    let sizes = try names.filter { $0.contains(".json") || $0.contains(".ndjson") }.map {
      try Data(contentsOf: URL(filePath: Self.golden + "/" + $0)).count
    }
    let platform = try Data(contentsOf: URL(filePath: Self.golden + "/platform.json")).count
    #expect(plan.bytes == sizes.reduce(0, +) - platform)
  }

  /// Of what is large only the beginning is parsed, and the rest is estimated from it; all lines here
  /// are of one length, and half of each cannot be compressed.
  @Test(arguments: ["", "gzip", "zstd", "zip", "zip of gzip"])
  func largeFilesAreEstimated(_ packer: String) throws {
    let count = 60_000
    var generator = SplitMix64(seed: 1)
    let lines = (0..<count).map { number in
      let noise = (0..<4).map { _ in
        String(UInt64.random(in: (1 << 60)...(.max), using: &generator), radix: 16)
      }
      return record("device/cucm/User", 100_000 + number)
        .replacing("\"name\"", with: "\"x\": \"\(noise.joined())\", \"name\"")
    }
    let path = try workdir.write(
      "users.jsonl", Array((lines.joined(separator: "\n") + "\n").utf8))
    let byteCount = try Data(contentsOf: URL(filePath: path)).count
    #expect(byteCount > 3 << 20)
    var packed = path
    switch packer {
    case "gzip", "zstd":
      packed += ".packed"
      let made = try Tool.run(["-c", path], output: created(packed), program: "/usr/bin/\(packer)")
      #expect(made.status == 0, "\(made)")
    case "zip":
      packed += ".zip"
      #expect(try Tool.run(["-qj", packed, path], program: "/usr/bin/zip").status == 0)
    case "zip of gzip":
      let inner = created(packed + ".gz")
      #expect(try Tool.run(["-c", path], output: inner, program: "/usr/bin/gzip").status == 0)
      packed += ".zip"
      #expect(try Tool.run(["-qj", packed, inner], program: "/usr/bin/zip").status == 0)
    default: break
    }
    let plan = try plan(packed)
    try #require(plan.files.count == 1 && plan.models.count == 1, "\(plan)")
    #expect(!plan.whole && !plan.files[0].whole)
    let compression = packer.isEmpty ? nil : packer.split(separator: " ")[0]
    #expect(plan.files[0].compression == compression.map(String.init))
    #expect(plan.files[0].form == "lines")
    #expect(plan.sampledBytes < byteCount / 2)
    #expect(plan.models[0].sampledRecords < count)
    // A compressed stream is read by the block, so that its share is known less well.
    let range = packer.hasSuffix("gzip") || packer == "zstd" ? 0.7...1.3 : 0.98...1.02
    #expect(range.contains(Double(plan.models[0].records) / Double(count)), "\(plan)")
    let stored = try Data(contentsOf: URL(filePath: packed)).count
    #expect(plan.bytes == stored)
    switch packer {
    case "zip": #expect(plan.files[0].bytes == byteCount)
    case "zip of gzip":
      let inner = try Data(contentsOf: URL(filePath: path + ".gz")).count
      #expect(plan.files[0].bytes == inner)
    default: #expect(plan.files[0].bytes == stored)
    }
    let table = try Tool.run(["convert", packed, "--dry-run"])
    #expect(table.status == 0 && table.output.contains(" an estimate from "), "\(table)")
    #expect(table.output.contains("  ~"), "\(table)")
  }

  private func created(_ path: String) -> String {
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    return path
  }

  @Test func whatWouldStopItIsTold() throws {
    let user = record("device/cucm/User", 1)
    let bad = try workdir.write("bad.jsonl", Array("\(user)\n{\"meta\": 1}\n".utf8))
    let facts = try workdir.write("facts.json", Array(#"{"hostname": "h"}"#.utf8))
    let run = try Tool.run(["convert", bad, "--dry-run", "--platform", facts])
    let real = try Tool.run(["convert", bad, "-o", workdir.path("d.ucol")])
    #expect(run.status == 65 && real.status == 65, "\(run)")
    #expect(run.errors == real.errors, "the same words as the conversion has")
    #expect(run.errors.contains("bad.jsonl:2: byte "))
    #expect(try plan(bad, status: 65).refusals.count == 1)
    #expect(try Tool.run(["convert", bad, "--dry-run", "--on-error", "reject"]).status == 0)

    let page = try workdir.write("page.json", Array(#"{"resources": [\#(user) \#(user)]}"#.utf8))
    #expect(try plan(page, status: 65).files[0].form == "pages")

    try FileManager.default.createDirectory(
      atPath: workdir.path("listed"), withIntermediateDirectories: false)
    try workdir.write("listed/a.jsonl", user + "\n")
    try workdir.write(
      "listed/manifest.json",
      #"{"files": [{"file": "a.jsonl", "size": 1}, {"file": "b.jsonl"}]}"#)
    let incomplete = try Tool.run(["convert", workdir.path("listed"), "--dry-run"])
    #expect(incomplete.status == 3, "\(incomplete)")
    #expect(incomplete.errors.contains("b.jsonl is in the manifest and not in the dump"))
    #expect(incomplete.errors.contains("\(user.utf8.count + 1) bytes, 1 in the manifest"))
    let allowed = ["convert", workdir.path("listed"), "--dry-run", "--allow-incomplete"]
    #expect(try Tool.run(allowed).status == 0)
  }

  @Test func writesNothingAndRefusesAsAConversionDoes() throws {
    let file = workdir.path("d.ucol")
    let before = try FileManager.default.contentsOfDirectory(atPath: workdir.path)
    #expect(try Tool.run(["convert", Self.golden, "-o", file, "--dry-run"]).status == 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: workdir.path) == before)
    #expect(try Tool.run(["convert", Self.golden, "-o", file]).status == 0)
    let refused: [([String], Int32, String)] = [
      ([Self.golden, "-o", file], 73, "d.ucol"),
      ([Self.golden, "-o", workdir.path("none/d.ucol")], 73, "none"),
      ([Self.golden, "-o", Self.golden + "/d.ucol"], 73, "read as a dump"),
      ([file], 65, "columnar file"),
      ([workdir.path("absent")], 66, "absent"),
      (["-"], 64, "standard input"),
      ([Self.golden, "--profile", workdir.path("absent.json")], 66, "absent.json"),
    ]
    for (arguments, status, text) in refused {
      let run = try Tool.run(["convert"] + arguments + ["--dry-run"])
      #expect(run.status == status && run.errors.contains(text), "\(arguments): \(run)")
    }
    #expect(try Tool.run(["convert", Self.golden, "-o", file, "--force", "--dry-run"]).status == 0)
    #expect(try Tool.run(["convert", Self.golden, "-o", file, "--force", "--csv"]).status == 64)
    #expect(try Tool.run(["convert", Self.golden]).status == 64)
  }

  @Test func csvHasARowForEachModelOfAFile() throws {
    let user = record("device/cucm/User", 1)
    let path = try workdir.write(
      "a.jsonl", Array("\(user)\n\(record("device/x/Y", 1))\n\(user)\n".utf8))
    let byteCount = try Data(contentsOf: URL(filePath: path)).count
    let run = try Tool.run(["convert", path, "--dry-run", "--csv"])
    #expect(
      run.output == """
        File,Form,Compression,Bytes,Model,Role,Sampled Records,Records,Whole
        \(path),lines,,\(byteCount),device/cucm/User,user,2,2,Y
        \(path),lines,,\(byteCount),device/x/Y,,1,1,Y

        """, "\(run)")
  }
}
