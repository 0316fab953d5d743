import Foundation
import TestSupport
import Testing

@testable import Auditing

/// Packed files in place of dumps: all that is written is the same, byte for byte, and what is
/// refused is refused in the same words.
@Suite struct PackTests {
  @Test(arguments: 0...19 as ClosedRange<UInt64>)
  func packedDumpIsTheDump(_ seed: UInt64) throws {
    let trial = try PackTrial(seed: seed)
    let expected = trial.outcome(of: ["dump"], "expected")
    try trial.pack("dump", to: "whole.pack")
    trial.expect(trial.outcome(of: ["whole.pack"], "found"), expected)
  }

  @Test(arguments: MalformedKind.allCases)
  func malformedRecordsAreTheSame(_ kind: MalformedKind) throws {
    for seed in UInt64(100)..<102 {
      let trial = try PackTrial(seed: seed, malformed: kind)
      let expected = trial.outcome(of: ["dump"], "expected")
      try trial.pack("dump", to: "whole.pack")
      trial.expect(trial.outcome(of: ["whole.pack"], "found"), expected)
      // What was left out when the dump was packed stops a reading that leaves nothing out.
      trial.expect(
        trial.outcome(of: ["whole.pack"], "strict", onError: .fail),
        trial.outcome(of: ["dump"], "strictly", onError: .fail))
    }
  }

  @Test(arguments: 200...209 as ClosedRange<UInt64>)
  func packedFilesOfADumpAreTheDump(_ seed: UInt64) throws {
    let trial = try PackTrial(seed: seed, isInOneFolder: true)
    let expected = trial.outcome(of: ["dump"], "expected")
    var names = try trial.workdir.files(in: "dump").keys.sorted()
    var random = SplitMix64(seed: seed)
    // In any order, and several in one.
    for index in names.indices { names.swapAt(index, random.below(index + 1)) }
    var packs: [String] = []
    while !names.isEmpty {
      let count = min(names.count, 1 + random.below(3))
      let files = names.prefix(count).sorted().map { "dump/\($0)" }
      names.removeFirst(count)
      packs.append("part\(packs.count).pack")
      try trial.pack(files, to: packs[packs.count - 1], of: trial.workdir.path("dump"))
    }
    trial.expect(trial.outcome(of: packs, "found"), expected)
  }

  @Test func threadsAndChunksMakeTheSameBytes() throws {
    for seed in UInt64(300)..<306 {
      let trial = try PackTrial(seed: seed)
      var packed: [[UInt8]] = []
      for (threads, chunk) in [(1, 1 << 20), (3, 64), (2, 999)] {
        let way = PackingWay(
          threads: threads, chunkByteCount: chunk, portionByteCount: .max)
        try trial.pack("dump", to: "p.pack", way)
        packed.append(Array(try Data(contentsOf: trial.workdir.url.appending(path: "p.pack"))))
      }
      #expect(packed.allSatisfy { $0 == packed[0] }, "seed \(seed)")
    }
  }

  @Test func itHoldsNamesAndIsItsOwnersAlone() throws {
    let trial = try PackTrial(seed: 1)
    try trial.pack("dump", to: "p.pack")
    let mode =
      try FileManager.default.attributesOfItem(
        atPath: trial.workdir.path("p.pack"))[.posixPermissions] as? Int
    #expect(mode == 0o600)
  }

  @Test func packedUnderAnotherProfileIsRefused() throws {
    let trial = try PackTrial(seed: 2)
    try trial.pack("dump", to: "p.pack")
    var profile = try Repository.bytes("data/dump-profile.json")
    profile.append(0x0A)
    let path = try trial.workdir.write("profile.json", profile)
    let failure = #expect(throws: Failure.self) {
      var request = trial.request(["p.pack"], "reports", .reject)
      request.dump.profile = path
      _ = try Audit.run(request)
    }
    #expect(failure?.status == .malformed)
    #expect(failure?.message.contains("another dump profile") == true)
  }

  @Test func nothingInItIsExcluded() throws {
    let trial = try PackTrial(seed: 2)
    try trial.pack("dump", to: "p.pack")
    let failure = #expect(throws: Failure.self) {
      var request = trial.request(["p.pack"], "reports", .reject)
      request.dump.exclusions = ["*"]
      _ = try Audit.run(request)
    }
    #expect(failure?.status == .usage)
  }

  @Test func conversionOfItCanBeResumed() throws {
    let trial = try PackTrial(seed: 203, isInOneFolder: true)
    let names = try trial.workdir.files(in: "dump").keys.sorted(by: >)
    let packs = names.indices.map { "\($0).pack" }
    for (name, pack) in zip(names, packs) {
      try trial.pack(["dump/\(name)"], to: pack, of: trial.workdir.path("dump"))
    }
    var request = ConversionRequest(
      dumps: packs.map(trial.workdir.path), output: trial.workdir.path("x.ucol"))
    request.dump.allowIncomplete = true
    request.dump.onError = .reject
    request.dump.portionByteCount = 1
    request.dump.resumeDirectory = request.resumeDirectory
    try Conversion.run(request)
    var plain = ConversionRequest(
      dumps: [trial.workdir.path("dump")], output: trial.workdir.path("y.ucol"))
    plain.dump.allowIncomplete = true
    plain.dump.onError = .reject
    try Conversion.run(plain)
    func bytes(_ name: String) throws -> Data {
      try Data(contentsOf: trial.workdir.url.appending(path: name))
    }
    #expect(try bytes("x.ucol") == bytes("y.ucol"))
  }

  @Test func theSameTwiceIsRefused() throws {
    let trial = try PackTrial(seed: 3)
    try trial.pack("dump", to: "a.pack")
    try trial.pack("dump", to: "b.pack")
    let failure = #expect(throws: Failure.self) {
      _ = try Audit.run(trial.request(["a.pack", "b.pack"], "reports", .reject))
    }
    #expect(failure?.status == .malformed)
    #expect(failure?.message.contains("both hold bytes 0 to") == true)
  }

  @Test func rejectedBytesAreNotInIt() throws {
    let trial = try PackTrial(seed: 100, malformed: .unknownPath)
    try trial.pack("dump", to: "a.pack")
    let failure = #expect(throws: Failure.self) {
      var request = trial.request(["a.pack"], "reports", .reject)
      request.dump.rejectFile = trial.workdir.path("rejects")
      _ = try Audit.run(request)
    }
    #expect(failure?.status == .usage)
  }
}

/// A random dump, packed in some way and audited.
private struct PackTrial {
  let seed: UInt64
  let workdir: Workdir
  private let dateTime: String?

  /// The outcome of an audit and a conversion.
  struct Outcome: Equatable {
    var failures: [String] = []
    var files: [String: [UInt8]] = [:]
  }

  /// - Parameter isInOneFolder: true for a dump without subfolders and platform.json.
  init(seed: UInt64, malformed: MalformedKind? = nil, isInOneFolder: Bool = false) throws {
    self.seed = seed
    var options = GeneratorOptions()
    options.malformed = malformed
    options.canLackNodes = !isInOneFolder
    options.maximumUsers = seed % 10 == 0 ? 40 : 8
    let dump = ProviderGenerator.dump(seed: seed, options: options)
    var rendering = RendererOptions()
    rendering.compresses = seed % 3 == 0
    var renderer = DumpRenderer(seed: seed, options: rendering)
    workdir = try Workdir()
    dateTime = dump.dateTime
    let rendered = renderer.render(dump.records, facts: dump.facts)
    if isInOneFolder {
      for file in rendered.files where !file.path.hasSuffix("platform.json") {
        try workdir.write("dump/\(file.path.replacing("/", with: "-"))", Array(file.bytes))
      }
      return
    }
    try rendered.write(to: workdir.url.appending(path: "dump"))
  }

  /// Packs a dump; without a way, as the seed has it.
  func pack(_ input: String, to output: String, _ way: PackingWay? = nil) throws {
    try (way ?? PackingWay(seed: seed)).pack([input], in: workdir, to: output)
  }

  /// Packs some files of a dump.
  func pack(_ inputs: [String], to output: String, of dump: String) throws {
    try PackingWay(seed: seed).pack(inputs, in: workdir, to: output) { $0.dumpName = dump }
  }

  func request(_ inputs: [String], _ output: String, _ onError: OnError) -> AuditRequest {
    var request = AuditRequest(
      inputs: inputs.map(workdir.path), outputDirectory: workdir.path(output))
    request.dump.onError = onError
    request.dump.threads = Int(seed % 3) + 1
    request.dump.memoryLimit = seed % 5 == 0 ? 1 : DumpRequest.memoryLimitDefault
    request.dump.allowIncomplete = seed % 2 == 0
    request.dateTime = dateTime
    return request
  }

  func outcome(of inputs: [String], _ output: String, onError: OnError = .reject) -> Outcome {
    var outcome = Outcome()
    do {
      let audited = try Audit.run(request(inputs, output, onError))
      outcome.failures += audited.warnings
      var conversion = ConversionRequest(
        dumps: inputs.map(workdir.path), output: workdir.path("\(output)/x.ucol"))
      conversion.dump = request(inputs, output, onError).count.dump
      conversion.dump.dumps = inputs.map(workdir.path)
      conversion.dump.keepsIdentities = true
      try Conversion.run(conversion)
    } catch {
      outcome.failures.append("\(error)")
    }
    outcome.files = (try? workdir.files(in: output)) ?? [:]
    return outcome
  }

  func expect(_ found: Outcome, _ expected: Outcome) {
    #expect(found.failures == expected.failures, "seed \(seed)")
    #expect(found.files.keys.sorted() == expected.files.keys.sorted(), "seed \(seed)")
    for (name, bytes) in expected.files {
      #expect(found.files[name] == bytes, "seed \(seed), \(name)")
    }
  }
}
