import DumpReading
import TestSupport
import Testing

/// Texts that stay in memory as long as a dump is read count against the limit of memory: there may
/// be some of each kind, and not any number.
@Suite struct TextMemoryTests {
  /// Where texts come from.
  enum Kind: CaseIterable {
    case path, hierarchy, product, productInCapitals, recordClass, node, page
  }

  private static let long = String(repeating: "x", count: 10_000)

  /// A record with a long text of a kind, another one for each number.
  private static func text(_ kind: Kind, _ number: Int) -> String {
    let text = "\(long)\(number)"
    return switch kind {
    case .path: record("device/cuc/User", #""Alias":"a""#, meta: #""path":"\#(text)""#)
    case .hierarchy: record("device/cuc/User", #""Alias":"a""#, meta: #""hierarchy":"\#(text)""#)
    case .product: record("device/cucm/Phone", #""name":"a","product":"\#(text)""#)
    case .productInCapitals:
      record("device/cucm/Phone", #""name":"a","product":"\#(inCapitals(number))""#)
    case .recordClass:
      record("device/cucm/Phone", #""name":"a","product":"p","class":"\#(text)""#)
    case .node: record("data/HierarchyNode", #""name":"\#(text)","node_type":"Site""#)
    case .page:
      #"{"pagination":{"skip":0,"total":1},"resources":["#
        + #"{"meta":{"model_type":"\#(text)"},"data":{}}],"meta":{}}"#
    }
  }

  /// One product, written in as many ways as there are numbers.
  private static func inCapitals(_ number: Int) -> String {
    long + String((0..<16).map { number >> $0 & 1 == 1 ? "Y" : "y" })
  }

  private func read(_ texts: [String], memory: Int, threads: Int = 1) throws -> DumpContents {
    let workdir = try Workdir()
    let file = try workdir.write("dump", Array(texts.joined(separator: "\n").utf8))
    var options = DumpReader.Options(profile: try DumpProfile.builtIn())
    options.threads = threads
    options.spill = RecordSpill(
      in: workdir.path("."), memoryByteCountMax: memory, threads: threads)
    return try DumpReader(dumps: [file], options: options).read()
  }

  @Test(arguments: Kind.allCases) func moreThanTheLimitIsRefused(_ kind: Kind) throws {
    // 1,800 of them take 34 MiB at least.
    let texts = (0..<1800).map { Self.text(kind, $0) }
    #expect(throws: DumpError.texts(byteCountMax: 32 << 20)) { try read(texts, memory: 1) }
    let contents = try read(texts, memory: 128 << 20)
    #expect(contents.files.map(\.recordsRead) == [1800])
  }

  /// Each is counted once, though every thread keeps it.
  @Test(arguments: Kind.allCases.filter { $0 != .page })
  func equalTextsAreOne(_ kind: Kind) throws {
    let texts = (0..<300).map { Self.text(kind, $0) }
    let contents = try read(Array(repeatElement(texts, count: 7).joined()), memory: 1, threads: 3)
    #expect(contents.files.map(\.recordsRead) == [2100])
  }
}
