import CensusModel
import Foundation
import TestSupport
import Testing

@testable import Auditing

/// Random providers spread over several platforms, against one reference over everything: whatever the
/// PKIDs of the provider's nodes and the spelling of the customers', the report is that of one provider.
@Suite struct PlatformDifferentialTests {
  static let seeds = DifferentialTests.seeds(unlessGiven: 0...29)

  @Test func platformsOfOneProviderAreOneReport() throws {
    var comparedCount = 0
    for seed in Self.seeds { comparedCount += try Self.run(seed) ? 1 : 0 }
    #expect(comparedCount > Self.seeds.count / 2)
  }

  /// - Returns: whether there was something to compare: the reference must take the whole.
  private static func run(_ seed: UInt64) throws -> Bool {
    var options = GeneratorOptions()
    options.canLackNodes = false
    options.maximumUsers = 8
    let dump = ProviderGenerator.dump(seed: seed &+ 7_000_000, options: options)
    var random = SplitMix64(seed: seed)
    let split = try SplitDump(
      dump, into: 2 + Int(seed % 3), seed % 2 == 0 ? .customersWithTheirNodes : .persons, seed: seed
    )
    let table = DifferentialTests.table
    guard
      let expected = try? ReferenceAudit(
        split.everything, facts: dump.facts, devices: table, dateTime: dump.dateTime),
      Set(expected.providers.map { Bytes($0.name.utf8) }).count == expected.providers.count
    else { return false }
    let workdir = try Workdir()
    var inputs: [String] = []
    for (index, part) in split.parts.enumerated() {
      let renamed = providerPKIDs(part.records, platform: index)
      let records = part.records.map { placed($0, renamed, &random) }
      var renderer = DumpRenderer(seed: seed &* 10 &+ UInt64(index))
      let directory = workdir.url.appending(path: "dump\(index)")
      try renderer.render(records, facts: part.facts).write(to: directory)
      var conversion = ConversionRequest(
        dumps: [directory.path], output: workdir.path("\(index).ucol"))
      conversion.dump.allowIncomplete = true
      try Conversion.run(conversion)
      inputs.append(conversion.output)
    }
    var request = AuditRequest(
      inputs: seed % 4 < 2 ? inputs : inputs.reversed(), outputDirectory: workdir.path("reports"))
    request.dateTime = dump.dateTime
    request.addSharedCustomers = true
    _ = try Audit.run(request)
    let files = try workdir.files(in: "reports")
    for provider in expected.providers {
      for (name, text) in zip(provider.fileNames, [provider.anonymous, "", provider.breakdown])
      where !text.isEmpty {
        let isSame = files[name].map { sorted(String(decoding: $0, as: UTF8.self)) } == sorted(text)
        #expect(isSame, "seed \(seed): \(name)")
      }
    }
    return true
  }

  /// The lines without regard to the spelling of PKIDs, which decides their order.
  private static func sorted(_ text: String) -> [String] {
    text.lowercased().split(separator: "\n").map(String.init).sorted()
  }

  /// The PKIDs that nodes of providers have on a platform, by their PKIDs in the dump.
  private static func providerPKIDs(_ records: [RawRecord], platform: Int) -> [String: String] {
    var pkids: [String: String] = [:]
    for record in records where record.modelType == "data/HierarchyNode" {
      let type = record.data.last { $0.key == "node_type" }?.value
      guard case .string("Provider")? = type, let pkid = record.pkid, pkid.isPKID else { continue }
      let digit = String(platform + 1, radix: 16)
      pkids[pkid] = "\(pkid.prefix(2))ff\(digit)\(pkid.dropFirst(5))"
    }
    return pkids
  }

  /// The record on a platform of its own: nodes of providers have another PKID there, also where
  /// records refer to them, and nodes of customers may be spelled with capitals.
  private static func placed(
    _ record: RawRecord, _ providerPKIDs: [String: String], _ random: inout SplitMix64
  ) -> RawRecord {
    var record = record
    if case .hierarchy(let pkid) = record.place, let renamed = providerPKIDs[pkid] {
      record.place = .hierarchy(renamed)
    }
    guard record.modelType == "data/HierarchyNode", let pkid = record.pkid else { return record }
    if let renamed = providerPKIDs[pkid] {
      record.pkid = renamed
    } else if pkid.isPKID, random.chance(30) {
      record.pkid = pkid.uppercased()
    }
    return record
  }
}
