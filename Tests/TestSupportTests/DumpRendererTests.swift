import Foundation
import TestSupport
import Testing

/// A rendered dump must say what the records say.
@Suite struct DumpRendererTests {
  private static func member(_ tree: JSONTree?, _ key: String) -> JSONTree? {
    guard case .object(let members) = tree else { return nil }
    return members.last { Bytes($0.key.utf8) == Bytes(key.utf8) }?.value
  }

  private static func string(_ tree: JSONTree?) -> String? {
    guard case .string(let text) = tree else { return nil }
    return text
  }

  private static func record(_ tree: JSONTree) -> RawRecord {
    let meta = member(tree, "meta")
    var place = RawRecord.Place.absent
    if let path = string(member(meta, "path")) {
      place = .path(path)
    } else if let hierarchy = string(member(meta, "hierarchy")) {
      place = .hierarchy(hierarchy)
    }
    var data: [JSONMember] = []
    if case .object(let members) = member(tree, "data") { data = members }
    return RawRecord(
      string(member(meta, "model_type")) ?? "?", place, pkid: string(member(meta, "pkid")),
      data: data)
  }

  private static func records(_ document: JSONTree) -> [RawRecord] {
    if case .array(let elements) = document { return elements.map(record) }
    if case .array(let elements) = member(document, "resources") { return elements.map(record) }
    return [record(document)]
  }

  private static func reports(_ records: [RawRecord], _ dump: GeneratedDump) -> [Bytes] {
    do {
      let audit = try ProviderGeneratorTests.audit(records, dump)
      let numbers = "\(audit.aboveEveryCustomer) \(audit.providers.map(\.emptyKeys))"
      let texts = audit.providers.flatMap { [$0.anonymous, $0.detailed, $0.breakdown] }
      let skipped = audit.skippedTypes.map { "\($0.key) \($0.value)" }.sorted()
      return (texts + [numbers] + skipped).map { Bytes($0.utf8) }
    } catch {
      return [Bytes(((error as? ReferenceFailure)?.kind ?? "?").utf8)]
    }
  }

  @Test func filesSayWhatTheRecordsSay() throws {
    for seed in 0..<UInt64(20) {
      var options = RendererOptions()
      options.debatable = seed % 4 == 0
      let dump = ProviderGenerator.dump(seed: seed)
      var renderer = DumpRenderer(seed: seed, options: options)
      var read: [RawRecord] = []
      for file in renderer.render(dump.records).files {
        var parser = NaiveJSON(file.bytes)
        let documents = try parser.documents()
        read += documents.flatMap(Self.records)
      }
      read.removeAll { Bytes($0.modelType.utf8) == Bytes("?".utf8) }
      #expect(read.count == dump.records.count, "seed \(seed)")
      // A number before the right value is overlooked, as the last of equal keys wins.
      #expect(Self.reports(read, dump) == Self.reports(dump.records, dump), "seed \(seed)")
    }
  }

  @Test func pagesHoldWhatTheyPromise() throws {
    for loses in [false, true] {
      var options = RendererOptions()
      options.forms = [.pages]
      options.losesRecord = loses
      let dump = ProviderGenerator.dump(seed: 3)
      var renderer = DumpRenderer(seed: 5, options: options)
      let rendered = renderer.render(dump.records)
      var missing: [Bytes: Int] = [:]
      var unknown: Set<Bytes> = []
      for file in rendered.files {
        var parser = NaiveJSON(file.bytes)
        let page = try parser.documents()[0]
        let pagination = Self.member(page, "pagination")
        let model = Bytes(
          (Self.string(Self.member(Self.member(page, "meta"), "model_type")) ?? "").utf8)
        guard case .number(let skip) = Self.member(pagination, "skip"),
          case .number(let text) = Self.member(pagination, "total"), let total = Int(text)
        else {
          Issue.record("a page without skip and total")
          continue
        }
        let count = Self.records(page).count
        if total == 999_999_999 || (total == 0 && count > 0) { unknown.insert(model) }
        missing[model, default: 0] += (skip == "0" ? total : 0) - count
      }
      let lost = missing.filter { $0.value != 0 && !unknown.contains($0.key) }
      #expect(lost.map(\.key) == (rendered.incompleteModel.map { [Bytes($0.utf8)] } ?? []))
      #expect(lost.values.allSatisfy { $0 == 1 } && lost.isEmpty == !loses)
    }
  }

  @Test func filesAreValidJSON() throws {
    for seed in 100..<UInt64(110) {
      var options = RendererOptions()
      options.forms = [.pages, .array]
      var renderer = DumpRenderer(seed: seed, options: options)
      for file in renderer.render(ProviderGenerator.dump(seed: seed).records).files {
        let mark = file.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let data = Data(file.bytes.dropFirst(mark))
        #expect(throws: Never.self, "seed \(seed)") { try JSONSerialization.jsonObject(with: data) }
      }
    }
  }

  @Test func sameSeedSameFiles() {
    let records = ProviderGenerator.dump(seed: 1).records
    var (one, two) = (DumpRenderer(seed: 2), DumpRenderer(seed: 2))
    #expect(one.render(records).files.map(\.bytes) == two.render(records).files.map(\.bytes))
  }

  @Test func compressedFilesBearTheirMarks() {
    var options = RendererOptions()
    options.compresses = true
    options.maximumFiles = 30
    var renderer = DumpRenderer(seed: 11, options: options)
    let dump = ProviderGenerator.dump(seed: 1)
    let marks: [String: Bytes] = [
      ".gz": [0x1F, 0x8B], ".zst": [0x28, 0xB5, 0x2F, 0xFD], ".lz4": [0x04, 0x22, 0x4D, 0x18],
      ".zip": [0x50, 0x4B, 0x03, 0x04],
    ]
    let files = renderer.render(dump.records, facts: dump.facts).files
    #expect(files.contains { $0.path.utf8.elementsEqual("platform.json".utf8) })
    for file in files {
      for (ending, mark) in marks where file.path.hasSuffix(ending) {
        #expect(file.bytes.starts(with: mark), "\(file.path)")
      }
    }
  }
}
