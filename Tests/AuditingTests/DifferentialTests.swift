import Auditing
import Foundation
import TestSupport
import Testing

/// The whole program against the reference audit, over random providers in all forms of input.
///
/// To run one seed again: `UCENSUS_SEEDS=4711..4711 swift test --filter DifferentialTests`; to run
/// many: `UCENSUS_SEEDS=0..9999`.
@Suite struct DifferentialTests {
  static let seeds = seeds(unlessGiven: 0...199)

  /// The seeds that the environment gives, or these.
  static func seeds(unlessGiven seeds: ClosedRange<UInt64>) -> ClosedRange<UInt64> {
    let parts = (ProcessInfo.processInfo.environment["UCENSUS_SEEDS"] ?? "").split(separator: ".")
      .compactMap { UInt64($0) }
    return parts.count == 2 && parts[0] <= parts[1] ? parts[0]...parts[1] : seeds
  }

  /// Slices of the seeds, for tests to run side by side.
  static let slices: [ClosedRange<UInt64>] = stride(
    from: seeds.lowerBound, through: seeds.upperBound, by: 25
  ).map { $0...min($0 + 24, seeds.upperBound) }

  static let table = ReferenceDeviceTable(
    (try? String(contentsOfFile: Repository.path("data/device-classes.csv"), encoding: .utf8))
      ?? "")

  @Test(arguments: slices) func agreesOnWellFormedDumps(_ seeds: ClosedRange<UInt64>) throws {
    for seed in seeds { try Trial(seed: seed).run() }
  }

  @Test func agreesOnCompressedDumps() throws {
    for seed in Self.seeds.lowerBound...min(Self.seeds.lowerBound + 24, Self.seeds.upperBound) {
      try Trial(seed: seed &+ 1_000_000, compresses: true).run()
    }
  }

  /// Every form in every packing, cut so small that every boundary falls everywhere.
  @Test(
    arguments: RendererOptions.Form.allCases, [nil] + RendererOptions.Packing.allCases.map { $0 })
  func agreesWhereverContentIsCut(
    _ form: RendererOptions.Form, _ packing: RendererOptions.Packing?
  ) throws {
    for seed in Self.seeds.lowerBound...min(Self.seeds.lowerBound + 1, Self.seeds.upperBound) {
      try Trial(seed: seed &+ 4_000_000).runCut(form, packing)
    }
  }

  @Test(arguments: MalformedKind.allCases)
  func refusesAndRejects(_ kind: MalformedKind) throws {
    for seed in UInt64(0)..<6 {
      try Trial(seed: seed &+ 2_000_000, malformed: kind).run()
    }
  }

  @Test(arguments: [nil] + RendererOptions.PageFault.allCases.map { $0 })
  func refusesDumpsThatLostRecords(_ fault: RendererOptions.PageFault?) throws {
    var refused = 0
    for seed in UInt64(3_000_000)..<3_000_040 {
      refused += try Trial(seed: seed).runLosingRecord(fault) ? 1 : 0
    }
    #expect(refused > 5)
  }
}

/// One random dump, audited in several ways.
private struct Trial {
  let seed: UInt64
  var compresses = false
  var malformed: MalformedKind?

  private func dump() -> GeneratedDump {
    var options = GeneratorOptions()
    options.malformed = malformed
    options.maximumUsers = seed % 10 == 0 ? 40 : 8
    return ProviderGenerator.dump(seed: seed, options: options)
  }

  func run() throws {
    let dump = dump()
    var options = RendererOptions()
    options.compresses = compresses
    var renderer = DumpRenderer(seed: seed, options: options)
    let workdir = try Workdir()
    try renderer.render(dump.records, facts: dump.facts).write(
      to: workdir.url.appending(path: "dump"))
    let expected = try reference(dump, dump.records)
    for (index, way) in ways(RawRecord.referToAbsentModels(dump.records)).enumerated() {
      let found = Result { () throws(Failure) in try audit(workdir, dump, way, "reports\(index)") }
      try compare(found, expected, workdir, "reports\(index)", way)
    }
    // Of two nodes that contradict each other the program trusts neither, while the reference only
    // knows which one was planted.
    guard let malformed, malformed != .pathOfTwoNodes, malformed != .pkidOfTwoNodes else { return }
    let way = Way(
      threads: 2, chunkByteCount: 300, groupPersonCount: 5, onError: .reject,
      allowIncomplete: RawRecord.referToAbsentModels(dump.accepted))
    let found = Result { () throws(Failure) in try audit(workdir, dump, way, "rejecting") }
    try compare(found, try reference(dump, dump.accepted), workdir, "rejecting", way)
  }

  /// One form and packing, read in pieces of all small sizes.
  func runCut(_ form: RendererOptions.Form, _ packing: RendererOptions.Packing?) throws {
    let dump = dump()
    var options = RendererOptions()
    options.forms = [form]
    options.maximumFiles = 2
    options.compresses = packing != nil
    options.packing = packing
    var renderer = DumpRenderer(seed: seed, options: options)
    let workdir = try Workdir()
    try renderer.render(dump.records, facts: dump.facts).write(
      to: workdir.url.appending(path: "dump"))
    let expected = try reference(dump, dump.records)
    for (index, chunk) in [1, 3, 64, 255].enumerated() {
      let way = Way(
        threads: (Int(seed) + index) % 4 + 1, chunkByteCount: chunk,
        allowIncomplete: RawRecord.referToAbsentModels(dump.records))
      let found = Result { () throws(Failure) in try audit(workdir, dump, way, "cut\(index)") }
      try compare(found, expected, workdir, "cut\(index)", way)
    }
  }

  /// - Returns: nil where the reference refuses the dump.
  private func reference(_ dump: GeneratedDump, _ records: [RawRecord]) throws -> ReferenceAudit? {
    do {
      return try ReferenceAudit(
        records, facts: dump.facts, devices: DifferentialTests.table, dateTime: dump.dateTime)
    } catch is ReferenceFailure {
      return nil
    }
  }

  /// - Returns: whether the renderer found a record to lose.
  func runLosingRecord(_ fault: RendererOptions.PageFault?) throws -> Bool {
    let dump = dump()
    var options = RendererOptions()
    options.losesRecord = fault == nil
    options.pageFault = fault
    options.compresses = seed % 4 == 0
    var renderer = DumpRenderer(seed: seed, options: options)
    let rendered = renderer.render(dump.records, facts: dump.facts)
    guard try reference(dump, dump.records) != nil, let model = rendered.incompleteModel else {
      return false
    }
    let workdir = try Workdir()
    try rendered.write(to: workdir.url.appending(path: "dump"))
    let failure = #expect(throws: Failure.self, "seed \(seed)") {
      let way = Way(
        threads: Int(seed % 3) + 1, chunkByteCount: seed % 2 == 0 ? nil : 300,
        memoryLimit: seed % 5 == 0 ? 1 : DumpRequest.memoryLimitDefault)
      return try audit(workdir, dump, way, "reports")
    }
    #expect(failure?.status == .incomplete, "seed \(seed): \(String(describing: failure))")
    #expect(failure?.message.contains(model) == true, "seed \(seed)")
    #expect(try workdir.files(in: "reports").isEmpty)
    return true
  }

  // MARK: Ways to audit

  private struct Way {
    var threads = 1
    var chunkByteCount: Int?
    var groupPersonCount: Int?
    var onError = OnError.fail
    var convertsFirst = false
    var memoryLimit = DumpRequest.memoryLimitDefault
    /// A random provider may name phones where it has none.
    var allowIncomplete = false
  }

  private func ways(_ allowIncomplete: Bool) -> [Way] {
    let chunk = [97, 500, 1000, 4096, 20_000, 100_000][Int(seed % 6)]
    let group = [1, 2, 63, 64, 65, 1000][Int(seed / 6 % 6)]
    // From all in one partition to one for each customer.
    let limit = [1, 1000, 10_000, 100_000][Int(seed % 4)]
    var ways = [
      Way(), Way(threads: Int(seed % 3) + 1, groupPersonCount: group, memoryLimit: limit),
      Way(threads: Int(seed % 4) + 1, chunkByteCount: chunk, groupPersonCount: group),
      Way(threads: 2, groupPersonCount: group, convertsFirst: true),
    ]
    for index in ways.indices { ways[index].allowIncomplete = allowIncomplete }
    return ways
  }

  private func audit(
    _ workdir: Workdir, _ dump: GeneratedDump, _ way: Way, _ output: String
  ) throws(Failure) -> AuditOutcome {
    var input = workdir.path("dump")
    if way.convertsFirst {
      var request = ConversionRequest(dumps: [input], output: workdir.path("\(output).ucol"))
      apply(way, to: &request.dump)
      request.groupPersonCount = way.groupPersonCount
      try Conversion.run(request)
      input = request.output
    }
    var request = AuditRequest(inputs: [input], outputDirectory: workdir.path(output))
    apply(way, to: &request.dump)
    if way.convertsFirst { request.dump.allowIncomplete = false }
    request.groupPersonCount = way.groupPersonCount
    request.dateTime = dump.dateTime
    return try Audit.run(request)
  }

  private func apply(_ way: Way, to request: inout DumpRequest) {
    request.threads = way.threads
    request.chunkByteCount = way.chunkByteCount
    request.onError = way.onError
    request.memoryLimit = way.memoryLimit
    request.allowIncomplete = way.allowIncomplete
  }

  // MARK: Comparing

  private func compare(
    _ found: Result<AuditOutcome, Failure>, _ expected: ReferenceAudit?, _ workdir: Workdir,
    _ output: String, _ way: Way
  ) throws {
    guard let expected else {
      guard case .failure(let failure) = found else {
        Issue.record("seed \(seed), \(way): expected a refusal, but it was audited")
        return
      }
      #expect(failure.status == .malformed, "seed \(seed), \(way): \(failure)")
      #expect(try workdir.files(in: output).isEmpty)
      return
    }
    let names = expected.providers.flatMap(\.fileNames)
    guard Set(names).count == names.count else {
      guard case .failure(let failure) = found, failure.status == .cannotCreate else {
        Issue.record("seed \(seed), \(way): expected two reports of one name to be refused")
        return
      }
      return
    }
    guard case .success(let outcome) = found else {
      Issue.record("seed \(seed), \(way): \(found)")
      return
    }
    try compare(outcome, expected, try workdir.files(in: output), way)
  }

  private func compare(
    _ outcome: AuditOutcome, _ expected: ReferenceAudit, _ files: [String: [UInt8]], _ way: Way
  ) throws {
    var names: Set<String> = []
    for provider in expected.providers {
      let reports = [provider.anonymous, provider.detailed, provider.breakdown]
      for (name, text) in zip(provider.fileNames, reports) {
        if way.convertsFirst, name.contains("_detailed_") { continue }
        names.insert(name)
        let isEqual = files[name].map { $0.elementsEqual(text.utf8) } ?? false
        if !isEqual { describe(name, files[name], text, way) }
      }
    }
    let found = Set(files.keys.filter { $0.hasSuffix(".csv") })
    #expect(found == names, "seed \(seed), \(way)")
    try compareSummary(outcome, expected, way)
  }

  private func describe(_ name: String, _ found: [UInt8]?, _ expected: String, _ way: Way) {
    let mine = String(decoding: found ?? [], as: UTF8.self).split(separator: "\n")
    let other = expected.split(separator: "\n")
    let line = zip(mine, other).first { $0 != $1 }
    Issue.record(
      """
      seed \(seed), \(way), \(name): found \(mine.count) lines, expected \(other.count)
      found    \(line?.0 ?? "")
      expected \(line?.1 ?? "")
      """)
  }

  private struct Output: Decodable {
    struct Totals: Decodable {
      var aboveEveryCustomer: Int
      var emptyKeys: Int
      var unknownProducts: [String: Int]
      var skippedModels: [String: Int]
      var leftOutByCondition: [String: Int]
    }
    struct Report: Decodable { var totals: Totals }
    struct Run: Decodable {
      var aboveEveryCustomer: Int
      var unknownProducts: [String: Int]
      var skippedModels: [String: Int]
      var leftOutByCondition: [String: Int]
    }
    var reports: [Report]
    /// The numbers of the whole run, if there are several providers.
    var run: Run?
  }

  private func compareSummary(
    _ outcome: AuditOutcome, _ expected: ReferenceAudit, _ way: Way
  ) throws {
    let output = try JSONDecoder().decode(Output.self, from: Data(outcome.json.utf8))
    #expect(output.reports.count == expected.providers.count, "seed \(seed), \(way)")
    var products: [Bytes: Int] = [:]
    for provider in expected.providers {
      products.merge(provider.unknownProducts, uniquingKeysWith: +)
    }
    let providers = expected.providers.sorted {
      $0.name.utf8.lexicographicallyPrecedes($1.name.utf8)
    }
    for (report, provider) in zip(output.reports, providers) {
      #expect(report.totals.emptyKeys == provider.emptyKeys, "seed \(seed), \(way)")
    }
    // All dumps are one input: what it found belongs to its provider, or, of several, to none.
    #expect((output.run != nil) == (expected.providers.count > 1), "seed \(seed), \(way)")
    let totals = output.reports[0].totals
    let run =
      output.run
      ?? Output.Run(
        aboveEveryCustomer: totals.aboveEveryCustomer, unknownProducts: totals.unknownProducts,
        skippedModels: totals.skippedModels, leftOutByCondition: totals.leftOutByCondition)
    #expect(run.aboveEveryCustomer == expected.aboveEveryCustomer, "seed \(seed), \(way)")
    #expect(exact(run.unknownProducts) == products, "seed \(seed), \(way)")
    #expect(exact(run.skippedModels) == expected.skippedTypes, "seed \(seed), \(way)")
    #expect(exact(run.leftOutByCondition) == expected.leftOut, "seed \(seed), \(way)")
    guard output.run != nil else { return }
    for report in output.reports {
      #expect(report.totals.aboveEveryCustomer == 0, "seed \(seed), \(way)")
      #expect(report.totals.unknownProducts.isEmpty && report.totals.skippedModels.isEmpty)
      #expect(report.totals.leftOutByCondition.isEmpty, "seed \(seed), \(way)")
    }
  }

  private func exact(_ counts: [String: Int]) -> [Bytes: Int] {
    Dictionary(uniqueKeysWithValues: counts.map { (Bytes($0.key.utf8), $0.value) })
  }
}
