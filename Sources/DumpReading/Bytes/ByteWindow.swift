internal import CRecordParser
internal import Glibc

/// A stretch of content in memory that moves on through its source. Positions are bytes of the
/// content; after the stretch there is always room for what the JSON parser may read too far.
final class ByteWindow {
  private let source: any ByteSource
  private let readByteCount: Int
  private let store: WindowMemory
  private var memory: UnsafeMutableRawBufferPointer { unsafe store.bytes }
  /// The position of the first byte in memory.
  private(set) var base: Int
  /// The position after the last byte in memory.
  private(set) var end: Int
  /// The place to which lines are counted; nil where they are not.
  // PERF: no checks of exclusive access, for every element's place is asked for. Sound, because one
  // thread uses a window, and no method of it enters another one while it changes this.
  @exclusivity(unchecked) private var counted: TextPlace?

  /// The bytes that the JSON parser may read beyond the end of a text.
  static let padding = uc_record_padding()

  /// - Parameters:
  ///   - source: the content from `start` on.
  ///   - start: the position of the source.
  ///   - readByteCount: how much is read at a time. A tuning constant: any value is right.
  ///   - memory: where the stretch is; no other window may use it from now on.
  init(
    source: any ByteSource, start: Int = 0, readByteCount: Int,
    memory: WindowMemory = WindowMemory()
  ) {
    self.source = source
    self.readByteCount = max(1, readByteCount)
    base = start
    end = start
    store = memory
    let byteCount = 2 * self.readByteCount + Self.padding
    if unsafe store.bytes.count < byteCount {
      unsafe store.replace(by: WindowMemory.allocate(byteCount))
    }
  }

  /// A window over bytes that are there already, and nothing after them.
  convenience init(
    over bytes: [UInt8], at place: TextPlace = TextPlace(byte: 0), countsLines: Bool = false
  ) {
    self.init(
      source: PrefixedSource(prefix: bytes, rest: nil), start: place.byte,
      readByteCount: bytes.count)
    unsafe counted = countsLines ? place : nil
  }

  /// True if places have lines.
  var countsLines: Bool { unsafe counted != nil }

  /// The place of a position. Where lines are counted, it is in memory, and positions come in
  /// ascending order.
  func place(at position: Int) -> TextPlace {
    countLines(to: position)
    guard let counted = unsafe counted else { return TextPlace(byte: position) }
    precondition(counted.byte == position, "lines are counted forwards")
    return counted
  }

  /// Counts lines from the beginning on.
  ///
  /// - Precondition: nothing was forgotten yet.
  func countLines() { unsafe counted = TextPlace(byte: base) }

  /// Takes lines as counted by somebody else up to a place.
  func skipLines(to place: TextPlace) {
    if let counted = unsafe counted, counted.byte < place.byte { unsafe self.counted = place }
  }

  private func countLines(to position: Int) {
    guard let start = unsafe counted?.byte, start < position else { return }
    unsafe counted?.pass(bytes(start..<position))
  }

  /// The bytes of these positions, which must be in memory; valid until the next `fill`.
  func bytes(_ range: Range<Int>) -> UnsafeRawBufferPointer {
    precondition(base <= range.lowerBound && range.upperBound <= end, "bytes not in memory")
    return unsafe UnsafeRawBufferPointer(
      rebasing: memory[range.lowerBound - base..<range.upperBound - base])
  }

  /// A copy of `bytes`.
  func copy(_ range: Range<Int>) -> [UInt8] { unsafe [UInt8](bytes(range)) }

  /// Reads on; bytes before `position` may be dropped. False at the end of the content.
  func fill(keepingFrom position: Int) throws(ReadFailure) -> Bool {
    let kept = min(position, end)
    countLines(to: kept)
    makeRoom(keepingFrom: kept)
    let free = unsafe memory[(end - base)..<(memory.count - Self.padding)]
    let piece = unsafe UnsafeMutableRawBufferPointer(rebasing: free.prefix(readByteCount))
    let count = try unsafe source.read(into: piece)
    end += count
    return count > 0
  }

  private func makeRoom(keepingFrom position: Int) {
    let kept = unsafe UnsafeRawBufferPointer(rebasing: memory[(position - base)..<(end - base)])
    if unsafe kept.count + readByteCount + Self.padding > memory.count {
      let larger = unsafe WindowMemory.allocate(2 * kept.count + readByteCount + Self.padding)
      unsafe larger.copyMemory(from: kept)
      unsafe store.replace(by: larger)
    } else if position == base {
      return
    } else if let start = kept.baseAddress {
      unsafe memmove(memory.baseAddress!, start, kept.count)
    }
    base = position
  }
}

/// The memory of a window. It is kept from window to window: fresh memory costs more than what is
/// read into it.
@safe final class WindowMemory {
  private(set) var bytes = unsafe UnsafeMutableRawBufferPointer(start: nil, count: 0)

  deinit { unsafe bytes.deallocate() }

  static func allocate(_ byteCount: Int) -> UnsafeMutableRawBufferPointer {
    .allocate(byteCount: byteCount, alignment: 64)
  }

  func replace(by other: UnsafeMutableRawBufferPointer) {
    unsafe bytes.deallocate()
    unsafe bytes = unsafe other
  }
}
