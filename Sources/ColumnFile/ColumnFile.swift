public import CensusModel

/// A columnar file that is open for reading. Its header, footer and trailer have been verified;
/// each group is verified when it is decoded.
public struct ColumnFile: Sendable {
  /// Where the bytes come from.
  public let source: ColumnSource
  /// The identity of the file, 32 hexadecimal digits: a digest over everything in it.
  public let identity: String
  let footer: Footer
  /// The footer's size as it is stored.
  public let footerByteCount: Int

  /// What the file says of itself, by key.
  public var metadata: [String: String] { footer.metadata }
  /// The providers that customers refer to.
  public var providers: [Provider] { footer.providers }
  /// The device types that devices refer to.
  public var deviceTypes: [DeviceTypeEntry] { footer.deviceTypes }
  /// The customers, in ascending byte order of their PKIDs.
  public var customers: [CustomerEntry] { footer.customers }
  /// How many row groups there are.
  public var groupCount: Int { footer.groups.count }

  /// How much memory, in bytes, reading a file may take if nothing else is said: 1 GiB.
  public static let memoryLimitDefault = 1 << 30

  /// The version of the format that this program writes.
  public static var formatVersion: Int { Int(FormatConstants.version) }

  /// Opens a file and verifies all but its groups.
  ///
  /// - Parameter memoryLimit: the most bytes that may be allocated for the directory, and again for
  ///   each `DecodedGroup`. A small file can be made that decodes to a very large one.
  public init(
    _ source: ColumnSource, memoryLimit: Int = memoryLimitDefault
  ) throws(ColumnFileError) {
    self.source = source
    let trailer = try Self.trailer(of: source)
    let start = source.byteCount - FormatConstants.trailerByteCount - trailer.footerStoredByteCount
    guard start >= FormatConstants.headerByteCount else {
      throw .corrupt(
        file: source.name, byte: max(start, 0), reason: "the footer is larger than the file")
    }
    footer = try Self.footer(of: source, at: start, trailer, memoryLimit)
    identity = trailer.identity.hexadecimal
    footerByteCount = trailer.footerStoredByteCount
    let end = footer.groups.last.map { $0.offset + $0.storedByteCount }
    guard end ?? FormatConstants.headerByteCount == start else {
      throw .corrupt(
        file: source.name, byte: start, reason: "the chunks do not end where the footer begins")
    }
    guard ScratchSize(of: footer.groups).byteCount <= memoryLimit else {
      throw .memoryLimit(file: source.name, part: "a group", byteCountMax: memoryLimit)
    }
  }

  private static func trailer(of source: ColumnSource) throws(ColumnFileError) -> Trailer {
    let magic = FormatConstants.magic
    let head = try source.bytes(
      at: 0, count: min(source.byteCount, FormatConstants.headerByteCount))
    guard head.starts(with: magic) else { throw .notAColumnFile(file: source.name) }
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
    try checkVersion(head, tail, source)
    return try source.parse(tail, at: start) { (cursor) throws(ByteCursor.Refusal) in
      try Trailer(parsing: &cursor)
    }
  }

  private static func checkVersion(
    _ head: [UInt8], _ tail: [UInt8], _ source: ColumnSource
  ) throws(ColumnFileError) {
    let version = UInt16(head[8]) | UInt16(head[9]) << 8
    guard tail[38] == head[8], tail[39] == head[9] else {
      throw .corrupt(
        file: source.name, byte: 8, reason: "the two ends of the file name different versions")
    }
    guard version == FormatConstants.version else {
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
    of source: ColumnSource, at start: Int, _ trailer: Trailer, _ memoryLimit: Int
  ) throws(ColumnFileError) -> Footer {
    let memoryLeft = memoryLimit - MemoryCost.footer(trailer)
    guard memoryLeft >= 0 else {
      throw .memoryLimit(file: source.name, part: "its directory", byteCountMax: memoryLimit)
    }
    let stored = try source.bytes(at: start, count: trailer.footerStoredByteCount)
    let sealed = Trailer(
      sealing: stored, rawByteCount: trailer.footerRawByteCount, codec: trailer.footerCodec)
    let tail = try source.bytes(
      at: source.byteCount - FormatConstants.trailerByteCount,
      count: FormatConstants.trailerByteCount)
    guard sealed.serialized() == tail else {
      throw .corrupt(
        file: source.name, byte: start, reason: "the checksum of the footer does not match")
    }
    let raw = try decoded(stored, trailer, source, start)
    let result = raw.withUnsafeBytes { raw in
      var cursor = ByteCursor(raw, memory: memoryLeft)
      return Result { () throws(ByteCursor.Refusal) in try Footer(parsing: &cursor) }
    }
    if case .failure(let refusal) = result, refusal.exceedsMemory {
      throw .memoryLimit(file: source.name, part: "its directory", byteCountMax: memoryLimit)
    }
    if trailer.footerCodec != .raw, case .failure(let refusal) = result {
      throw .corrupt(
        file: source.name, byte: start,
        reason: "byte \(refusal.byte) of the decoded footer: \(refusal.reason)")
    }
    return try source.taking(result, at: start)
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

extension ColumnSource {
  func bytes(at offset: Int, count: Int) throws(ColumnFileError) -> [UInt8] {
    guard count <= byteCount - offset else {
      throw .corrupt(file: name, byte: byteCount, reason: "ends too early")
    }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 1)
    defer { buffer.deallocate() }
    try read(offset, buffer)
    return Array(buffer)
  }

  func parse<Value>(
    _ bytes: [UInt8], at start: Int,
    _ body: (inout ByteCursor) throws(ByteCursor.Refusal) -> Value
  ) throws(ColumnFileError) -> Value {
    let result = bytes.withUnsafeBytes { raw in
      var cursor = ByteCursor(raw)
      return Result { () throws(ByteCursor.Refusal) in try body(&cursor) }
    }
    return try taking(result, at: start)
  }

  /// What was parsed from the bytes that begin at `start`, or why it was not.
  func taking<Value>(
    _ result: Result<Value, ByteCursor.Refusal>, at start: Int
  ) throws(ColumnFileError) -> Value {
    switch result {
    case .success(let value): return value
    case .failure(let refusal):
      throw .corrupt(file: name, byte: start + refusal.byte, reason: refusal.reason)
    }
  }
}
