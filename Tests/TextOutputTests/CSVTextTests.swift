import Testing

import struct TestSupport.SplitMix64

@testable import TextOutput

/// Texts and numbers of every length, against fields that are put together as strings.
@Suite struct CSVTextTests {
  private enum Field {
    case text(String)
    case number(Int)

    var expected: String {
      switch self {
      case .number(let number): String(number)
      case .text(let text):
        text.unicodeScalars.contains { [",", "\"", "\r", "\n"].contains($0) }
          ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
      }
    }
  }

  private static func field(using generator: inout SplitMix64) -> Field {
    if Bool.random(using: &generator) {
      return .number(Int.random(in: 0...Int.max, using: &generator) >> Int.random(in: 0..<64))
    }
    let count = [0, 1, 24, 30, 31, 32, 33, 255, 256, 257, 600].randomElement(using: &generator)!
    let alphabet = Bool.random(using: &generator) ? Array("abcxyz 09") : Array("ab,\"\né")
    return .text(String((0..<count).map { _ in alphabet.randomElement(using: &generator)! }))
  }

  @Test(arguments: UInt64(0)..<50) func saysTheSameAsStrings(_ seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    var text = CSVText(beginningWith: "head\n")
    var expected = "head\n"
    for _ in 0..<20 {
      let row = (0..<Int.random(in: 1...40, using: &generator)).map { _ in
        Self.field(using: &generator)
      }
      for field in row {
        switch field {
        case .text(let field): text.append(field)
        case .number(let number): text.append(number)
        }
      }
      text.endRow()
      expected += row.map(\.expected).joined(separator: ",") + "\n"
      if seed.isMultiple(of: 2) { #expect(text.bytes == Array(expected.utf8), "seed \(seed)") }
    }
    #expect(text.bytes == Array(expected.utf8), "seed \(seed)")
  }

  @Test func writesNumbersOfEveryLength() {
    var numbers = [0, Int.max]
    var power = 1
    for _ in 0..<19 {
      numbers += [power - 1, power, power + 1]
      power = power.multipliedReportingOverflow(by: 10).partialValue
    }
    var text = CSVText(beginningWith: "")
    for number in numbers { text.append(number) }
    text.endRow()
    #expect(text.bytes == Array((numbers.map(String.init).joined(separator: ",") + "\n").utf8))
  }
}
