import Foundation
import TestSupport
import Testing

/// The random dumps must reach every count, and be what they say they are.
@Suite struct ProviderGeneratorTests {
  static let table: ReferenceDeviceTable = {
    let root = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let file = root.appending(path: "data/device-classes.csv")
    return ReferenceDeviceTable((try? String(contentsOf: file, encoding: .utf8)) ?? "")
  }()

  static func audit(_ records: [RawRecord], _ dump: GeneratedDump) throws -> ReferenceAudit {
    try ReferenceAudit(records, facts: dump.facts, devices: table, dateTime: dump.dateTime)
  }

  @Test func tableIsWhole() {
    #expect(Self.table.count == 242)
  }

  @Test func everyCountOccurs() {
    var columns: [Int: Int] = [:]
    var breakdown: [Int: Int] = [:]
    var refused: [String: Int] = [:]
    var customers: [Int: Int] = [:]
    for seed in 0..<UInt64(150) {
      let dump = ProviderGenerator.dump(seed: seed)
      do {
        let audit = try Self.audit(dump.records, dump)
        #expect(audit.providers.count > 0, "seed \(seed)")
        for provider in audit.providers {
          customers[provider.customers.count, default: 0] += 1
          for customer in provider.customers {
            for (index, field) in customer.row.enumerated().dropFirst() where field != "0" {
              columns[index + 1, default: 0] += field == "N" ? 0 : 1
            }
            for (index, field) in customer.breakdown.enumerated().dropFirst() where field != "0" {
              breakdown[index, default: 0] += 1
            }
          }
        }
      } catch let failure as ReferenceFailure {
        refused[failure.kind, default: 0] += 1
      } catch {
        Issue.record(error, "seed \(seed)")
      }
    }
    for column in 2...36 { #expect(columns[column, default: 0] >= 4, "column \(column)") }
    for column in 1...17 { #expect(breakdown[column, default: 0] >= 4, "breakdown \(column)") }
    #expect(refused["malformed"] == nil && refused["customerWithoutProvider"] == nil)
    #expect(refused["noProvider"] != nil && refused["noCustomer"] != nil)
    #expect(customers.keys.max() ?? 0 > 3)
  }

  @Test func sameSeedSameDump() throws {
    let (one, two) = (ProviderGenerator.dump(seed: 7), ProviderGenerator.dump(seed: 7))
    #expect(String(describing: one) == String(describing: two))
    #expect(
      String(describing: one) != String(describing: ProviderGenerator.dump(seed: 8)))
  }

  @Test(arguments: MalformedKind.allCases)
  func oneRecordIsMalformed(kind: MalformedKind) throws {
    for seed in 0..<UInt64(3) {
      var options = GeneratorOptions()
      options.malformed = kind
      let dump = ProviderGenerator.dump(seed: seed, options: options)
      let failure = #expect(throws: ReferenceFailure.self, "seed \(seed)") {
        try Self.audit(dump.records, dump)
      }
      #expect(failure?.kind == "malformed", "seed \(seed)")
      #expect(throws: Never.self, "seed \(seed)") { try Self.audit(dump.accepted, dump) }
    }
  }

  /// Buckets and unclassified users are all users; phones add up (AuditRules.md §1, §3).
  @Test func referenceBalances() throws {
    for seed in 1000..<UInt64(1020) {
      let dump = ProviderGenerator.dump(seed: seed)
      guard let audit = try? Self.audit(dump.records, dump) else { continue }
      for provider in audit.providers {
        let buckets = (Array(2...6) + Array(8...17)).map { provider.total(column: $0) }
        let users = provider.total("UCM Users")
        #expect(
          buckets.reduce(0, +) + provider.total("Unclassified Users") == users, "seed \(seed)")
        let parts = [
          "Assigned Phones", "Standalone Phones", "Standalone Analog Ports", "CTI Ports",
          "Spark Remote Devices", "Not Phones",
        ]
        #expect(
          parts.map { provider.total($0) }.reduce(0, +) == provider.total("Phones"), "seed \(seed)")
        #expect(
          provider.total("User Licenses") == users + provider.total("Additional Licenses"),
          "seed \(seed)")
      }
    }
  }
}
