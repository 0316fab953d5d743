/// Content that comes piece by piece.
protocol ByteSource: AnyObject {
  /// Fills a part of the buffer, which is not empty; 0 only at the end of the content.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> Int
}

/// Bytes in memory, and then another source.
final class PrefixedSource: ByteSource {
  private var prefix: [UInt8]
  private var used = 0
  private let rest: (any ByteSource)?

  init(prefix: [UInt8], rest: (any ByteSource)?) {
    self.prefix = prefix
    self.rest = rest
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> Int {
    let count = min(buffer.count, prefix.count - used)
    if count <= 0 { return try unsafe rest?.read(into: buffer) ?? 0 }
    unsafe prefix.withUnsafeBytes { bytes in
      unsafe buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[used..<used + count]))
    }
    used += count
    return count
  }
}

extension ByteSource {
  /// Calls `body` with all bytes, in order.
  func forEachPiece(_ body: (UnsafeRawBufferPointer) -> Void) throws(ReadFailure) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { unsafe buffer.deallocate() }
    while true {
      let count = try unsafe read(into: buffer)
      if count == 0 { return }
      unsafe body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
  }

  /// Passes over bytes; fewer than `count` only at the end of the content.
  func skip(_ count: Int) throws(ReadFailure) -> Int {
    if let passed = (self as? FileSource)?.pass(count) { return passed }
    let buffer = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(1, min(count, 1 << 18)), alignment: 16)
    defer { unsafe buffer.deallocate() }
    var skipped = 0
    while skipped < count {
      let wanted = min(buffer.count, count - skipped)
      let got = try unsafe read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted]))
      if got == 0 { break }
      skipped += got
    }
    return skipped
  }

  /// Up to `count` bytes from the position of the source.
  func take(_ count: Int) throws(ReadFailure) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let got = try read(at: filled, of: &bytes)
      if got == 0 { break }
      filled += got
    }
    bytes.removeLast(count - filled)
    return bytes
  }

  private func read(at start: Int, of bytes: inout [UInt8]) throws(ReadFailure) -> Int {
    var result = Result<Int, ReadFailure>.success(0)
    unsafe bytes.withUnsafeMutableBytes { raw in
      let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: raw[start...])
      result = Result { () throws(ReadFailure) in try unsafe read(into: rest) }
    }
    return try result.get()
  }
}
