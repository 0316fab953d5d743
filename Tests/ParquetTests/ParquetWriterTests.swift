import Testing

@testable import Parquet

/// Files against bytes written by hand from the specification of Parquet and of Thrift's compact
/// protocol.
@Suite struct ParquetWriterTests {
  private static func file(
    _ columns: [ParquetColumn], _ batches: [[ParquetValues]], rowGroupRowCount: Int = 1 << 20
  ) -> [UInt8] {
    var writer = ParquetWriter(columns: columns, creator: "c", rowGroupRowCount: rowGroupRowCount)
    var bytes: [UInt8] = []
    for batch in batches { bytes += writer.append(batch) }
    return bytes + writer.finish()
  }

  /// After the magic: type of page, sizes, the CRC-32 of the byte 05 (A2681B02, as a signed
  /// number in zigzag), how it is encoded; then the byte, true, false, true from the lowest bit.
  private static let page: [UInt8] =
    [0x15, 0, 0x15, 2, 0x15, 2, 0x15] + checksum + [0x1C, 0x15, 6, 0x15, 0, 0x15, 6, 0x15, 6, 0, 0]
    + [0b101]
  private static let checksum: [UInt8] = [0xFB, 0x93, 0xBF, 0xD9, 0x0B]

  @Test func oneColumnOfThreeRows() {
    let count = UInt8(2 * Self.page.count)
    let schema: [UInt8] =
      [0x15, 2, 0x19, 0x2C] + [0x48, 6] + Array("schema".utf8) + [0x15, 2, 0]
      + [0x15, 0, 0x25, 0, 0x18, 1] + Array("b".utf8) + [0]
    let chunk: [UInt8] =
      [0x26, 0, 0x1C, 0x15, 0, 0x19, 0x25, 6, 0, 0x19, 0x18, 1] + Array("b".utf8)
      + [0x15, 0, 0x16, 6, 0x16, count, 0x16, count, 0x26, 8, 0x3C, 0x36, 0, 0, 0, 0]
    let group: [UInt8] =
      [0x16, 6, 0x19, 0x1C, 0x19, 0x1C] + chunk
      + [0x16, count, 0x16, 6, 0x26, 8, 0x16, count, 0x14, 0, 0]
    let footer = schema + group + [0x28, 1] + Array("c".utf8) + [0x19, 0x1C, 0x1C, 0, 0, 0]
    let expected: [UInt8] =
      Array("PAR1".utf8) + Self.page + footer + [UInt8(footer.count), 0, 0, 0] + Array("PAR1".utf8)
    let rows = ParquetValues.booleans([true, false, true])
    #expect(Self.file([ParquetColumn("b", .boolean)], [[rows]]) == expected)
  }

  @Test func aFileWithoutRowsHasNoRowGroup() {
    let schema: [UInt8] =
      [0x15, 2, 0x19, 0x2C] + [0x48, 6] + Array("schema".utf8) + [0x15, 2, 0]
      + [0x15, 2, 0x25, 2, 0x18, 1] + Array("n".utf8) + [0]
    let footer =
      schema + [0x16, 0, 0x19, 0x0C, 0x28, 1] + Array("c".utf8) + [0x19, 0x1C, 0x1C, 0, 0, 0]
    #expect(
      Self.file([ParquetColumn("n", .int32, isOptional: true)], [])
        == Array("PAR1".utf8) + footer + [UInt8(footer.count), 0, 0, 0] + Array("PAR1".utf8))
  }

  /// Neither the bytes nor where row groups end depend on how the rows come.
  @Test(arguments: [1, 2, 7, 8, 9, 64, 100, 1000])
  func batchesDoNotMatter(_ rowGroupRowCount: Int) {
    let columns = [
      ParquetColumn("b", .boolean), ParquetColumn("i", .int32),
      ParquetColumn("n", .int64, isOptional: true), ParquetColumn("t", .text, isOptional: true),
    ]
    let texts = ["a", nil, "é", "e\u{301}", ""]
    func rows(_ range: Range<Int>) -> [ParquetValues] {
      [
        .booleans(range.map { $0 % 3 == 0 }), .integers(range.map { $0 / 9 }),
        .optionalIntegers(range.map { $0 % 5 == 0 ? nil : $0 * $0 }),
        .texts(indexes: range.map { $0 * 7 % 5 }, of: texts),
      ]
    }
    let whole = Self.file(columns, [rows(0..<300)], rowGroupRowCount: rowGroupRowCount)
    for size in [1, 6, 64, 128] {
      let batches = stride(from: 0, to: 300, by: size).map { rows($0..<min($0 + size, 300)) }
      #expect(Self.file(columns, batches, rowGroupRowCount: rowGroupRowCount) == whole)
    }
  }

  @Test func bytesThatSaveNothingStayPlain() {
    // Eight rows of one bit are a byte, and no block of LZ4 is shorter than two.
    let short = Self.file([ParquetColumn("b", .boolean)], [[.booleans([true])]])
    let long = Self.file(
      [ParquetColumn("b", .boolean)], [[.booleans(Array(repeating: true, count: 80_000))]])
    #expect(short.count < 140 && long.count < 250)
  }
}
