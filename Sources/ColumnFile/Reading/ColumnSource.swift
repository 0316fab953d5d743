public import Files
internal import Glibc
internal import SystemPackage

/// Where a columnar file's bytes come from: a file on disk, or memory.
@safe public struct ColumnSource: Sendable {
  /// The name that errors give.
  public let name: String
  /// The size of the whole file.
  public let byteCount: Int
  /// Fills the buffer with the bytes at an offset.
  let read:
    @Sendable (_ offset: Int, _ target: UnsafeMutableRawBufferPointer) throws(ColumnFileError) ->
      Void

  /// A file in memory.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    byteCount = bytes.count
    unsafe read = { (offset, target) throws(ColumnFileError) in
      guard offset >= 0, target.count <= bytes.count - offset else {
        throw .corrupt(file: name, byte: bytes.count, reason: "ends too early")
      }
      unsafe bytes.withUnsafeBytes {
        unsafe target.copyMemory(
          from: UnsafeRawBufferPointer(rebasing: $0[offset..<offset + target.count]))
      }
    }
  }

  /// A regular file on disk, or standard input; it is kept open as long as the source lives.
  public init(path: String, fileSystem: FileSystem = .live) throws(ColumnFileError) {
    let file = try OpenFile(path: path, fileSystem: fileSystem)
    name = PathText.shown(file.path)
    byteCount = file.byteCount
    unsafe read = { (offset, target) throws(ColumnFileError) in
      try unsafe file.read(at: offset, into: target)
    }
  }

  /// The digest of the whole file as it is stored, in hexadecimal. The file is the one that was
  /// opened, even if its path leads to another one by now.
  public func digest() throws(ColumnFileError) -> String {
    var digest = InputDigest()
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { unsafe buffer.deallocate() }
    for offset in stride(from: 0, to: byteCount, by: buffer.count) {
      let count = min(buffer.count, byteCount - offset)
      let piece = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[..<count])
      try unsafe read(offset, piece)
      unsafe digest.update(UnsafeRawBufferPointer(piece))
    }
    return digest.hexadecimal()
  }
}

private final class OpenFile: Sendable {
  let path: String
  let byteCount: Int
  private let fileSystem: FileSystem
  private let descriptor: Int32

  init(path: String, fileSystem: FileSystem) throws(ColumnFileError) {
    self.path = StandardInput.shown(path)
    self.fileSystem = fileSystem
    descriptor = try Self.open(path, fileSystem)
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      let error = Errno(rawValue: errno)
      try? fileSystem.closeOnce(descriptor)
      throw .inputOutput(file: path, reason: "cannot be looked at: \(error)")
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      try? fileSystem.closeOnce(descriptor)
      throw .unreadable(file: path, reason: "is not a regular file")
    }
    byteCount = Int(status.st_size)
  }

  private static func open(
    _ path: String, _ fileSystem: FileSystem
  ) throws(ColumnFileError) -> Int32 {
    if StandardInput.isMeant(path) {
      do throws(FileError) {
        return try StandardInput.shared.openWhole(fileSystem: fileSystem)
      } catch {
        throw error.kind == .inputUnreadable
          ? .unreadable(file: error.path, reason: error.reason)
          : .inputOutput(file: error.path, reason: error.reason)
      }
    }
    do throws(Errno) {
      return try fileSystem.retrying { () throws(Errno) in
        try fileSystem.open(path, O_RDONLY | O_CLOEXEC, 0)
      }
    } catch {
      throw .unreadable(file: path, reason: "cannot be opened: \(error)")
    }
  }

  deinit { try? fileSystem.closeOnce(descriptor) }

  func read(
    at offset: Int, into target: UnsafeMutableRawBufferPointer
  ) throws(ColumnFileError) {
    let count: Int
    do throws(Errno) {
      count = try unsafe fileSystem.fill(target, from: descriptor, at: offset)
    } catch {
      throw .inputOutput(file: path, reason: "cannot be read: \(error)")
    }
    if count < target.count {
      throw .corrupt(file: path, byte: offset + count, reason: "ends too early")
    }
  }
}

extension ColumnFile {
  /// True if the file at a path is meant as a columnar file: it is regular and begins or ends like
  /// one, or is named like one. So one that is damaged at an end is still called damaged.
  ///
  /// - Throws: where that cannot be found out: what cannot be read is not taken for something else.
  public static func isOne(
    atPath path: String, fileSystem: FileSystem = .live
  ) throws(ColumnFileError) -> Bool {
    if StandardInput.isMeant(path) {
      let magic = FormatConstants.magic
      return StandardInput.shared.head(magic.count, fileSystem: fileSystem) == magic
    }
    // Before opening it: to open a pipe and close it again would lose what another writes to it.
    var status = stat()
    guard unsafe stat(PathText.bytes(of: path), &status) == 0, status.st_mode & S_IFMT == S_IFREG
    else {
      return false
    }
    if path.hasSuffix(".ucol") { return true }
    let source = try ColumnSource(path: path, fileSystem: fileSystem)
    let magic = FormatConstants.magic
    guard source.byteCount >= magic.count else { return false }
    if try source.bytes(at: 0, count: magic.count) == magic { return true }
    return try source.bytes(at: source.byteCount - magic.count, count: magic.count) == magic
  }
}
