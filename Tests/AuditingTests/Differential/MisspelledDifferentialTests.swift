import Auditing
import Foundation
import Testing

@testable import TestSupport

/// Random providers whose exports spell one key otherwise: in all forms and packings the run stops
/// and names both spellings, as nothing would be read of the field.
@Suite struct MisspelledDifferentialTests {
  @Test(arguments: DifferentialTests.slices)
  func misspelledKeysStopWithBothNames(_ seeds: ClosedRange<UInt64>) throws {
    var refusedCount = 0
    for seed in seeds { refusedCount += try Self.run(seed &+ 8_000_000) ? 1 : 0 }
    #expect(refusedCount > seeds.count / 2)
  }

  /// - Returns: whether there was a key to be spelled otherwise.
  private static func run(_ seed: UInt64) throws -> Bool {
    var generator = GeneratorOptions()
    generator.maximumUsers = 8
    let dump = ProviderGenerator.dump(seed: seed, options: generator)
    var random = SplitMix64(seed: seed)
    let fields = fields(of: dump.records)
    guard !fields.isEmpty else { return false }
    let (model, key) = random.pick(fields)
    let other = respelled(key, &random)
    let records = dump.records.map { record in
      bytes(record.modelType) == bytes(model) ? renamed(record, key, other) : record
    }
    // Noise repeats keys of records as they should be.
    var options = RendererOptions()
    options.hasNoise = false
    options.compresses = seed % 2 == 0
    var renderer = DumpRenderer(seed: seed, options: options)
    let workdir = try Workdir()
    try renderer.render(records, facts: dump.facts).write(to: workdir.url.appending(path: "dump"))
    var request = AuditRequest(
      inputs: [workdir.path("dump")], outputDirectory: workdir.path("reports"))
    request.dump.threads = Int(seed % 3) + 1
    request.dump.chunkByteCount = seed % 2 == 0 ? nil : 300
    request.dump.memoryLimit = seed % 5 == 0 ? 1 : DumpRequest.memoryLimitDefault
    request.dump.allowIncomplete = true
    request.dateTime = dump.dateTime
    let comment = Comment(rawValue: "seed \(seed), \(model): \(key) as \(other)")
    let failure = #expect(throws: Failure.self, comment) { try Audit.run(request) }
    #expect(failure?.status == .malformed, comment)
    let names = "\(model): no record has \"\(key)\", but "
    let isNamed = failure.map {
      $0.message.contains(names) && $0.message.contains(" \"\(other)\"")
    }
    #expect(isNamed == true, "\(comment): \(String(describing: failure))")
    #expect(try workdir.files(in: "reports").isEmpty)
    return true
  }

  /// The keys of the table in Inputs.md that any record has, with their models.
  private static func fields(of records: [RawRecord]) -> [(model: String, key: String)] {
    RecordShape.all.flatMap { shape in
      let present = records.filter { bytes($0.modelType) == bytes(shape.model) }
      return (shape.texts + shape.flags).filter { key in
        present.contains { record in record.data.contains { bytes($0.key) == bytes(key) } }
      }.map { (shape.model, $0) }
    }
  }

  private static func renamed(_ record: RawRecord, _ key: String, _ other: String) -> RawRecord {
    var record = record
    for index in record.data.indices where bytes(record.data[index].key) == bytes(key) {
      record.data[index].key = other
    }
    return record
  }

  /// The key with letters in another case, or with other underscores between its words.
  private static func respelled(_ key: String, _ random: inout SplitMix64) -> String {
    let words = key.replacing("id", with: "_id").replacing(#/([a-z])([A-Z]+)/#) {
      "\($0.output.1)_\($0.output.2)"
    }
    if key.contains("_") { return key.replacing("_", with: "") }
    if words != key, random.chance(50) { return random.chance(50) ? words : words.lowercased() }
    if key != key.uppercased(), random.chance(40) { return key.uppercased() }
    let first = key.prefix(1)
    return (first == first.uppercased() ? first.lowercased() : first.uppercased())
      + key.dropFirst()
  }
}
