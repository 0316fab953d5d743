import Documents
import DumpReading
import Testing

import struct TestSupport.SplitMix64

/// A record is checked as a whole, with the fields that are not asked for.
@Suite struct GrammarTests {
  private let before =
    #"{"meta":{"model_type":"device/cuc/User","path":"p"},"data":{"Alias":"a","x":"#

  @Test(arguments: [
    ("tru}}", 0), ("nulll}}", 0), ("01}}", 0), ("1.}}", 0), ("+1}}", 0), ("1\u{1}}}", 0),
    ("[1 2]}}", 3), ("[1,]}}", 3), ("[1}]}}", 2), ("{\"a\" 1}}}", 5), ("{\"a\":}}}", 5),
    ("{,}}}", 1), ("{\"a\":1,}}}", 7), ("{1:2}}}", 1), ("\"\\x\"}}", 1), ("\"\\u12G4\"}}", 1),
    ("\"\\ud800\"}}", 1), ("\"\\udc00\"}}", 1), ("\"\\ud800\\u0041\"}}", 1), ("\"ab\\", 0),
    ("\"a\tb\"}}", 2), ("\"a\"x}}", 3), ("\"a\"\"b\"}}", 3), ("1}}}", 3), ("1}}{}", 3),
    ("1}} x", 4), ("1}", 2), ("[", 1), ("\"abc", 0), ("1", 1), ("{\"\\ud800\":1}}}", 2),
    (":1}}", 0),
  ])
  func refusesBrokenTextAnywhere(_ rest: String, _ offset: Int) throws {
    let refused = try refusal(of: phone("first") + "\n" + before + rest)
    #expect(refused.line == 2)
    #expect(refused.byte == phone("first").utf8.count + 1 + before.utf8.count + offset)
  }

  @Test(arguments: [
    "null", "-0", "1.50e+30", "123456789012345678901234567890", "[ ]", "{ }", "[[],{},\"\"]",
    "{\"\":{\"a\":[1,2 , 3]}}", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0000\"", "\"\\ud83d\\ude00\"",
    "\"\\\\\"",
    "\"{[\\\"]}\"", "\"\u{7F}é😀\"",
  ])
  func acceptsAnyValidValue(_ json: String) throws {
    #expect(try read(before + json + "}}").described == ["voicemail p 0 a"])
  }

  @Test func refusesBadUTF8() throws {
    for bad: [UInt8] in [
      [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x82], [0xF5, 0x80, 0x80, 0x80],
    ] {
      let text = Array((before + "\"aé").utf8) + bad + Array("\"}}".utf8)
      let refused = try refusal(of: text)
      #expect(refused.reason == "not UTF-8")
      #expect(refused.byte == before.utf8.count + 4)
    }
  }

  @Test func nestingIsBounded() throws {
    // The record and its `data` are two levels.
    let deep = { (n: Int) in
      self.before + String(repeating: "[", count: n) + String(repeating: "]", count: n) + "}}"
    }
    #expect(try read(deep(62)).described.count == 1)
    let refused = try refusal(of: deep(63))
    #expect(refused.reason == "nested too deeply")
    #expect(refused.byte == before.utf8.count + 62)
    #expect(try refusal(of: deep(100_000)).reason == "nested too deeply")
    // In a page each record is measured by itself.
    let page = { (n: Int) in
      #"{"pagination":{"skip":0,"total":1},"resources":["# + deep(n) + "]}"
    }
    #expect(try read(page(62)).described.count == 1)
    #expect(try refusal(of: page(63)).reason == "nested too deeply")
    let line = phone("b") + "\n"
    #expect(try read(line + page(62)).described.count == 2)
    #expect(try refusal(of: line + page(63)).reason == "nested too deeply")
  }

  @Test func sizeIsBounded() throws {
    let text = before + "1}}"
    let length = text.utf8.count
    for form in ["\(text)", " \(text) \r\n", "[\(text)]", "[\(text) ]"] {
      #expect(try read(form, recordMax: length).described.count == 1)
      for chunk in [1, 7, 1 << 20] {
        let refused = try refusal(of: form, chunk: chunk, recordMax: length - 1)
        #expect(refused.reason.hasPrefix("a record may be at most \(length - 1) bytes"))
        #expect(refused.byte == (form.first == "{" ? 0 : 1))
      }
    }
  }

  /// Random damage: the reader must refuse what the whole-document reader refuses.
  @Test(arguments: 0..<40) func agreesWithTheDocumentReader(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let whole = Array((before + #"[1,{"b":"\u00e9\\"},null,-1.5e3,"{"] , "y":{}}}"#).utf8)
    let pieces = Array(#"{}[]:,"\ 01eunltrf-+.d8"#.utf8)
    for _ in 0..<50 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let index = Int.random(in: before.utf8.count..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[index] = pieces[Int.random(in: 0..<pieces.count, using: &random)]
        case 1: bytes.remove(at: index)
        default:
          bytes.insert(pieces[Int.random(in: 0..<pieces.count, using: &random)], at: index)
        }
      }
      let isValid = (try? JSONNode(parsing: bytes, file: "t")) != nil
      let isRead = (try? read(bytes: bytes)) != nil
      #expect(isValid == isRead, "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
    }
  }
}
