internal import CZlib

/// Deflate data, decompressed by zlib: of a gzip member, or bare as in a zip.
@safe final class Inflater {
  private let source: any ByteSource
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private let input: UnsafeMutableRawBufferPointer

  enum Step {
    case more, end
    case damaged(String)
  }

  enum Wrapping {
    case gzip, bare
  }

  /// - Parameters:
  ///   - source: the deflate data, and whatever follows it.
  ///   - inputByteCount: how much is read at a time. A tuning constant.
  init(
    _ source: any ByteSource, _ wrapping: Wrapping, inputByteCount: Int = 1 << 16
  ) throws(ReadFailure) {
    self.source = source
    unsafe input = .allocate(byteCount: max(1, inputByteCount), alignment: 16)
    unsafe stream.initialize(to: z_stream())
    // 15: the largest window; 16 more: a gzip header and its checksum; negative: neither.
    let bits: Int32 = wrapping == .gzip ? 15 + 16 : -15
    let size = unsafe Int32(MemoryLayout<z_stream>.size)
    if unsafe inflateInit2_(stream, bits, ZLIB_VERSION, size) != Z_OK {
      throw .io(reason: "out of memory")
    }
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
    unsafe input.deallocate()
  }

  /// The bytes of the source that were read but are not used yet.
  var unused: UnsafeRawBufferPointer {
    unsafe UnsafeRawBufferPointer(
      start: stream.pointee.next_in, count: Int(stream.pointee.avail_in))
  }

  /// Passes over unused bytes.
  func skip(_ count: Int) {
    unsafe stream.pointee.next_in += count
    unsafe stream.pointee.avail_in -= UInt32(count)
  }

  /// Reads on where nothing is unused; false at the end of the source.
  func refill() throws(ReadFailure) -> Bool {
    if unsafe stream.pointee.avail_in > 0 { return true }
    let count = try unsafe source.read(into: input)
    unsafe stream.pointee.next_in = unsafe input.baseAddress?.assumingMemoryBound(to: Bytef.self)
    unsafe stream.pointee.avail_in = UInt32(count)
    return count > 0
  }

  /// Begins the next member.
  func reset() { unsafe inflateReset(stream) }

  /// Decompresses unused bytes into a buffer.
  ///
  /// - Returns: how many bytes were produced, and whether the data ends there.
  func step(
    into buffer: UnsafeMutableRawBufferPointer
  ) throws(ReadFailure) -> (count: Int, step: Step) {
    let room = UInt32(min(buffer.count, 1 << 30))
    unsafe stream.pointee.next_out = unsafe buffer.baseAddress?.assumingMemoryBound(to: Bytef.self)
    unsafe stream.pointee.avail_out = room
    let result = unsafe inflate(stream, Z_NO_FLUSH)
    let count = unsafe Int(room - stream.pointee.avail_out)
    switch result {
    case Z_OK, Z_BUF_ERROR: return (count, .more)
    case Z_STREAM_END: return (count, .end)
    case Z_MEM_ERROR: throw .io(reason: "out of memory")
    default:
      return unsafe (
        count, .damaged(stream.pointee.msg.map { unsafe String(cString: $0) } ?? "bad data")
      )
    }
  }
}
