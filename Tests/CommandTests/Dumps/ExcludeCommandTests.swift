import Foundation
import TestSupport
import Testing

/// `--exclude`, on the command line and in the configuration file.
@Suite struct ExcludeCommandTests {
  private func dump() throws -> Workdir {
    let workdir = try Workdir()
    let records = try Repository.bytes("Tests/Golden/cases/soap-fault/n.jsonl")
    try workdir.write("dump/n.jsonl", records)
    try workdir.write("dump/notes.txt", "Read me")
    try workdir.write("dump/old/p.xml", "<a/>")
    return workdir
  }

  @Test func whatIsNotADumpFileStopsTheRun() throws {
    let workdir = try dump()
    let run = try Tool.run(["convert", workdir.path("dump"), "-o", workdir.path("d.ucol")])
    #expect(run.status == 65)
    #expect(run.errors.contains("2 files are not dump files: "))
    #expect(run.errors.contains("notes.txt: plain text; "))
    #expect(run.errors.contains("p.xml: XML document"))
    #expect(run.errors.contains("exclude what is not part of the dump"))
    #expect(!FileManager.default.fileExists(atPath: workdir.path("d.ucol")))
  }

  @Test func patternsOfBothPlacesAddUp() throws {
    let workdir = try dump()
    let configuration = try workdir.write("config.json", #"{"exclude": ["*.txt", "unused"]}"#)
    let run = try Tool.run([
      "audit", workdir.path("dump"), "-o", workdir.path("reports"), "--config", configuration,
      "--exclude", "old/*", "--date-time", "2026-06-30 12:00",
    ])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors.contains("excluded, as asked: "))
    #expect(run.errors.contains("notes.txt"))
    #expect(run.errors.contains("old/p.xml"))
    let files = try workdir.files(in: "reports")
    let provenance = try #require(files.first { $0.key.contains("_provenance_") }?.value)
    let text = String(decoding: provenance, as: UTF8.self)
    #expect(text.contains(#""exclude": "*.txt unused old/*""#))
    #expect(Self.excluded(text) == ["notes.txt", "old/p.xml"].map { workdir.path("dump/\($0)") })
    #expect(run.output.contains(#/Excluded files +2\n/#), "\(run.output)")
  }

  /// The names in a provenance.
  private static func excluded(_ provenance: String) -> [String]? {
    struct Document: Decodable { var excluded: [String]? }
    return try? JSONDecoder().decode(Document.self, from: Data(provenance.utf8)).excluded
  }

  private func provenance(_ workdir: Workdir, _ directory: String) throws -> String {
    let files = try workdir.files(in: directory)
    let bytes = try #require(files.first { $0.key.contains("_provenance_") }?.value)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A merge with names says what an audit would say; without names, how much was left out.
  @Test func partsKeepWhatWasExcluded() throws {
    let workdir = try dump()
    let dump = workdir.path("dump")
    let time = ["--date-time", "2026-06-30 12:00", "--quiet"]
    let exclude = ["--exclude", "*.txt", "--exclude", "old"]
    func run(_ arguments: [String]) throws {
      let run = try Tool.run(arguments)
      try #require(run.status == 0, "\(run)")
    }
    try run(["audit", dump, "-o", workdir.path("whole")] + time + exclude)
    try run(
      [
        "audit", dump, "--partial", "-o", workdir.path("p.part"), "--names",
        workdir.path("p.names"),
      ]
        + exclude)
    try run(
      ["merge", workdir.path("p.part"), "--names", workdir.path("p.names"), "-o"]
        + [workdir.path("named")] + time)
    try run(["merge", workdir.path("p.part"), "-o", workdir.path("nameless")] + time)
    try run(["convert", dump, "-o", workdir.path("p.ucol")] + exclude)
    try run(["audit", workdir.path("p.ucol"), "-o", workdir.path("columns")] + time)
    let whole = try provenance(workdir, "whole")
    #expect(Self.excluded(whole) == [dump + "/notes.txt", dump + "/old"])
    #expect(try provenance(workdir, "named") == whole)
    for directory in ["nameless", "columns"] {
      let text = try provenance(workdir, directory)
      #expect(Self.excluded(text) == nil && text.contains(#""excludedFiles": 2"#), "\(text)")
    }
  }

  /// Names of files are names.
  @Test func anonymousProvenanceNamesNothing() throws {
    let workdir = try dump()
    let run = try Tool.run([
      "audit", workdir.path("dump"), "-o", workdir.path("r"), "--exclude", "*.txt", "--exclude",
      "*.xml", "--anonymous-only",
    ])
    #expect(run.status == 0, "\(run)")
    let text = try provenance(workdir, "r")
    #expect(Self.excluded(text) == ["", ""] && !text.contains("notes.txt"))
  }

  @Test func aPatternInTheConfigurationMustBeAText() throws {
    let workdir = try dump()
    for value in ["true", "[\"a\", null]", "\"\"", "{}"] {
      let configuration = try workdir.write("config.json", "{\"exclude\": \(value)}")
      let run = try Tool.run([
        "convert", workdir.path("dump"), "--dry-run", "--config", configuration,
      ])
      #expect(run.status == 65)
      #expect(run.errors.contains("expected a pattern of files, or a list of patterns"))
    }
  }
}
