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
