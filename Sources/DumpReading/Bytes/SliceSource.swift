internal import CensusModel

/// Some bytes of a content, which stay within it: content that ends before them is an error.
final class SliceSource: ByteSource {
  private let source: any ByteSource
  private var left: Int
  private let progress: RunProgress?

  /// - Parameters:
  ///   - source: the content, standing at the first of the bytes.
  ///   - count: how many they are.
  ///   - progress: where it is counted what was read.
  init(_ source: any ByteSource, count: Int, _ progress: RunProgress? = nil) {
    self.source = source
    self.progress = progress
    left = count
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> Int {
    let wanted = min(left, buffer.count)
    if wanted == 0 { return 0 }
    let count = try unsafe source.read(
      into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted]))
    if count == 0 { throw .io(reason: "the file became shorter while it was read") }
    left -= count
    progress?.add(byteCount: count)
    return count
  }
}
