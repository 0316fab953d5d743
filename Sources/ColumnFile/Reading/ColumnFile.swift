public import CensusModel
internal import Sealing

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

  /// The metadata of the file, by key.
  public var metadata: [String: String] { footer.metadata }
  /// The providers that customers refer to.
  public var providers: [Provider] { footer.providers }
  /// The device types that devices refer to.
  public var deviceTypes: [DeviceTypeEntry] { footer.deviceTypes }
  /// The customers, in ascending byte order of their PKIDs.
  public var customers: CustomerDirectory { footer.customers }
  /// How many row groups there are.
  public var groupCount: Int { footer.groups.count }

  /// How much memory, in bytes, reading a file may take if nothing else is said: 1 GiB.
  public static let memoryLimitDefault = 1 << 30

  /// The version of the format that this program writes.
  public static var formatVersion: Int { Int(FormatConstants.version) }

  /// Opens a file and verifies all but its groups.
  ///
  /// - Parameters:
  ///   - source: the bytes of the file.
  ///   - memoryLimit: the most bytes that may be allocated for the directory, and again for
  ///     each `DecodedGroup`. A small file can be made that decodes to a very large one.
  public init(
    _ source: ColumnSource, memoryLimit: Int = memoryLimitDefault
  ) throws(ColumnFileError) {
    self.source = source
    let frame = try source.frame(.columns, memoryLimit: memoryLimit)
    footer = try source.parse(frame) { (cursor, bytes) throws(ByteCursor.Refusal) in
      try Footer(parsing: &cursor, of: bytes)
    }
    identity = frame.trailer.identity.hexadecimal
    footerByteCount = frame.trailer.footerStoredByteCount
    let end = footer.groups.last.map { $0.offset + $0.storedByteCount }
    guard end ?? SealedConstants.headerByteCount == frame.footerStart else {
      throw .corrupt(
        file: source.name, byte: frame.footerStart,
        reason: "the chunks do not end where the footer begins")
    }
    guard ScratchSize(of: footer.groups).byteCount <= memoryLimit else {
      throw .memoryLimit(file: source.name, part: "a group", byteCountMax: memoryLimit)
    }
  }
}

extension ColumnSource {
  func bytes(at offset: Int, count: Int) throws(ColumnFileError) -> [UInt8] {
    guard count <= byteCount - offset else {
      throw .corrupt(file: name, byte: byteCount, reason: "ends too early")
    }
    var bytes = [UInt8](repeating: 0, count: count)
    let result = unsafe bytes.withUnsafeMutableBytes { target in
      Result { () throws(ColumnFileError) in try unsafe read(offset, target) }
    }
    try result.get()
    return bytes
  }

  /// Header, footer and trailer, verified.
  func frame(_ kind: FileKind, memoryLimit: Int) throws(ColumnFileError) -> SealedFrame {
    let source = SealedFrame.Source(
      byteCount: byteCount,
      bytes: { (offset, count) throws(ColumnFileError) in try bytes(at: offset, count: count) },
      failure: { fault in
        guard case .otherKind = fault else { return error(fault) }
        return kind == .columns ? .notAColumnFile(file: name) : .notAnIdentityFile(file: name)
      })
    return try SealedFrame(source, kind, memoryLimit: memoryLimit)
  }

  /// The content of a frame's footer.
  func parse<Value>(
    _ frame: SealedFrame,
    _ body: (_ cursor: inout ByteCursor, _ bytes: [UInt8]) throws(ByteCursor.Refusal) -> Value
  ) throws(ColumnFileError) -> Value {
    do throws(SealedFrame.Fault) {
      return try frame.parse(body)
    } catch {
      throw self.error(error)
    }
  }

  private func error(_ fault: SealedFrame.Fault) -> ColumnFileError {
    switch fault {
    case .otherKind: .notAColumnFile(file: name)
    case .unsupported(let detail): .unsupported(file: name, detail: detail)
    case .corrupt(let byte, let reason): .corrupt(file: name, byte: byte, reason: reason)
    case .memoryLimit(let limit):
      .memoryLimit(file: name, part: "its directory", byteCountMax: limit)
    }
  }
}
