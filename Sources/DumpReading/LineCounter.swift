internal import Glibc

/// Finds line numbers by reading content again: only errors need them.
enum LineCounter {
  /// The lines, from 1, of some ascending bytes of a content. What is damaged counts as far as it
  /// can be read; what cannot be read at all has no lines.
  static func lines(
    of bytes: [Int], in content: any ByteSource
  ) throws(ReadFailure) -> [Int] {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { buffer.deallocate() }
    var lines: [Int] = []
    var line = 1
    var start = 0
    while lines.count < bytes.count {
      let count = try readable(content, into: buffer)
      if count == 0 { break }
      var counted = 0
      while lines.count < bytes.count, bytes[lines.count] < start + count {
        let end = bytes[lines.count] - start
        line += lineFeeds(in: UnsafeRawBufferPointer(rebasing: buffer[counted..<end]))
        counted = end
        lines.append(line)
      }
      line += lineFeeds(in: UnsafeRawBufferPointer(rebasing: buffer[counted..<count]))
      start += count
    }
    return lines + [Int](repeating: line, count: bytes.count - lines.count)
  }

  private static func readable(
    _ content: any ByteSource, into buffer: UnsafeMutableRawBufferPointer
  ) throws(ReadFailure) -> Int {
    do throws(ReadFailure) {
      return try content.read(into: buffer)
    } catch .damaged {
      return 0
    } catch .cutOff {
      return 0
    }
  }

  private static func lineFeeds(in bytes: UnsafeRawBufferPointer) -> Int {
    var count = 0
    var rest = bytes
    while let base = rest.baseAddress, !rest.isEmpty, let found = memchr(base, 0x0A, rest.count) {
      count += 1
      let passed = UnsafeRawPointer(found) - UnsafeRawPointer(base) + 1
      rest = UnsafeRawBufferPointer(rebasing: rest[passed...])
    }
    return count
  }
}
