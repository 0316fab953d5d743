/// Header, footer and trailer of a file, verified; what lies between is the kind's own business.
struct SealedFrame {
  let source: ColumnSource
  let trailer: Trailer
  /// The byte at which the footer begins.
  let footerStart: Int
  private let kind: FileKind
  private let memoryLimit: Int
  private let memoryLeft: Int
  private let footer: [UInt8]

  /// Reads and verifies the frame of a file.
  ///
  /// - Parameter memoryLimit: the most bytes that may be allocated for the footer and what is parsed
  ///   from it.
  init(
    _ source: ColumnSource, _ kind: FileKind, memoryLimit: Int
  ) throws(ColumnFileError) {
    self.source = source
    self.kind = kind
    self.memoryLimit = memoryLimit
    trailer = try Self.trailer(of: source, kind)
    footerStart =
      source.byteCount - FormatConstants.trailerByteCount - trailer.footerStoredByteCount
    guard footerStart >= FormatConstants.headerByteCount else {
      throw .corrupt(
        file: source.name, byte: max(footerStart, 0), reason: "the footer is larger than the file")
    }
    memoryLeft = memoryLimit - MemoryCost.footer(trailer)
    guard memoryLeft >= 0 else {
      throw .memoryLimit(file: source.name, part: "its directory", byteCountMax: memoryLimit)
    }
    footer = try Self.footer(of: source, kind, at: footerStart, trailer)
  }

  /// Parses the footer.
  ///
  /// - Parameter body: also gets the bytes that the cursor reads.
  func parse<Value>(
    _ body: (_ cursor: inout ByteCursor, _ bytes: [UInt8]) throws(ByteCursor.Refusal) -> Value
  ) throws(ColumnFileError) -> Value {
    let result = footer.withUnsafeBytes { raw in
      var cursor = ByteCursor(raw, memory: memoryLeft)
      return Result { () throws(ByteCursor.Refusal) in try body(&cursor, footer) }
    }
    if case .failure(let refusal) = result, refusal.exceedsMemory {
      throw .memoryLimit(file: source.name, part: "its directory", byteCountMax: memoryLimit)
    }
    if trailer.footerCodec != .raw, case .failure(let refusal) = result {
      throw .corrupt(
        file: source.name, byte: footerStart,
        reason: "byte \(refusal.byte) of the decoded footer: \(refusal.reason)")
    }
    return try source.taking(result, at: footerStart)
  }

  private static func trailer(
    of source: ColumnSource, _ kind: FileKind
  ) throws(ColumnFileError) -> Trailer {
    let magic = kind.magic
    let head = try source.bytes(
      at: 0, count: min(source.byteCount, FormatConstants.headerByteCount))
    guard head.starts(with: magic) else {
      throw kind == .columns
        ? .notAColumnFile(file: source.name) : .notAnIdentityFile(file: source.name)
    }
    let byteCountMin = FormatConstants.headerByteCount + FormatConstants.trailerByteCount
    guard source.byteCount >= byteCountMin else {
      throw .corrupt(file: source.name, byte: source.byteCount, reason: "ends too early")
    }
    let start = source.byteCount - FormatConstants.trailerByteCount
    let tail = try source.bytes(at: start, count: FormatConstants.trailerByteCount)
    guard tail.suffix(magic.count).elementsEqual(magic) else {
      throw .corrupt(
        file: source.name, byte: source.byteCount - magic.count,
        reason: "the end of the file is missing or overwritten")
    }
    try checkVersion(head, tail, source, kind)
    return try source.parse(tail, at: start) { (cursor) throws(ByteCursor.Refusal) in
      try Trailer(parsing: &cursor, kind: kind)
    }
  }

  private static func checkVersion(
    _ head: [UInt8], _ tail: [UInt8], _ source: ColumnSource, _ kind: FileKind
  ) throws(ColumnFileError) {
    let version = UInt16(head[8]) | UInt16(head[9]) << 8
    guard tail[38] == head[8], tail[39] == head[9] else {
      throw .corrupt(
        file: source.name, byte: 8, reason: "the two ends of the file name different versions")
    }
    guard version == kind.version else {
      throw .unsupported(file: source.name, detail: "format version \(version)")
    }
    guard head[10] == 0, head[11] == 0 else {
      throw .corrupt(file: source.name, byte: 10, reason: "reserved bytes are not 0")
    }
    guard head[12...].allSatisfy({ $0 == 0 }) else {
      throw .unsupported(file: source.name, detail: "unknown feature flags")
    }
  }

  private static func footer(
    of source: ColumnSource, _ kind: FileKind, at start: Int, _ trailer: Trailer
  ) throws(ColumnFileError) -> [UInt8] {
    let stored = try source.bytes(at: start, count: trailer.footerStoredByteCount)
    let sealed = Trailer(
      sealing: stored, rawByteCount: trailer.footerRawByteCount, codec: trailer.footerCodec,
      kind: kind)
    let tail = try source.bytes(
      at: source.byteCount - FormatConstants.trailerByteCount,
      count: FormatConstants.trailerByteCount)
    guard sealed.serialized() == tail else {
      throw .corrupt(
        file: source.name, byte: start, reason: "the checksum of the footer does not match")
    }
    return try decoded(stored, trailer, source, start)
  }

  private static func decoded(
    _ stored: [UInt8], _ trailer: Trailer, _ source: ColumnSource, _ start: Int
  ) throws(ColumnFileError) -> [UInt8] {
    let isRaw = trailer.footerCodec == .raw
    var raw = isRaw ? stored : [UInt8](repeating: 0, count: trailer.footerRawByteCount)
    let isValid =
      isRaw
      ? raw.count == trailer.footerRawByteCount
      : raw.withUnsafeMutableBytes { target in
        stored.withUnsafeBytes { LZ4Block.decompress($0, into: target) }
      }
    guard isValid else {
      throw .corrupt(file: source.name, byte: start, reason: "the footer cannot be decoded")
    }
    return raw
  }
}
