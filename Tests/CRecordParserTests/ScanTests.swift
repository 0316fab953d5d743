import CRecordParser
import TestSupport
import Testing

/// Where a value ends: found in one go, in pieces cut anywhere, and by looking at one byte at a time.
@Suite struct ScanTests {
  /// The obvious twin: how many bytes belong to the value; all of them if it does not end.
  private func length(_ text: [UInt8]) -> (count: Int, isDone: Bool) {
    var depth = 0
    var isInString = false
    var isEscaped = false
    for (index, byte) in text.enumerated() {
      if isEscaped {
        isEscaped = false
      } else if isInString {
        if byte == UInt8(ascii: "\\") { isEscaped = true }
        if byte == UInt8(ascii: "\"") { isInString = false }
      } else {
        if byte == UInt8(ascii: "\"") { isInString = true }
        if "{[".utf8.contains(byte) { depth += 1 }
        if "}]".utf8.contains(byte) { depth -= 1 }
      }
      if depth == 0, !isInString { return (index + 1, true) }
    }
    return (text.count, false)
  }

  private func scanned(_ text: [UInt8], cutAt cuts: [Int]) -> (count: Int, isDone: Bool) {
    var state = uc_scan_state()
    var start = 0
    for end in cuts + [text.count] where !state.is_done && end >= start {
      let piece = Array(text[start..<end])
      start += piece.withUnsafeBytes {
        // Arrays of nothing have no address.
        $0.isEmpty
          ? 0 : uc_scan_value(&state, $0.baseAddress!.assumingMemoryBound(to: CChar.self), $0.count)
      }
    }
    return (start, state.is_done)
  }

  private func check(_ text: [UInt8], _ comment: String) {
    let expected = length(text)
    #expect(scanned(text, cutAt: []) == expected, "\(comment)")
    #expect(scanned(text, cutAt: Array(text.indices)) == expected, "\(comment), byte by byte")
    for step in [1, 63, 64, 65, 100] where text.count < 400 {
      for cut in stride(from: 0, to: text.count, by: step) {
        #expect(scanned(text, cutAt: [cut]) == expected, "\(comment), cut at \(cut)")
      }
    }
  }

  @Test(arguments: 0..<30) func agreesOnRandomText(_ seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let bytes = Array(#"{}[]""\\,: aé"#.utf8)
    for round in 0..<30 {
      let first = UInt8(ascii: ["{", "[", "\""].randomElement(using: &random)!)
      let rare = Int.random(in: 1...40, using: &random)
      let text =
        [first]
        + (0..<Int.random(in: 0...300, using: &random)).map { _ in
          Int.random(in: 0..<rare, using: &random) == 0
            ? bytes.randomElement(using: &random)! : UInt8(ascii: "x")
        }
      check(text, "seed \(seed), round \(round): \(String(decoding: text, as: UTF8.self))")
    }
  }

  @Test func endsAtEveryPlaceOfABlock() {
    for offset in 0..<140 {
      let filler = String(repeating: "x", count: offset)
      for text in [
        #"{"\#(filler)":1}"#, #"[["\#(filler)"],[]]"#, #"{"\#(filler)\"}":"\\"}"#,
        #"["\#(filler)]}","{"]"#, #"["\\","\#(filler)",{}]"#,
      ] {
        let whole = Array(text.utf8)
        #expect(length(whole) == (whole.count, true))
        check(whole + Array(#","{"#.utf8) + Array(repeating: 0x7D, count: 80), text)
        check(Array(whole.dropLast()), text)
      }
    }
  }
}
