import Testing

@testable import DumpReading

/// Words as numbers: five bits a letter, the first lowest.
@Suite struct LetterWordTests {
  private func number(_ word: String) -> UInt64 {
    let letters = Array(word.utf8)
    let eight = letters.prefix(8).enumerated().reduce(UInt64(0)) {
      $0 | UInt64($1.element) << (8 * UInt64($1.offset))
    }
    return LetterWord.number(ofEight: eight, ninth: letters.count > 8 ? letters[8] : 0)
  }

  @Test func knownNumbers() {
    #expect(number("") == 0)
    #expect(number("a") == 1)
    #expect(number("ab") == 1 + 2 * 32)
    #expect(number("zab") == 26 + 1 * 32 + 2 * 1024)
    #expect(number("aaaaaaaa") == 0x08_4210_8421)
    #expect(number("aaaaaaaaa") == 0x108_4210_8421)
    #expect(number("zzzzzzzzz") == 26 * 0x108_4210_8421)
  }

  /// Each letter alone at each place, so that no place takes bits of another.
  @Test func lettersComeBack() {
    for place in 0..<LetterWord.letterCountMax {
      for letter in "abcdefghijklmnopqrstuvwxyz" {
        for filler in "az" {
          var letters = [Character](repeating: filler, count: LetterWord.letterCountMax)
          letters[place] = letter
          for count in 1...letters.count {
            let word = String(letters[..<count])
            var bytes: [UInt8] = []
            LetterWord.append(number(word), to: &bytes)
            #expect(String(decoding: bytes, as: UTF8.self) == word)
          }
        }
      }
    }
  }
}
