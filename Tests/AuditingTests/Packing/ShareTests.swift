import DumpReading
import Foundation
import TestSupport
import Testing

@testable import Auditing

/// Dumps counted in shares, as machines do that know but the files that they read: the reports are
/// those of one audit.
@Suite struct ShareTests {
  @Test(arguments: 0...29 as ClosedRange<UInt64>)
  func sharesAreTheDump(_ seed: UInt64) throws {
    let trial = try ShareTrial(seed: seed)
    try trial.compare(onError: .fail)
  }

  @Test(arguments: MalformedKind.allCases)
  func malformedRecordsAreTheSame(_ kind: MalformedKind) throws {
    for seed in UInt64(100)..<104 {
      let trial = try ShareTrial(seed: seed, malformed: kind)
      try trial.compare(onError: .reject)
      try trial.compare(onError: .fail)
    }
  }

  @Test func shareIsCountedOnlyAsOneOfSeveralParts() throws {
    let trial = try ShareTrial(seed: 1)
    try trial.packAll(nil)
    let index = trial.workdir.path("0.index")
    let failures = [
      #expect(throws: Failure.self) {
        _ = try Audit.run(
          AuditRequest(inputs: [index], outputDirectory: trial.workdir.path("none")))
      },
      #expect(throws: Failure.self) {
        _ = try PartialAudit.run(
          PartialAuditRequest(inputs: [index], output: trial.workdir.path("none")))
      },
    ]
    #expect(failures.allSatisfy { $0?.status == .usage })
    #expect(failures.allSatisfy { $0?.message.contains("numbered") == true })
  }

  @Test func routesOfAnotherPackedFileAreRefused() throws {
    let trial = try ShareTrial(seed: 0)
    try trial.packAll(nil)
    let routes = try trial.plan(.fail).inputs
    try #require(routes.count > 1)
    try trial.workdir.write("routes", routes[1])
    let failure = #expect(throws: Failure.self) {
      try ShareCutting.run(
        ShareCutting.Request(
          pack: trial.workdir.path("0.pack"), routes: trial.workdir.path("routes"),
          output: trial.workdir.path("none")))
    }
    #expect(failure?.status == .malformed)
  }

  @Test(arguments: [1, 2, 7, 100])
  func plansAreEven(_ byteCountMax: Int) {
    let loads = (0..<50).map { LocationLoad(recordCount: $0 % 7, byteCount: $0 % 7 * 3) }
    let rest = LocationLoad(recordCount: 1, byteCount: 5)
    let plan = SharePlan(loads: loads, rest: rest, byteCountMax: byteCountMax)
    #expect(plan.elsewhere == 1 && plan.shares[0].customers == nil)
    var seen: [Int] = []
    for (index, share) in plan.shares.enumerated().dropFirst() {
      let customers = share.customers ?? []
      #expect(!customers.isEmpty)
      #expect(customers.allSatisfy { plan.shareOfCustomer[$0] == index + 1 })
      #expect(share.byteCount == customers.reduce(0) { $0 + loads[$1].byteCount })
      seen += customers
    }
    #expect(seen.sorted() == loads.indices.filter { loads[$0].recordCount > 0 })
    let counts = plan.shares.dropFirst().map(\.byteCount)
    #expect((counts.max() ?? 0) - (counts.min() ?? 0) <= 18)
  }
}

/// A random dump in one folder, each file of which is packed by itself.
private struct ShareTrial {
  let workdir: Workdir
  private let seed: UInt64
  private let dateTime: String
  private let names: [String]

  init(seed: UInt64, malformed: MalformedKind? = nil) throws {
    self.seed = seed
    var options = GeneratorOptions()
    options.malformed = malformed
    options.canLackNodes = malformed != nil
    options.maximumUsers = seed % 10 == 0 ? 40 : 8
    let dump = ProviderGenerator.dump(seed: seed, options: options)
    var rendering = RendererOptions()
    rendering.compresses = seed % 3 == 0
    var renderer = DumpRenderer(seed: seed, options: rendering)
    workdir = try Workdir()
    dateTime = dump.dateTime
    for file in renderer.render(dump.records, facts: dump.facts).files
    where !file.path.hasSuffix("platform.json") {
      try workdir.write("dump/\(file.path.replacing("/", with: "-"))", Array(file.bytes))
    }
    names = try workdir.files(in: "dump").keys.sorted()
  }

  struct Plan {
    var nodes: [[UInt8]] = []
    var inputs: [[UInt8]] = []
    var misplaced: [UInt8]?
  }

  /// Packs all files, under other paths than the dump has them.
  func packAll(_ misplaced: [UInt8]?) throws {
    for (number, name) in names.enumerated() {
      try workdir.write("elsewhere\(number)", workdir.files(in: "dump")[name] ?? [])
      try PackingWay(seed: seed).pack(
        ["elsewhere\(number)"], in: workdir, to: "\(number).pack"
      ) { request in
        request.index = workdir.path("\(number).index")
        request.name = workdir.path("dump/\(name)")
        request.dumpName = workdir.path("dump")
        request.keptRejectCount = .max
        if let misplaced { request.misplaced = try workdir.write("misplaced", misplaced) }
      }
    }
  }

  func plan(_ onError: OnError) throws -> Plan {
    var request = SharePlanRequest(
      indexes: names.indices.map { workdir.path("\($0).index") }, output: workdir.path("plan"))
    request.dump.onError = onError
    request.dump.allowIncomplete = true
    request.force = true
    request.shareByteCount = [1, 300, .max][Int(seed % 3)]
    var text = ""
    try SharePlanning.run(request) { text = $0 }
    let bytes = Array(try Data(contentsOf: workdir.url.appending(path: "plan")))
    let listed = try #require(
      JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    func part(_ entry: Any) throws -> [UInt8] {
      let entry = try #require(entry as? [String: Any])
      let offset = try #require(entry["offset"] as? Int)
      return Array(bytes[offset..<offset + (try #require(entry["bytes"] as? Int))])
    }
    if let misplaced = listed["misplaced"] { return Plan(misplaced: try part(misplaced)) }
    return Plan(
      nodes: try #require(listed["shares"] as? [Any]).map(part),
      inputs: try #require(listed["inputs"] as? [Any]).map(part))
  }

  /// Cuts all packed files: the inputs of each share.
  private func cut(_ plan: Plan) throws -> [[String]] {
    var inputs = try plan.nodes.enumerated().map { share, nodes in
      [try workdir.write("\(share).nodes", nodes)]
    }
    for (number, routes) in plan.inputs.enumerated() {
      var request = ShareCutting.Request(
        pack: workdir.path("\(number).pack"), routes: try workdir.write("routes", routes),
        output: workdir.path("shares"))
      request.force = true
      var text = ""
      try ShareCutting.run(request) { text = $0 }
      let bytes = Array(try Data(contentsOf: workdir.url.appending(path: "shares")))
      let listed = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
      for entry in try #require(listed?["shares"] as? [[String: Int]]) {
        let (share, offset) = (try #require(entry["share"]), try #require(entry["offset"]))
        let end = offset + (try #require(entry["bytes"]))
        inputs[share - 1].append(
          try workdir.write("\(share)-\(number).share", Array(bytes[offset..<end])))
      }
    }
    return inputs
  }

  private func part(
    _ inputs: [String], _ number: Int, of count: Int, _ onError: OnError
  ) throws -> String {
    var request = PartialAuditRequest(inputs: inputs, output: workdir.path("\(number).part"))
    request.number = PartNumber(number: number, of: count)
    request.count.dump.allowIncomplete = true
    request.count.dump.onError = onError
    request.count.dump.threads = Int(seed % 2) + 1
    if onError == .reject, number == 1 { request.count.dump.rejectFile = workdir.path("found") }
    request.force = true
    _ = try PartialAudit.run(request)
    return request.output
  }

  private func counted(_ onError: OnError) throws {
    try packAll(nil)
    var plan = try plan(onError)
    if let misplaced = plan.misplaced {
      try packAll(misplaced)
      plan = try self.plan(onError)
      #expect(plan.misplaced == nil)
    }
    let count = plan.nodes.count + 1
    var parts = [try part(names.indices.map { workdir.path("\($0).index") }, 1, of: count, onError)]
    for (share, inputs) in try cut(plan).enumerated() {
      // Nothing is left to be rejected in a share.
      parts.append(try part(inputs, share + 2, of: count, .fail))
    }
    var request = MergeRequest(parts: parts, outputDirectory: workdir.path("reports"))
    request.report.dateTime = dateTime
    _ = try Merge.run(request)
  }

  /// Counts the dump in both ways.
  func compare(onError: OnError) throws {
    for name in ["reports", "whole", "found", "expected"] {
      try? FileManager.default.removeItem(at: workdir.url.appending(path: name))
    }
    var request = AuditRequest(
      inputs: [workdir.path("dump")], outputDirectory: workdir.path("whole"))
    request.dateTime = dateTime
    request.dump.allowIncomplete = true
    request.dump.onError = onError
    if onError == .reject { request.dump.rejectFile = workdir.path("expected") }
    let whole = Result { () throws(Failure) in try Audit.run(request) }
    let found = Result { try counted(onError) }
    switch (whole, found) {
    case (.success, .success): break
    case (.failure(let whole), .failure(let found)):
      let found = try #require(found as? Failure)
      #expect(found.status == whole.status && found.message.hasSuffix(whole.message), "\(seed)")
      return
    default:
      Issue.record("seed \(seed): \(whole), \(found)")
      return
    }
    let expected = try workdir.files(in: "whole")
    let reports = try workdir.files(in: "reports")
    for (name, bytes) in expected where !name.contains("detailed") && !name.contains("provenance") {
      #expect(reports[name] == bytes, "seed \(seed): \(name)")
    }
    let kept = ["found", "expected"].map { try? Data(contentsOf: workdir.url.appending(path: $0)) }
    #expect(kept[0] == kept[1], "seed \(seed)")
  }
}
