internal import Glibc

/// Where a columnar file's bytes come from: a file on disk, or memory.
public struct ColumnSource: Sendable {
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
    read = { (offset, target) throws(ColumnFileError) in
      guard offset >= 0, target.count <= bytes.count - offset else {
        throw .corrupt(file: name, byte: bytes.count, reason: "ends too early")
      }
      bytes.withUnsafeBytes {
        target.copyMemory(
          from: UnsafeRawBufferPointer(rebasing: $0[offset..<offset + target.count]))
      }
    }
  }

  /// A regular file on disk; it is kept open as long as the source lives.
  public init(path: String) throws(ColumnFileError) {
    let file = try OpenFile(path: path)
    name = path
    byteCount = file.byteCount
    read = { (offset, target) throws(ColumnFileError) in try file.read(at: offset, into: target) }
  }
}

private final class OpenFile: Sendable {
  let path: String
  let byteCount: Int
  private let descriptor: Int32

  init(path: String) throws(ColumnFileError) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadable(file: path, reason: Self.reason()) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let reason = Self.reason()
      close(descriptor)
      throw .unreadable(file: path, reason: reason)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw .unreadable(file: path, reason: "is no regular file")
    }
    byteCount = Int(status.st_size)
  }

  deinit { close(descriptor) }

  func read(
    at offset: Int, into target: UnsafeMutableRawBufferPointer
  ) throws(ColumnFileError) {
    var done = 0
    while done < target.count {
      let got = pread(
        descriptor, target.baseAddress! + done, target.count - done, off_t(offset + done))
      if got < 0, errno == EINTR { continue }
      if got < 0 { throw .unreadable(file: path, reason: Self.reason()) }
      if got == 0 { throw .corrupt(file: path, byte: offset + done, reason: "ends too early") }
      done += got
    }
  }

  private static func reason() -> String { String(cString: strerror(errno)) }
}

extension ColumnFile {
  /// Whether the file at a path is meant as a columnar file: it is regular and begins or ends like
  /// one, or is named like one. So one that is damaged at an end is still called damaged.
  public static func isOne(atPath path: String) -> Bool {
    // Before opening it: to open a pipe and close it again would lose what another writes to it.
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      let source = try? ColumnSource(path: path)
    else { return false }
    let magic = FormatConstants.magic
    guard source.byteCount >= magic.count else { return path.hasSuffix(".ucol") }
    return path.hasSuffix(".ucol") || (try? source.bytes(at: 0, count: magic.count)) == magic
      || (try? source.bytes(at: source.byteCount - magic.count, count: magic.count)) == magic
  }
}
