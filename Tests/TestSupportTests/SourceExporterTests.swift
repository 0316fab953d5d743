import Foundation
import Testing

@testable import TestSupport

/// The two-way generator: what it writes is sound, and it leaves out nothing that matters.
@Suite struct SourceExporterTests {
  private static let devices = ReferenceDeviceTable(
    (try? String(contentsOfFile: Repository.path("data/device-classes.csv"), encoding: .utf8))
      ?? "")

  @Test func sameSeedGivesTheSameFiles() {
    for seed in UInt64(0)..<20 {
      let exports = (0..<2).map { _ in
        SourceExporter.export(SourceInventoryGenerator.inventory(seed: seed), seed: seed)
      }
      #expect(exports[0].files.map(\.path) == exports[1].files.map(\.path))
      #expect(exports[0].files.map(\.bytes) == exports[1].files.map(\.bytes))
    }
  }

  @Test func sourcesNameEveryFileOnce() throws {
    for seed in UInt64(0)..<50 {
      let exports = SourceExporter.export(
        SourceInventoryGenerator.inventory(seed: seed), seed: seed)
      let sources = try #require(exports.files.first { $0.path == "sources.json" })
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(sources.bytes)) as? [String: Any])
      let entries = try #require(object["sources"] as? [[String: Any]])
      let named = entries.flatMap { $0["files"] as? [String] ?? [] }
      let written = exports.files.map(\.path).filter { $0 != "sources.json" }
      let expected = written.filter { $0 != "placement.csv" }
      #expect(named.sorted() == expected.sorted(), "seed \(seed)")
      #expect((object["placement"] != nil) == written.contains("placement.csv"))
    }
  }

  @Test func documentsAreWellFormed() throws {
    for seed in UInt64(0)..<50 {
      let exports = SourceExporter.export(
        SourceInventoryGenerator.inventory(seed: seed), seed: seed)
      for file in exports.files {
        if file.path.hasSuffix(".json") {
          #expect(throws: Never.self, "seed \(seed), \(file.path)") {
            try JSONSerialization.jsonObject(with: Data(file.bytes))
          }
        }
      }
    }
  }

  /// Every column that counts persons or devices has something to count in some inventory.
  @Test func columnsAreReached() throws {
    // Columns 24 and 25 are settings.
    var missing = Set(2...36).subtracting([24, 25])
    for seed in UInt64(0)..<300 where !missing.isEmpty {
      let inventory = SourceInventoryGenerator.inventory(seed: seed)
      let audit = try ReferenceAudit(
        inventory.records, facts: inventory.facts, devices: Self.devices,
        dateTime: "2026-01-31 12:00")
      for provider in audit.providers {
        missing = missing.filter { provider.total(column: $0) == 0 }
      }
    }
    #expect(missing.isEmpty)
  }
}
