/// The last 48 bytes of a file: they find and seal the footer.
///
/// ```
/// identity 16 | footer stored bytes u64 | footer raw bytes u64 | codec u8 | 0 × 5
/// | version u16 | magic 8
/// ```
package struct Trailer: Equatable, Sendable {
  /// XXH3-128 of the stored footer and of the fields below: the identity of the file.
  package var identity: [UInt8]
  package var footerStoredByteCount: Int
  package var footerRawByteCount: Int
  package var footerCodec: Codec
  /// The kind of file that it ends.
  package var kind: FileKind

  /// A trailer that seals this stored footer.
  package init(sealing stored: [UInt8], rawByteCount: Int, codec: Codec, kind: FileKind) {
    self.kind = kind
    footerStoredByteCount = stored.count
    footerRawByteCount = rawByteCount
    footerCodec = codec
    identity = []
    identity = unsafe stored.withUnsafeBytes {
      unsafe Checksum.identity(footer: $0, trailerFields: fields)
    }
  }

  /// The bytes between the identity and the end of the file.
  package var fields: [UInt8] {
    var sink = ByteSink()
    sink.u64(UInt64(footerStoredByteCount))
    sink.u64(UInt64(footerRawByteCount))
    sink.u8(footerCodec.rawValue)
    sink.fixed(0, byteCount: 5)
    sink.u16(kind.version)
    sink.bytes.append(contentsOf: kind.magic)
    return sink.bytes
  }

  package func serialized() -> [UInt8] { identity + fields }

  package init(
    parsing cursor: inout ByteCursor, kind: FileKind
  ) throws(ByteCursor.Refusal) {
    self.kind = kind
    identity = unsafe Array(try cursor.take(16))
    let start = cursor.offset
    footerStoredByteCount = Int(truncatingIfNeeded: try cursor.u64())
    footerRawByteCount = Int(truncatingIfNeeded: try cursor.u64())
    guard let codec = Codec(rawValue: try cursor.u8()), codec != .constant else {
      throw cursor.refusal("unknown codec of the footer")
    }
    footerCodec = codec
    _ = try unsafe cursor.take(5 + 2 + 8)
    try cursor.finish()
    guard footerStoredByteCount >= 0, footerRawByteCount >= 0,
      codec.allows(rawByteCount: footerRawByteCount, storedByteCount: footerStoredByteCount)
    else { throw ByteCursor.Refusal(byte: start, reason: "size of the footer out of range") }
  }
}
