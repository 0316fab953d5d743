import Testing

@testable import DumpReading

/// Seven bits a byte, the lowest first (PackFormat.md).
@Suite struct VarintTests {
  @Test(
    arguments: [
      (0, [0x00]), (1, [0x01]), (127, [0x7F]), (128, [0x80, 0x01]), (300, [0xAC, 0x02]),
      (16383, [0xFF, 0x7F]), (16384, [0x80, 0x80, 0x01]),
      (Int.max, [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F]),
    ] as [(Int, [UInt8])])
  func numbersAndTheirBytes(value: Int, expected: [UInt8]) {
    #expect(Varint.byteCount(of: value) == expected.count)
    var bytes = [UInt8](repeating: 0xEE, count: Varint.byteCountMax + 1)
    bytes.withUnsafeMutableBytes { raw in
      let end = Varint.write(value, at: raw.baseAddress!)
      #expect(end - raw.baseAddress! == expected.count)
    }
    #expect(Array(bytes.prefix(expected.count)) == expected)
    #expect(bytes[expected.count] == 0xEE)
    bytes.withUnsafeBytes { raw in
      var cursor = raw.baseAddress!
      #expect(Varint.read(&cursor) == value)
      #expect(cursor - raw.baseAddress! == expected.count)
    }
  }
}
