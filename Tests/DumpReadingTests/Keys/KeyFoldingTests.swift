import Testing

@testable import DumpReading

/// Only `A`–`Z` change, at every length around a word.
@Suite struct KeyFoldingTests {
  @Test(arguments: 0...25)
  func aCopyIsFolded(count: Int) {
    let pattern = Array("@AZ[`az{09 ÀZé".utf8)
    let text = (0..<count).map { pattern[$0 % pattern.count] }
    var copy = [UInt8](repeating: 0xEE, count: count + 1)
    text.withUnsafeBytes { source in
      copy.withUnsafeMutableBytes { KeyFolding.copy(source, to: $0.baseAddress!) }
    }
    #expect(copy.dropLast() == text.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }[...])
    #expect(copy.last == 0xEE)
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
