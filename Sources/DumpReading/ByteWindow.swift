internal import CSimdjson
internal import Glibc

/// A stretch of content in memory that moves on through its source. Positions are bytes of the
/// content; behind the stretch there is always room for what the JSON parser may read too far.
final class ByteWindow {
  private let source: any ByteSource
  private let readByteCount: Int
  private var memory: UnsafeMutableRawBufferPointer
  /// The position of the first byte in memory.
  private(set) var base: Int
  /// The position behind the last byte in memory.
  private(set) var end: Int

  private static let padding = uc_padding()

  /// - Parameters:
  ///   - source: the content from `start` on.
  ///   - start: the position at which the source stands.
  ///   - readByteCount: how much is read at a time. A tuning constant: any value is right.
  init(source: any ByteSource, start: Int = 0, readByteCount: Int) {
    self.source = source
    self.readByteCount = max(1, readByteCount)
    base = start
    end = start
    memory = .allocate(byteCount: 2 * self.readByteCount + Self.padding, alignment: 64)
  }

  deinit { memory.deallocate() }

  /// The bytes of these positions, which must be in memory; valid until the next `fill`.
  func bytes(_ range: Range<Int>) -> UnsafeRawBufferPointer {
    precondition(base <= range.lowerBound && range.upperBound <= end, "bytes not in memory")
    return UnsafeRawBufferPointer(
      rebasing: memory[range.lowerBound - base..<range.upperBound - base])
  }

  /// A copy of `bytes`.
  func copy(_ range: Range<Int>) -> [UInt8] { [UInt8](bytes(range)) }

  /// Reads on; what stands before `position` may be forgotten. False at the end of the content.
  func fill(keepingFrom position: Int) throws(ReadFailure) -> Bool {
    makeRoom(keepingFrom: min(position, end))
    let free = memory[(end - base)..<(memory.count - Self.padding)]
    let piece = UnsafeMutableRawBufferPointer(rebasing: free.prefix(readByteCount))
    let count = try source.read(into: piece)
    end += count
    return count > 0
  }

  private func makeRoom(keepingFrom position: Int) {
    let kept = memory[(position - base)..<(end - base)]
    var target = memory
    if kept.count + readByteCount + Self.padding > memory.count {
      let byteCount = 2 * kept.count + readByteCount + Self.padding
      target = .allocate(byteCount: byteCount, alignment: 64)
    } else if position == base {
      return
    }
    if kept.count > 0 {
      memmove(target.baseAddress!, memory.baseAddress! + (position - base), kept.count)
    }
    if target.baseAddress != memory.baseAddress { memory.deallocate() }
    memory = target
    base = position
  }
}
