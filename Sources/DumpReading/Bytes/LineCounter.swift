internal import Glibc

/// Finds line numbers by reading content again, for errors; where all records need them,
/// `ByteWindow` counts.
enum LineCounter {
  /// A line, from 1, and how many of its bytes come before.
  typealias Place = (line: Int, column: Int)

  /// The places of some ascending bytes of a content. What is damaged counts as far as it can be
  /// read; what cannot be read at all has no lines.
  static func places(
    of bytes: [Int], in content: any ByteSource
  ) throws(ReadFailure) -> [Place] {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { unsafe buffer.deallocate() }
    var places: [Place] = []
    var line = 1
    var lineStart = 0
    var start = 0
    func pass(_ range: Range<Int>) {
      let bytes = unsafe UnsafeRawBufferPointer(rebasing: buffer[range])
      guard let lines = unsafe lineFeeds(in: bytes) else { return }
      line += lines.count
      lineStart = start + range.lowerBound + lines.end
    }
    while places.count < bytes.count {
      let count = try unsafe readable(content, into: buffer)
      if count == 0 { break }
      var counted = 0
      while places.count < bytes.count, bytes[places.count] < start + count {
        let end = bytes[places.count] - start
        pass(counted..<end)
        counted = end
        places.append((line, start + end - lineStart))
      }
      pass(counted..<count)
      start += count
    }
    return places + bytes[places.count...].map { (line, $0 - lineStart) }
  }

  private static func readable(
    _ content: any ByteSource, into buffer: UnsafeMutableRawBufferPointer
  ) throws(ReadFailure) -> Int {
    do throws(ReadFailure) {
      return try unsafe content.read(into: buffer)
    } catch .damaged {
      return 0
    } catch .cutOff {
      return 0
    }
  }

  /// How many line feeds there are, and where the last one ends; nil without any.
  static func lineFeeds(
    in bytes: UnsafeRawBufferPointer
  ) -> (count: Int, end: Int)? {
    var count = 0
    var rest = unsafe bytes
    while let base = rest.baseAddress, unsafe !rest.isEmpty,
      let found = unsafe memchr(base, 0x0A, rest.count)
    {
      count += 1
      let passed = unsafe UnsafeRawPointer(found) - UnsafeRawPointer(base) + 1
      unsafe rest = unsafe UnsafeRawBufferPointer(rebasing: rest[passed...])
    }
    return count == 0 ? nil : (count, bytes.count - rest.count)
  }
}
