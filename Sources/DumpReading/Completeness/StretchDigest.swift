internal import CensusModel
internal import Files

/// The leaves of the tree hash of a stretch of a stored file, made of the bytes as they are read.
///
/// Bytes that are read once more are passed over. What a reader has left out is read at the end.
final class StretchDigest {
  private let file: Int
  private let stored: StoredFile
  private let range: Range<Int>
  private let hasher: LeafHasher
  private var next: Int

  /// - Parameters:
  ///   - file: the first planned file of a stored one.
  ///   - stored: a file on disk.
  ///   - range: begins with a leaf, and ends with one or with the file.
  ///   - hasher: between two inputs.
  init(of file: Int, _ stored: StoredFile, _ range: Range<Int>, _ hasher: LeafHasher) {
    precondition(range.lowerBound % DigestKind.leafByteCount == 0, "begins inside a leaf")
    self.file = file
    self.stored = stored
    self.range = range
    self.hasher = hasher
    next = range.lowerBound
    hasher.reset()
  }

  /// Bytes of the file that were read.
  func take(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
    let end = min(offset + bytes.count, range.upperBound)
    guard offset <= next, next < end else { return }
    unsafe hasher.update(UnsafeRawBufferPointer(rebasing: bytes[next - offset..<end - offset]))
    next = end
  }

  /// The leaves; reads what is missing.
  func finish() throws(ReadFailure) -> StretchLeaves {
    try unsafe stored.source(from: next, to: range.upperBound).forEachPiece {
      unsafe hasher.update($0)
    }
    return StretchLeaves(
      file: file, first: range.lowerBound / DigestKind.leafByteCount, leaves: hasher.finish())
  }
}
