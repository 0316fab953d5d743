/// Header, footer and trailer of a file, verified; what lies between is the kind's own business.
package struct SealedFrame {
  package let trailer: Trailer
  /// The byte at which the footer begins.
  package let footerStart: Int
  private let memoryLimit: Int
  private let memoryLeft: Int
  private let footer: [UInt8]

  /// A fault of a file, without its name.
  package enum Fault: Error, Equatable {
    /// It does not begin like a file of the kind.
    case otherKind
    /// It was written by a later version or uses a feature that this one does not know.
    case unsupported(detail: String)
    /// It is damaged: what is wrong, and the byte from which on.
    case corrupt(byte: Int, reason: String)
    /// The directory takes more memory than the reader may allocate.
    case memoryLimit(byteCountMax: Int)
  }

  /// Where the bytes of a file come from, and how its faults are reported.
  package struct Source<Failure: Error> {
    let byteCount: Int
    let bytes: (_ offset: Int, _ count: Int) throws(Failure) -> [UInt8]
    let failure: (Fault) -> Failure

    /// - Parameters:
    ///   - byteCount: the size of the file.
    ///   - bytes: reads so many bytes at an offset.
    ///   - failure: puts the name of the file to a fault.
    package init(
      byteCount: Int, bytes: @escaping (_ offset: Int, _ count: Int) throws(Failure) -> [UInt8],
      failure: @escaping (Fault) -> Failure
    ) {
      self.byteCount = byteCount
      self.bytes = bytes
      self.failure = failure
    }
  }

  /// Reads and verifies the frame of a file.
  ///
  /// - Parameter memoryLimit: the most bytes that may be allocated for the footer and what is
  ///   parsed from it.
  package init<Failure: Error>(
    _ source: Source<Failure>, _ kind: FileKind, memoryLimit: Int
  ) throws(Failure) {
    self.memoryLimit = memoryLimit
    let head = try source.bytes(0, min(source.byteCount, SealedConstants.headerByteCount))
    guard head.starts(with: kind.magic) else { throw source.failure(.otherKind) }
    let tailStart = source.byteCount - SealedConstants.trailerByteCount
    guard tailStart >= SealedConstants.headerByteCount else {
      throw source.failure(.corrupt(byte: source.byteCount, reason: "ends too early"))
    }
    let tail = try source.bytes(tailStart, SealedConstants.trailerByteCount)
    do throws(Fault) {
      trailer = try Self.trailer(head, tail, at: tailStart, kind)
    } catch {
      throw source.failure(error)
    }
    footerStart = tailStart - trailer.footerStoredByteCount
    guard footerStart >= SealedConstants.headerByteCount else {
      throw source.failure(
        .corrupt(byte: max(footerStart, 0), reason: "the footer is larger than the file"))
    }
    memoryLeft = memoryLimit - MemoryCost.footer(trailer)
    guard memoryLeft >= 0 else { throw source.failure(.memoryLimit(byteCountMax: memoryLimit)) }
    let stored = try source.bytes(footerStart, trailer.footerStoredByteCount)
    do throws(Fault) {
      footer = try Self.footer(stored, sealedBy: tail, trailer, at: footerStart)
    } catch {
      throw source.failure(error)
    }
  }

  /// Parses the footer.
  ///
  /// - Parameter body: also gets the bytes that the cursor reads.
  package func parse<Value>(
    _ body: (_ cursor: inout ByteCursor, _ bytes: [UInt8]) throws(ByteCursor.Refusal) -> Value
  ) throws(Fault) -> Value {
    let result = unsafe footer.withUnsafeBytes { raw in
      var cursor = unsafe ByteCursor(raw, memory: memoryLeft)
      return Result { () throws(ByteCursor.Refusal) in try body(&cursor, footer) }
    }
    switch result {
    case .success(let value): return value
    case .failure(let refusal) where refusal.exceedsMemory:
      throw .memoryLimit(byteCountMax: memoryLimit)
    case .failure(let refusal) where trailer.footerCodec != .raw:
      throw .corrupt(
        byte: footerStart,
        reason: "byte \(refusal.byte) of the decoded footer: \(refusal.reason)")
    case .failure(let refusal):
      throw .corrupt(byte: footerStart + refusal.byte, reason: refusal.reason)
    }
  }

  private static func trailer(
    _ head: [UInt8], _ tail: [UInt8], at start: Int, _ kind: FileKind
  ) throws(Fault) -> Trailer {
    let magicStart = tail.count - kind.magic.count
    guard tail[magicStart...].elementsEqual(kind.magic) else {
      throw .corrupt(
        byte: start + magicStart, reason: "the end of the file is missing or overwritten")
    }
    try checkVersion(head, tail, kind)
    let result = unsafe tail.withUnsafeBytes { raw in
      var cursor = unsafe ByteCursor(raw)
      return Result { () throws(ByteCursor.Refusal) in try Trailer(parsing: &cursor, kind: kind) }
    }
    switch result {
    case .success(let trailer): return trailer
    case .failure(let refusal):
      throw .corrupt(byte: start + refusal.byte, reason: refusal.reason)
    }
  }

  private static func checkVersion(
    _ head: [UInt8], _ tail: [UInt8], _ kind: FileKind
  ) throws(Fault) {
    let version = UInt16(head[8]) | UInt16(head[9]) << 8
    guard tail[38] == head[8], tail[39] == head[9] else {
      throw .corrupt(byte: 8, reason: "the two ends of the file name different versions")
    }
    guard version == kind.version else {
      throw .unsupported(detail: "format version \(version)")
    }
    guard head[10] == 0, head[11] == 0 else {
      throw .corrupt(byte: 10, reason: "reserved bytes are not 0")
    }
    guard head[12...].allSatisfy({ $0 == 0 }) else {
      throw .unsupported(detail: "unknown feature flags")
    }
  }

  private static func footer(
    _ stored: [UInt8], sealedBy tail: [UInt8], _ trailer: Trailer, at start: Int
  ) throws(Fault) -> [UInt8] {
    let sealed = Trailer(
      sealing: stored, rawByteCount: trailer.footerRawByteCount, codec: trailer.footerCodec,
      kind: trailer.kind)
    guard sealed.serialized() == tail else {
      throw .corrupt(byte: start, reason: "the checksum of the footer does not match")
    }
    let isRaw = trailer.footerCodec == .raw
    var raw = isRaw ? stored : [UInt8](repeating: 0, count: trailer.footerRawByteCount)
    let isValid =
      unsafe isRaw
      ? raw.count == trailer.footerRawByteCount
      : raw.withUnsafeMutableBytes { target in
        unsafe stored.withUnsafeBytes { unsafe LZ4Block.decompress($0, into: target) }
      }
    guard isValid else { throw .corrupt(byte: start, reason: "the footer cannot be decoded") }
    return raw
  }
}
