internal import CZlib

/// Decompresses gzip, all members of it. Not by libarchive, which neither compares the checksums
/// nor tells the broken header of a further member from the end.
final class GzipSource: ByteSource {
  private let source: any ByteSource
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
  private var produced = 0
  /// Between two members, where the content may end.
  private var isBetween = false

  init(source: any ByteSource) throws(ReadFailure) {
    self.source = source
    stream.initialize(to: z_stream())
    // 15: the largest window; 16: a gzip header and its checksum.
    let size = Int32(MemoryLayout<z_stream>.size)
    if inflateInit2_(stream, 15 + 16, ZLIB_VERSION, size) != Z_OK {
      throw .io(reason: "out of memory")
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
    input.deallocate()
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> Int {
    let room = UInt32(min(buffer.count, 1 << 30))
    stream.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: Bytef.self)
    stream.pointee.avail_out = room
    while stream.pointee.avail_out == room {
      if stream.pointee.avail_in == 0, try !refill() {
        if isBetween { return 0 }
        throw .cutOff(byte: produced, reason: "the gzip data ends too early; \(Self.advice)")
      }
      try step()
    }
    let count = Int(room - stream.pointee.avail_out)
    produced += count
    return count
  }

  private func refill() throws(ReadFailure) -> Bool {
    let count = try source.read(into: input)
    stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: Bytef.self)
    stream.pointee.avail_in = UInt32(count)
    return count > 0
  }

  private func step() throws(ReadFailure) {
    if isBetween {
      inflateReset(stream)
      isBetween = false
    }
    switch inflate(stream, Z_NO_FLUSH) {
    case Z_OK, Z_BUF_ERROR: break
    case Z_STREAM_END: isBetween = true
    case Z_MEM_ERROR: throw .io(reason: "out of memory")
    default: throw damaged(stream.pointee.msg.map { String(cString: $0) } ?? "bad data")
    }
  }

  private func damaged(_ detail: String) -> ReadFailure {
    .damaged(
      byte: produced,
      reason: "the gzip data is damaged: \(detail); \(Self.advice)")
  }

  private static let advice = "fetch or export the file again"
}
