/// Decompresses gzip, all members of it. Not by libarchive, which neither compares the checksums
/// nor distinguishes the broken header of a further member from the end.
///
/// Zeros after the last member are padding to the end of a block, as for `gzip -d`; anything else
/// there is an error.
final class GzipSource: ByteSource {
  private let inflater: Inflater
  private var produced = 0

  private enum State {
    case member
    /// After a member, where the content may end.
    case between
    case padding
  }

  private var state = State.member

  init(source: any ByteSource) throws(ReadFailure) { inflater = try Inflater(source, .gzip) }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> Int {
    while true {
      guard try inflater.refill() else {
        if state != .member { return 0 }
        throw .cutOff(byte: produced, reason: "the gzip data ends too early; \(Self.advice)")
      }
      if try passPadding() { continue }
      let (count, step) = unsafe try inflater.step(into: buffer)
      switch step {
      case .more: break
      case .end: state = .between
      // What was decompressed before it comes first, so that its records are looked at.
      case .damaged(let detail):
        if count == 0 { throw damaged(detail) }
      }
      produced += count
      if count > 0 { return count }
    }
  }

  /// Passes over zeros after a member; false where there is compressed data.
  private func passPadding() throws(ReadFailure) -> Bool {
    if state == .member { return false }
    if state == .between, unsafe inflater.unused[0] != 0 {
      inflater.reset()
      state = .member
      return false
    }
    state = .padding
    if unsafe inflater.unused.contains(where: { $0 != 0 }) {
      throw damaged("it is followed by zeros and then by something else")
    }
    unsafe inflater.skip(inflater.unused.count)
    return true
  }

  private func damaged(_ detail: String) -> ReadFailure {
    .damaged(byte: produced, reason: "the gzip data is damaged: \(detail); \(Self.advice)")
  }

  private static let advice = "fetch or export the file again"
}
