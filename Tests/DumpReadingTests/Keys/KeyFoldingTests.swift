import Testing

@testable import DumpReading

/// Only `A`–`Z` change, at every length around a word.
@Suite struct KeyFoldingTests {
  @Test(arguments: 0...25)
  func aCopyIsFolded(count: Int) {
    let pattern = Array("@AZ[`az{09 ÀZé".utf8)
    let text = (0..<count).map { pattern[$0 % pattern.count] }
    var copy = [UInt8](repeating: 0xEE, count: count + 1)
    let isPlain = text.withUnsafeBytes { source in
      copy.withUnsafeMutableBytes { KeyFolding.copy(source, to: $0.baseAddress!) }
    }
    #expect(copy.dropLast() == text.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }[...])
    #expect(copy.last == 0xEE)
    #expect(isPlain == text.allSatisfy { (0x20...0x7E).contains($0) })
  }

  /// A byte at the border of the plain ones, at every place of texts around a word.
  @Test(arguments: 1...25)
  func onlyPlainBytesArePlain(count: Int) {
    for byte: UInt8 in [0x00, 0x1F, 0x20, 0x7E, 0x7F, 0x80, 0xA0, 0xFE, 0xFF] {
      for place in 0..<count {
        var text = [UInt8](repeating: 0x41, count: count)
        text[place] = byte
        var copy = text
        let isPlain = text.withUnsafeBytes { source in
          copy.withUnsafeMutableBytes { KeyFolding.copy(source, to: $0.baseAddress!) }
        }
        #expect(isPlain == (0x20...0x7E).contains(byte), "\(byte) at \(place) of \(count)")
      }
    }
  }

  @Test func everyByteInEveryPlace() {
    for byte in UInt8.min...UInt8.max {
      let isCapital = (0x41...0x5A).contains(byte)
      for place in 0..<8 as Range<UInt64> {
        let word = UInt64(byte) << (8 * place)
        let expected = UInt64(isCapital ? byte + 0x20 : byte) << (8 * place)
        #expect(KeyFolding.lowercase(word) == expected)
        #expect(KeyFolding.capitals(word) == (isCapital ? 1 << place : 0))
      }
    }
  }
}
