import DumpReading
import TestSupport
import Testing

/// Of model types that the audit skips, the first 4,000 in byte order are kept, and some of them
/// listed (Inputs.md): what comes in records does not fill the memory.
@Suite struct SkippedTypeTests {
  private static func skipped(_ type: String) -> String {
    #"{"meta":{"model_type":"\#(type)"},"data":{}}"#
  }

  /// 10,000 types, one to three times each; in no order.
  private static let types: [String] = (0..<10_000).flatMap { index in
    let number = String(100_000 + index * 7919 % 10_000)
    return [String](repeating: "junk/\(number)", count: index % 3 + 1)
  }

  @Test(arguments: [1, 2, 3], [700, 1 << 20])
  func onlyTheFirstAreKept(_ threads: Int, _ chunk: Int) throws {
    let text = (Self.types + ["zz/last"]).map(Self.skipped).joined(separator: "\n")
    var counts: [String: Int] = [:]
    for type in Self.types { counts[type, default: 0] += 1 }
    let kept = Set(counts.keys.sorted().prefix(4000))
    var expected = counts.filter { kept.contains($0.key) }
    expected["(others)"] = Self.types.count + 1 - expected.values.reduce(0, +)
    let contents = try read(text, threads: threads, chunk: chunk)
    #expect(contents.skippedModels == expected)
    #expect(contents.files.map(\.recordsRead) == [Self.types.count + 1])
  }

  @Test func schemasListTheFirstAndTheMostFrequent() throws {
    let folder = try Workdir()
    let text = (Self.types + [String(repeating: "z", count: 400)]).map(Self.skipped)
    let file = try folder.write("dump.jsonl", Array(text.joined(separator: "\n").utf8))
    let options = DumpReader.Options(profile: try DumpProfile.builtIn())
    let models = try DumpSchema(of: [file], options: options).models
    var counts: [String: Int] = [:]
    for type in Self.types { counts[type, default: 0] += 1 }
    let kept = counts.keys.sorted().prefix(4000)
    let frequent = kept.dropFirst(500).filter { counts[$0] == 3 }.prefix(500)
    #expect(models.map(\.type) == ["(others)"] + kept.prefix(500) + frequent)
    #expect(models.reduce(0) { $0 + $1.recordCount } == text.count)
  }

  @Test func exactlySoManyHaveNoOthers() throws {
    let types = (0..<4000).map { "junk/\(10_000 + $0)" }
    let contents = try read(types.map(Self.skipped).joined(separator: "\n"))
    #expect(contents.skippedModels == Dictionary(uniqueKeysWithValues: types.map { ($0, 1) }))
  }

  /// A letter of several bytes is not cut through.
  @Test(arguments: ["x", "é", "€", "𐍈"])
  func longNamesAreCutAtALetter(_ letter: String) throws {
    let start = "data/"
    let count = (256 - start.utf8.count) / letter.utf8.count
    let cut = start + String(repeating: letter, count: count)
    let longest = cut + String(repeating: "y", count: 256 - cut.utf8.count)
    let text = [longest, cut + letter + letter, cut + letter + "z", cut + "yyyy"]
      .map(Self.skipped).joined(separator: "\n")
    let contents = try read(text)
    let isFilled = longest.utf8.count > cut.utf8.count
    var expected = [longest: 1, cut + "…": 2]
    let rest = cut + String(repeating: "y", count: 256 - cut.utf8.count) + "…"
    expected[isFilled ? rest : cut + "…", default: 0] += 1
    #expect(contents.skippedModels == expected)
  }

  /// Types that are cut to one name are models of their own where records are told apart.
  @Test func recordsOfTypesThatBeginAlikeAreNotOne() throws {
    let long = "data/" + String(repeating: "x", count: 300)
    let records = ["a", "b"].map {
      #"{"meta":{"model_type":"\#(long)\#($0)","pkid":"5e54067d116fa10046313224"},"data":{}}"#
    }
    let page = { (record: String) in
      #"{"pagination":{"skip":0,"total":1},"resources":[\#(record)],"meta":{}}"#
    }
    let contents = try read(records.map(page).joined(separator: "\n"))
    #expect(contents.incompleteModels == [])
    #expect(contents.skippedModels.values.reduce(0, +) == 2)
  }
}
