internal import CLZ4
internal import CZlib

/// Numbers of Parquet's `Encoding`.
enum Encoding: Int {
  case plain = 0
  case runs = 3
  case deltaBinaryPacked = 5
  case dictionary = 8
}

/// Numbers of Parquet's `CompressionCodec`.
enum Codec: Int {
  case none = 0
  case lz4 = 7
}

/// A page before it is compressed.
struct Page {
  /// Numbers of Parquet's `PageType`.
  enum Kind: Int {
    case data = 0
    case dictionary = 2
  }

  let kind: Kind
  let body: [UInt8]
  let valueCount: Int
  let encoding: Encoding

  /// The head of the page: sizes, a checksum of the stored body, and how to read it.
  func header(stored: [UInt8]) -> [UInt8] {
    var thrift = CompactThrift()
    let checksum = unsafe Int32(truncatingIfNeeded: crc32(0, stored, UInt32(stored.count)))
    thrift.structure { header in
      header.field(1, i32: kind.rawValue)
      header.field(2, i32: body.count)
      header.field(3, i32: stored.count)
      header.field(4, i32: Int(checksum))
      switch kind {
      case .data:
        header.field(5) { data in
          data.field(1, i32: valueCount)
          data.field(2, i32: encoding.rawValue)
          data.field(3, i32: Encoding.runs.rawValue)
          data.field(4, i32: Encoding.runs.rawValue)
        }
      case .dictionary:
        header.field(7) { dictionary in
          dictionary.field(1, i32: valueCount)
          dictionary.field(2, i32: encoding.rawValue)
        }
      }
    }
    return thrift.bytes
  }
}

/// A column of a row group as it is in the file.
struct Chunk {
  /// Its pages.
  let bytes: [UInt8]
  let description: ChunkDescription

  /// - Parameters:
  ///   - pages: the data page, after the dictionary page if there is one.
  ///   - range: the least and the greatest number; nil where there is none.
  ///   - offset: where it begins in the file.
  init(
    column: ParquetColumn, pages: [Page], rowCount: Int, nullCount: Int, range: ClosedRange<Int>?,
    offset: Int
  ) {
    let bodies = pages.map(\.body)
    let packed = bodies.map(Self.compress)
    func byteCount(_ parts: [[UInt8]]) -> Int { parts.reduce(0) { $0 + $1.count } }
    // The codec is one for all pages of a chunk.
    let isPacked = byteCount(packed) < byteCount(bodies)
    let stored = isPacked ? packed : bodies
    let headers = zip(pages, stored).map { $0.header(stored: $1) }
    let parts = zip(headers, stored).map { $0 + $1 }
    bytes = Array(parts.joined())
    description = ChunkDescription(
      column: column, codec: isPacked ? .lz4 : .none, encodings: [.runs] + pages.map(\.encoding),
      rowCount: rowCount, nullCount: nullCount, range: range, offset: offset,
      dataOffset: offset + byteCount(parts.dropLast()), byteCount: bytes.count,
      rawByteCount: byteCount(headers) + byteCount(bodies))
  }

  /// One LZ4 block without a frame.
  private static func compress(_ raw: [UInt8]) -> [UInt8] {
    let bound = LZ4_compressBound(Int32(raw.count))
    var block = [UInt8](repeating: 0, count: Int(bound))
    let written = unsafe raw.withUnsafeBytes { source in
      unsafe block.withUnsafeMutableBytes { target in
        unsafe LZ4_compress_default(
          source.baseAddress?.assumingMemoryBound(to: CChar.self),
          target.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(raw.count), bound)
      }
    }
    precondition(written > 0, "LZ4 takes every block of this size")
    block.removeLast(Int(bound - written))
    return block
  }
}
