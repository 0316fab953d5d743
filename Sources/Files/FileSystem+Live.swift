internal import Glibc
internal import SystemPackage

extension FileSystem {
  /// The system itself.
  public static let live = unsafe FileSystem(
    open: { path, flags, mode throws(Errno) in
      try unsafe check(Glibc.open(PathText.bytes(of: path), flags, mode))
    },
    read: { file, buffer throws(Errno) in
      try unsafe check(Glibc.read(file, buffer.baseAddress, buffer.count))
    },
    readAt: { file, buffer, offset throws(Errno) in
      try unsafe check(Glibc.pread(file, buffer.baseAddress, buffer.count, off_t(offset)))
    },
    write: { file, bytes throws(Errno) in
      try unsafe check(Glibc.write(file, bytes.baseAddress, bytes.count))
    },
    sync: { file throws(Errno) in _ = try check(Glibc.fsync(file)) },
    close: { file throws(Errno) in _ = try check(Glibc.close(file)) },
    rename: { from, to throws(Errno) in
      _ = try unsafe check(Glibc.rename(PathText.bytes(of: from), PathText.bytes(of: to)))
    },
    link: { from, to throws(Errno) in
      _ = try unsafe check(Glibc.link(PathText.bytes(of: from), PathText.bytes(of: to)))
    },
    unlink: { path throws(Errno) in _ = try unsafe check(Glibc.unlink(PathText.bytes(of: path))) },
    entry: { path throws(Errno) in try entryKind(path) },
    isDirectory: { path throws(Errno) in try status(path).st_mode & S_IFMT == S_IFDIR },
    identity: { path throws(Errno) in
      let status = try status(path)
      return Identity(device: UInt64(status.st_dev), number: UInt64(status.st_ino))
    },
    makeDirectory: { path, mode throws(Errno) in
      _ = try unsafe check(Glibc.mkdir(PathText.bytes(of: path), mode))
    },
    removeDirectory: { path throws(Errno) in
      _ = try unsafe check(Glibc.rmdir(PathText.bytes(of: path)))
    },
    names: { path throws(Errno) in try directoryNames(path) },
    isProcessAlive: { process in Glibc.kill(process, 0) == 0 || errno != ESRCH })

  private static func check<Result: SignedInteger>(_ result: Result) throws(Errno) -> Result {
    if result < 0 { throw Errno(rawValue: errno) }
    return result
  }

  private static func status(_ path: String) throws(Errno) -> stat {
    var status = stat()
    _ = try unsafe check(stat(PathText.bytes(of: path), &status))
    return status
  }

  private static func entryKind(_ path: String) throws(Errno) -> Entry {
    var status = stat()
    do {
      _ = try unsafe check(lstat(PathText.bytes(of: path), &status))
    } catch .noSuchFileOrDirectory {
      return .nothing
    }
    return switch status.st_mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .directory
    case S_IFLNK: .symbolicLink
    default: .other
    }
  }

  private static func directoryNames(_ path: String) throws(Errno) -> [String] {
    guard let directory = unsafe opendir(PathText.bytes(of: path)) else {
      throw Errno(rawValue: errno)
    }
    defer { unsafe closedir(directory) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = unsafe readdir(directory) else { break }
      unsafe names.append(
        PathText.text(of: UnsafeBufferPointer(start: entry.name, count: strlen(entry.name))))
    }
    if errno != 0 { throw Errno(rawValue: errno) }
    return names
  }
}
