internal import CensusModel
internal import Files
internal import Glibc
internal import Sealing

/// A packed file that is open for reading. Its frame and directory have been verified; each block
/// is verified when it is read.
final class PackFile: Sendable {
  /// As the user knows it.
  let name: String
  let directory: PackDirectory
  let extent: PackExtent
  /// The checksum of directory and trailer: no other file has it.
  let identity: [UInt8]
  /// The size of the file.
  let byteCount: Int
  /// The stored size of the directory.
  let directoryByteCount: Int
  private let stored: StoredFile
  private let memoryLimit: Int

  /// Opens a file and verifies all but its blocks.
  ///
  /// - Parameter memoryLimit: the most bytes that the directory may take, or a block.
  /// - Throws: `damagedPack`, and what keeps the file from being read.
  init(_ stored: StoredFile, memoryLimit: Int = PackedFile.memoryLimitDefault) throws(ReadFailure) {
    name = stored.name
    byteCount = stored.byteCount
    self.stored = stored
    self.memoryLimit = memoryLimit
    let head = try Self.bytes(
      of: stored, at: 0, count: min(stored.byteCount, PackFormat.kind.magic.count))
    let extent = PackExtent(head: head) ?? .whole
    self.extent = extent
    let frame = try SealedFrame(
      SealedFrame.Source(
        byteCount: stored.byteCount,
        bytes: { (offset, count) throws(ReadFailure) in
          try Self.bytes(of: stored, at: offset, count: count)
        }, failure: { .damagedPack($0, file: stored.name) }),
      extent.kind, memoryLimit: memoryLimit)
    identity = frame.trailer.identity
    directoryByteCount = frame.trailer.footerStoredByteCount
    do throws(SealedFrame.Fault) {
      directory = try frame.parse { (cursor, _) throws(ByteCursor.Refusal) in
        let directory = try PackDirectory(parsing: &cursor)
        guard directory.blocks.allSatisfy({ extent.allows($0.kind) }) else {
          throw cursor.refusal("a block that such a file does not have")
        }
        return directory
      }
    } catch {
      throw .damagedPack(error, file: stored.name)
    }
    let end = directory.blocks.last.map { $0.offset + $0.storedByteCount }
    guard end ?? SealedConstants.headerByteCount == frame.footerStart else {
      throw .damagedPack(
        .corrupt(
          byte: frame.footerStart, reason: "the blocks do not end where the directory begins"),
        file: stored.name)
    }
  }

  /// Opens the regular file at a path.
  convenience init(
    path: String, memoryLimit: Int = PackedFile.memoryLimitDefault, _ fileSystem: FileSystem
  ) throws(ReadFailure) {
    let file = try OpenFile(path: PathText.bytes(of: path))
    var stored = StoredFile(
      name: PathText.shown(path), opened: file, byteCount: Int(try file.status().st_size))
    stored.fileSystem = fileSystem
    try self.init(stored, memoryLimit: memoryLimit)
  }

  /// True if a file begins like a packed file, or is named like one.
  static func isOne(_ stored: StoredFile) -> Bool {
    if stored.name.hasSuffix(PackedFile.pathExtension) { return true }
    let head = try? bytes(of: stored, at: 0, count: PackFormat.kind.magic.count)
    return PackedFile.begins(head ?? [])
  }

  private static func bytes(
    of stored: StoredFile, at offset: Int, count: Int
  ) throws(ReadFailure) -> [UInt8] {
    let bytes = try stored.source(from: offset, to: offset + count).take(count)
    if bytes.count < count {
      throw .damagedPack(
        .corrupt(byte: offset + bytes.count, reason: "ends too early"), file: stored.name)
    }
    return bytes
  }

  /// Reads a block and verifies its checksum: its bytes before compression.
  func block(_ number: Int) throws(ReadFailure) -> [UInt8] {
    let entry = directory.blocks[number]
    guard entry.rawByteCount <= memoryLimit else {
      throw .damagedPack(.memoryLimit(byteCountMax: memoryLimit), file: name)
    }
    let stored = try Self.bytes(of: stored, at: entry.offset, count: entry.storedByteCount)
    guard Checksum.ofBlock(stored, number: number) == entry.checksum else {
      throw damage(number, "the checksum does not match")
    }
    guard entry.codec == .lz4 else { return stored }
    var raw = [UInt8](repeating: 0, count: entry.rawByteCount)
    let isValid = unsafe raw.withUnsafeMutableBytes { target in
      unsafe stored.withUnsafeBytes { unsafe LZ4Block.decompress($0, into: target) }
    }
    guard isValid else { throw damage(number, "the LZ4 block is not valid") }
    return raw
  }

  /// A failure that names a block.
  func damage(_ block: Int, _ reason: String) -> ReadFailure {
    .damagedPack(
      .corrupt(byte: directory.blocks[block].offset, reason: "block \(block): \(reason)"),
      file: name)
  }

  /// Reads a block, verifies and parses it.
  func parse<Value>(
    block number: Int, _ body: (inout ByteCursor) throws(ByteCursor.Refusal) -> Value
  ) throws(ReadFailure) -> Value {
    let bytes = try block(number)
    let result = unsafe bytes.withUnsafeBytes { raw in
      var cursor = unsafe ByteCursor(raw, memory: memoryLimit)
      return Result { () throws(ByteCursor.Refusal) in
        let value = try body(&cursor)
        try cursor.finish()
        return value
      }
    }
    switch result {
    case .success(let value): return value
    case .failure(let refusal): throw damage(number, refusal.reason)
    }
  }
}

extension ReadFailure {
  /// A packed file that cannot be used.
  static func damagedPack(_ fault: SealedFrame.Fault, file: String) -> ReadFailure {
    switch fault {
    case .otherKind:
      .pack(.damaged(file: file, byte: 0, reason: "it does not begin like a packed file"))
    case .unsupported(let detail): .pack(.unsupported(file: file, detail: detail))
    case .corrupt(let byte, let reason): .pack(.damaged(file: file, byte: byte, reason: reason))
    case .memoryLimit(let limit):
      .pack(
        .damaged(
          file: file, byte: 0, reason: "a part of it would take more than \(limit) bytes of memory"
        ))
    }
  }
}
