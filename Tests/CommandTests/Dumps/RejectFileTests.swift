import CensusModel
import Foundation
import TestSupport
import Testing

/// Rejected records are kept byte for byte, whatever the bytes are.
@Suite struct RejectFileTests {
  private struct Line: Decodable {
    var line: Int
    var record: String?
    var recordHex: String?

    var bytes: [UInt8]? {
      if let record { return Array(record.utf8) }
      let digits = Array((recordHex ?? "").utf8)
      return stride(from: 0, to: digits.count, by: 2).map {
        UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16)!
      }
    }
  }

  @Test(arguments: 0..<20 as Range<UInt64>) func bytesComeBack(_ seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    // Without line ends and blanks, which do not belong to a record.
    let bytes = (1...255).filter { ![0x09, 0x0A, 0x0D, 0x20].contains($0) }.map(UInt8.init)
    let pieces =
      bytes.map { [$0] }
      + ["é", "e\u{301}", "\u{2028}", "😀", "\u{FEFF}", "\\u0000", "\"", "{"].map { Array($0.utf8) }
    let records = (0..<50).map { _ in
      // Never JSON.
      [UInt8(ascii: "!")]
        + (0..<Int.random(in: 1...9, using: &generator))
        .flatMap { _ in pieces.randomElement(using: &generator)! }
    }
    let workdir = try Workdir()
    let nodes = try Repository.bytes("Tests/Golden/licence-edges/dump/zz-hierarchy.jsonl")
    try workdir.write("dump/nodes.jsonl", nodes)
    // A file that begins otherwise would be refused as a whole.
    let first = Array(#"{"meta":{"model_type":"data/Other"},"data":{}}"#.utf8)
    try workdir.write(
      "dump/bad.jsonl", Array(([first] + records).joined(separator: [UInt8(ascii: "\n")])))
    let run = try Tool.run([
      "convert", workdir.path("dump"), "-o", workdir.path("d.ucol"), "--on-error", "reject",
      "--reject-file", workdir.path("rejects"), "--quiet",
    ])
    #expect(run.status == 5, "\(run)")
    let lines = try Data(contentsOf: URL(filePath: workdir.path("rejects")))
      .split(separator: UInt8(ascii: "\n"))
      .map { try JSONDecoder().decode(Line.self, from: $0) }
    #expect(lines.map(\.bytes) == records, "seed \(seed)")
    #expect(lines.map(\.line) == Array(2...51))
  }
}
