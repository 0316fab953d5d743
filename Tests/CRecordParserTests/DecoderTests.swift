import Documents
import Foundation
import FuzzTargets
import TestSupport
import Testing

/// The record parser against Foundation's JSONDecoder, over random and damaged records.
///
/// To run one seed again: `UCENSUS_SEEDS=7..7 swift test --filter DecoderTests`; to run many:
/// `UCENSUS_SEEDS=0..9999`.
@Suite struct DecoderTests {
  private static let seeds: [UInt64] = {
    let parts = (ProcessInfo.processInfo.environment["UCENSUS_SEEDS"] ?? "").split(separator: ".")
      .compactMap { UInt64($0) }
    return Array(parts.count == 2 && parts[0] <= parts[1] ? parts[0]...parts[1] : 0...39)
  }()

  /// Numbers that no Double holds, which are fine in JSON.
  private func hasHugeNumber(_ text: String) -> Bool {
    text.contains(/[eE][+-]?[0-9]{3}/) || text.contains(/[0-9]{200}/)
  }

  private func check(_ text: [UInt8], _ profile: ProfileSketch, _ comment: String) -> String {
    let shown = String(decoding: text, as: UTF8.self)
    let raw = " " + shown
    let single = RecordParsing(profile).single(text)
    let found =
      single.hasPrefix("malformed")
      ? "malformed" : single.hasSuffix(raw) ? String(single.dropLast(raw.count)) : single
    guard let tree = DecoderTwin.tree(text) else {
      #expect(found == "malformed" || hasHugeNumber(shown), "\(comment): \(shown)")
      return "malformed"
    }
    // Foundation takes a comma after the last member; RFC 8259, section 4, does not.
    if found == "malformed", shown.contains(/,[ \t\r\n]*}/) { return "malformed" }
    guard let node = try? JSONNode(parsing: text, file: "t", depthMax: 66) else {
      Issue.record("\(comment), refused by the document reader: \(shown)")
      return "malformed"
    }
    // Which of two members with one key it takes is a decoder's own affair: the last wins here.
    let plain = DecoderTwin.tree(Array(node.withoutDuplicates.utf8)) ?? tree
    let expected = DecoderTwin(sketch: profile).words(plain)
    #expect(found == expected, "\(comment): \(shown)")
    return expected
  }

  @Test(arguments: seeds) func saysWhatTheDecoderSays(_ seed: UInt64) {
    var random = RandomRecord(seed: seed)
    for round in 0..<20 {
      let profile = random.pick([ProfileSketch.usual, .usual, .short])
      let text = Array(random.record().utf8)
      let comment = "seed \(seed), round \(round)"
      _ = check(text, profile, comment)
      for copy in 0..<4 {
        _ = check(random.damaged(text), profile, "\(comment), damaged \(copy)")
      }
    }
  }

  @Test func bothKnowEveryKindOfRecord() {
    let usual = ProfileSketch.usual
    let meta = #""meta":{"model_type":"user","path":"p"}"#
    let texts = [
      #"{"resources":1}"#, "[]", #"{"meta":{"model_type":"x"}}"#, "{\(meta)}",
      #"{"meta":{"model_type":"user"},"data":{}}"#, #"{\#(meta),"data":{"userid":1}}"#,
      #"{\#(meta),"data":{"userid":{"value":"","_value_1":"v"},"userOn":"Y"}}"#,
      #"{\#(meta),"data":{"devices":{"device":["a",{"value":"b"}]}}}"#, "{\(meta),\"data\":{}",
    ]
    let found = texts.map { check(Array($0.utf8), usual, "by hand") }
    #expect(
      found == [
        "page", "malformed", "skipped x", "malformed", "malformed", "malformed",
        #"0 user 0 p  ["v", "", "", ""] ["1"] [0] []"#,
        #"0 user 0 p  ["", "", "", ""] ["2"] [2] ["a", "b"]"#, "malformed",
      ])
  }
}
