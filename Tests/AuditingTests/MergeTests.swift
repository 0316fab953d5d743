import Foundation
import TestSupport
import Testing

@testable import Auditing

/// Partial results of random providers, split in every way, against one audit over everything.
/// `UCENSUS_SEEDS` works as for `DifferentialTests`.
@Suite struct MergeTests {
  static let seeds = DifferentialTests.seeds(unlessGiven: 0...29)

  @Test(arguments: SplitDump.Cut.allCases)
  func mergeWritesTheBytesOfOneAudit(_ cut: SplitDump.Cut) throws {
    var mergedCount = 0
    for seed in Self.seeds { mergedCount += try MergeTrial(seed: seed, cut: cut).run() ? 1 : 0 }
    #expect(mergedCount > Self.seeds.count / 2)
  }
}

/// One random provider, counted in parts.
private struct MergeTrial {
  let seed: UInt64
  let cut: SplitDump.Cut

  private var partCount: Int { 2 + Int(seed % 4) }
  private var groupPersonCount: Int { [1, 2, 63, 64, 65, 1000][Int(seed / 4 % 6)] }

  /// - Returns: whether there was something to compare: two providers of one name are refused.
  func run() throws -> Bool {
    var options = GeneratorOptions()
    options.canLackNodes = false
    options.maximumUsers = seed % 10 == 0 ? 40 : 8
    let dump = ProviderGenerator.dump(seed: seed &+ 4_000_000, options: options)
    let split = try SplitDump(dump, into: partCount, cut, seed: seed)
    let workdir = try Workdir()
    var dumps: [String] = []
    for (index, part) in split.parts.enumerated() {
      var renderer = DumpRenderer(seed: seed &* 10 &+ UInt64(index))
      let directory = workdir.url.appending(path: "dump\(index)")
      try renderer.render(part.records, facts: part.facts).write(to: directory)
      dumps.append(directory.path)
    }
    let whole = Result { () throws(Failure) in
      var request = AuditRequest(inputs: dumps, outputDirectory: workdir.path("whole"))
      request.dateTime = dump.dateTime
      // A random provider may name phones where it has none.
      request.dump.allowIncomplete = true
      return try Audit.run(request)
    }
    var parts: [String] = []
    for (index, dump) in dumps.enumerated() { parts.append(try part(dump, index, workdir)) }
    return try compare(whole, parts, dump.dateTime, workdir)
  }

  /// Counts one part; some by way of a columnar file, some with other threads and groups.
  private func part(_ dump: String, _ index: Int, _ workdir: Workdir) throws -> String {
    var input = dump
    if (Int(seed) + index) % 3 == 0 {
      input = workdir.path("\(index).ucol")
      var conversion = ConversionRequest(dumps: [dump], output: input)
      conversion.dump.allowIncomplete = true
      try Conversion.run(conversion)
    }
    var request = PartialAuditRequest(inputs: [input], output: workdir.path("\(index).part"))
    request.count.dump.threads = 1 + index % 2
    request.count.dump.allowIncomplete = input == dump
    request.count.groupPersonCount = groupPersonCount
    if seed % 2 == 0 { request.number = PartNumber(number: index + 1, of: partCount) }
    _ = try PartialAudit.run(request)
    return request.output
  }

  private func compare(
    _ whole: Result<AuditOutcome, Failure>, _ parts: [String], _ dateTime: String,
    _ workdir: Workdir
  ) throws -> Bool {
    var provenance: [String: [UInt8]] = [:]
    try compareOrders(parts)
    let orders = [parts, parts.reversed(), Array(parts.dropFirst() + parts.prefix(1))]
    for (index, order) in orders.enumerated() {
      let directory = "merged\(index)"
      var request = MergeRequest(parts: order, outputDirectory: workdir.path(directory))
      request.report.dateTime = dateTime
      request.addSharedCustomers = true
      let merged = Result { () throws(Failure) in try Merge.run(request) }
      guard case .success(let whole) = whole, case .success(let outcome) = merged else {
        #expect(throws: try #require(failure(whole)), "seed \(seed), \(cut)") { try merged.get() }
        #expect(try workdir.files(in: directory).isEmpty)
        return false
      }
      let found = try workdir.files(in: directory)
      let expected = try workdir.files(in: "whole").filter { !$0.key.contains("_detailed_") }
      #expect(found.keys.sorted() == expected.keys.sorted(), "seed \(seed), \(cut)")
      for (name, bytes) in expected where !name.contains("_provenance_") {
        let isSame = found[name] == bytes
        #expect(isSame, "seed \(seed), \(cut), \(order): \(name)")
      }
      let isSame = try totals(outcome) == totals(whole)
      #expect(isSame, "seed \(seed), \(cut), \(order)")
      let kept = found.filter { $0.key.contains("_provenance_") }
      if index == 0 { provenance = kept }
      let isKept = kept == provenance
      #expect(isKept, "seed \(seed), \(cut), \(order)")
    }
    return true
  }

  private func failure(_ result: Result<AuditOutcome, Failure>) -> Failure? {
    if case .failure(let failure) = result { failure } else { nil }
  }

  private static let findings = [
    "aboveEveryCustomer", "rejectedRecords", "unknownProducts", "skippedModels", "models",
    "leftOutByCondition", "incompleteModels",
  ]

  /// The summaries by provider, and what was found in all: a part with one provider has its findings,
  /// which in the dumps together are those of the run.
  private func totals(_ outcome: AuditOutcome) throws -> [String] {
    let document = try JSONSerialization.jsonObject(with: Data(outcome.json.utf8))
    let members = try #require(document as? [String: Any])
    let reports = try #require(members["reports"] as? [[String: Any]])
    var lines: [String] = []
    var found: [String: Int] = [:]
    for report in reports {
      var totals = try #require(report["totals"] as? [String: Any])
      for key in Self.findings { Self.add(totals.removeValue(forKey: key), key, to: &found) }
      let rest = try JSONSerialization.data(withJSONObject: totals, options: .sortedKeys)
      lines.append("\(report["provider"] ?? ""): \(String(decoding: rest, as: UTF8.self))")
    }
    let run = members["run"] as? [String: Any] ?? [:]
    for key in Self.findings { Self.add(run[key], key, to: &found) }
    return lines + found.filter { $0.value != 0 }.map { "\($0.key): \($0.value)" }.sorted()
  }

  private static func add(_ value: Any?, _ key: String, to found: inout [String: Int]) {
    if let count = value as? Int { found[key, default: 0] += count }
    for (name, count) in value as? [String: Int] ?? [:] {
      found["\(key) \(name)", default: 0] += count
    }
    for model in value as? [[String: Any]] ?? [] { found["\(key) \(model)", default: 0] += 1 }
  }

  /// Adds the parts up in all orders.
  private func compareOrders(_ parts: [String]) throws {
    let results = try parts.map { try PartFile(path: $0).result }
    var expected: [UInt8]?
    for order in Self.orders(of: results) {
      guard var total = try? MergedParts(order, mayShare: true).total else { return }
      total.number = nil
      let bytes = PartFile.bytes(of: total)
      let isSame = bytes == expected ?? bytes
      #expect(isSame, "seed \(seed), \(cut)")
      expected = bytes
    }
  }

  /// All orders of up to five parts.
  private static func orders(of parts: [PartialResult]) -> [[PartialResult]] {
    guard let first = parts.first else { return [[]] }
    return orders(of: Array(parts.dropFirst())).flatMap { rest in
      (0...rest.count).map { place in
        Array(rest[..<place]) + [first] + Array(rest[place...])
      }
    }
  }
}
