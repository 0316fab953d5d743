/// The description of a column of a row group in the footer.
struct ChunkDescription {
  let column: ParquetColumn
  let codec: Codec
  let encodings: [Encoding]
  let rowCount: Int
  let nullCount: Int
  /// The least and the greatest number; nil where there is none.
  let range: ClosedRange<Int>?
  /// Where it begins in the file.
  let offset: Int
  /// Where its data page begins: after the dictionary page, if there is one.
  let dataOffset: Int
  /// Bytes of its pages and their headers.
  let byteCount: Int
  /// The same, if no page were compressed.
  let rawByteCount: Int

  /// The description in the footer.
  func describe(in thrift: inout CompactThrift) {
    // Where the same would stand outside of the footer: nowhere.
    thrift.field(2, i64: 0)
    thrift.field(3) { metadata in
      metadata.field(1, i32: column.kind.physicalType)
      metadata.field(2, integers: encodings.map(\.rawValue))
      metadata.field(3, texts: [column.name])
      metadata.field(4, i32: codec.rawValue)
      metadata.field(5, i64: rowCount)
      metadata.field(6, i64: rawByteCount)
      metadata.field(7, i64: byteCount)
      metadata.field(9, i64: dataOffset)
      if dataOffset > offset { metadata.field(11, i64: offset) }
      metadata.field(12) { describeValues(in: &$0) }
    }
  }

  private func describeValues(in thrift: inout CompactThrift) {
    thrift.field(3, i64: nullCount)
    guard let range else { return }
    thrift.field(5, binary: plain(range.upperBound))
    thrift.field(6, binary: plain(range.lowerBound))
  }

  private func plain(_ number: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    if column.kind == .int32 {
      bytes.append(littleEndian: Int32(number))
    } else {
      bytes.append(littleEndian: Int64(number))
    }
    return bytes
  }
}
