import CensusModel
import Foundation
import Testing
import TextOutput

@testable import Report

/// The provenance: all of it, and the same bytes for the same run.
@Suite struct ProvenanceTests {
  private let example: SeedExample
  init() throws { example = try SeedExample() }

  private static let inputs = [
    Provenance.Input(
      file: Provenance.DataFile(name: "b.jsonl", sha256: "22"), byteCount: 20, recordsRead: 2,
      recordsRejected: 1),
    Provenance.Input(
      file: Provenance.DataFile(name: "a.jsonl", sha256: "11"), byteCount: 10, recordsRead: 1,
      recordsRejected: 0),
    Provenance.Input(
      file: Provenance.DataFile(name: "a.jsonl", sha256: "10"), byteCount: 9, recordsRead: 1,
      recordsRejected: 0),
  ]

  private static let outputs = [
    Provenance.DataFile(name: "y.csv", sha256: "44"),
    Provenance.DataFile(name: "x.csv", sha256: "33"),
  ]

  private func document(
    _ inputs: [Provenance.Input], _ outputs: [Provenance.DataFile]
  ) throws -> [UInt8] {
    let report = try example.report()
    var findings = RunFindings()
    findings.rejectedRecords = 1
    let provenance = Provenance(
      programVersion: "1.2.3",
      ruleSet: Provenance.DataFile(name: "rules.json", sha256: "aa"),
      deviceClasses: Provenance.DataFile(name: "classes.csv", sha256: "bb"), dumpProfile: nil,
      inputs: inputs, options: ["provider": "CS-P", "allowIncomplete": "false"], outputs: outputs)
    let summary = RunSummary(reports: [report], rules: example.rules, findings: findings)
    return provenance.json(of: report, summary: summary).bytes()
  }

  @Test func saysWhereNumbersComeFrom() throws {
    let bytes = try document(Self.inputs, Self.outputs)
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    #expect(
      object["program"] as? [String: String] == ["name": "ucensus", "version": "1.2.3"])
    #expect(
      object["ruleSet"] as? [String: String]
        == ["name": "rules.json", "sha256": "aa", "auditVersion": "4.1.5"])
    #expect(
      object["deviceClasses"] as? [String: String] == ["name": "classes.csv", "sha256": "bb"])
    #expect((object["report"] as? [String: String])?["dateTime"] == "2022-11-19 13:11")
    #expect(
      object["options"] as? [String: String] == ["provider": "CS-P", "allowIncomplete": "false"])
    let inputs = try #require(object["inputs"] as? [[String: Any]])
    #expect(inputs.map { $0["sha256"] as? String } == ["10", "11", "22"])
    #expect(inputs[2]["bytes"] as? Int == 20)
    #expect(inputs[2]["recordsRead"] as? Int == 2)
    #expect(inputs[2]["recordsRejected"] as? Int == 1)
    let summary = try #require(object["summary"] as? [String: Any])
    #expect(summary["rejectedRecords"] as? Int == 1)
    #expect(summary["phones"] as? Int == 103)
    #expect((summary["columns"] as? [Any])?.count == 36)
    #expect(
      object["outputs"] as? [[String: String]]
        == [["name": "x.csv", "sha256": "33"], ["name": "y.csv", "sha256": "44"]])
  }

  @Test func theOrderOfFilesChangesNothing() throws {
    #expect(
      try document(Self.inputs, Self.outputs)
        == document(Self.inputs.reversed(), Self.outputs.reversed()))
  }
}
