internal import CensusModel

/// The bytes of a file as they are stored, from an offset to the end that the file had when it was
/// found: a file that shrinks meanwhile is an error, not a short read. A stream may end anywhere.
final class FileSource: ByteSource {
  private let bytes: StoredBytes
  /// `Int.max` for a stream up to its end.
  let end: Int
  private var offset: Int
  /// Where it is counted what was read.
  var progress: RunProgress?
  /// Where the bytes are hashed that were read.
  var digest: StretchDigest?
  /// The end of the stretch that is wanted: beyond it little is read at a time, for a record that
  /// began before.
  var stretchEnd = Int.max

  /// A tuning constant.
  private static let tailByteCount = 16 << 10

  init(_ bytes: StoredBytes, from offset: Int, end: Int) {
    self.bytes = bytes
    self.offset = offset
    self.end = end
  }

  /// Other bytes of the file, without opening it again.
  func slice(_ range: Range<Int>) -> FileSource {
    FileSource(bytes, from: range.lowerBound, end: range.upperBound)
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> Int {
    let limit = max(Self.tailByteCount, stretchEnd - offset)
    let wanted = min(buffer.count, end - offset, limit)
    if wanted <= 0 { return 0 }
    let piece = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted])
    let count = try unsafe bytes.read(into: piece, at: offset)
    if count == 0, end != .max { throw .io(reason: "the file became shorter while it was read") }
    unsafe digest?.take(UnsafeRawBufferPointer(rebasing: piece[..<count]), at: offset)
    offset += count
    progress?.add(byteCount: count)
    return count
  }

  /// Passes over bytes without reading them; nil where it is not known how many there are.
  func pass(_ count: Int) -> Int? {
    if end == .max { return nil }
    let passed = min(count, end - offset)
    offset += passed
    return passed
  }
}
