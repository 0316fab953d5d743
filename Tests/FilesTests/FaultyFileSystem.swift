import Synchronization
import SystemPackage

@testable import Files

/// The real file system, but the call with one number fails.
final class FaultyFileSystem: Sendable {
  private let calls = Mutex<[String]>([])
  private let failing: Int
  private let errno: Errno

  init(failing: Int, errno: Errno = .ioError) {
    self.failing = failing
    self.errno = errno
  }

  /// The calls so far, in order.
  var log: [String] { calls.withLock { $0 } }
  /// The call that failed, if it came to that.
  var failed: String? { log.count >= failing ? log[failing - 1] : nil }

  private func count(_ name: String) throws(Errno) {
    let number = calls.withLock { calls in
      calls.append(name)
      return calls.count
    }
    if number == failing { throw errno }
  }

  var fileSystem: FileSystem {
    let live = FileSystem.live
    var faulty = live
    faulty.open = { path, flags, mode throws(Errno) in
      try self.count("open")
      return try live.open(path, flags, mode)
    }
    faulty.write = { file, bytes throws(Errno) in
      try self.count("write")
      return try live.write(file, bytes)
    }
    faulty.sync = { file throws(Errno) in
      try self.count("sync")
      try live.sync(file)
    }
    faulty.close = { file throws(Errno) in
      try live.close(file)
      try self.count("close")
    }
    faulty.rename = { from, to throws(Errno) in
      try self.count("rename")
      try live.rename(from, to)
    }
    faulty.link = { from, to throws(Errno) in
      try self.count("link")
      try live.link(from, to)
    }
    faulty.unlink = { path throws(Errno) in
      try self.count("unlink")
      try live.unlink(path)
    }
    faulty.entry = { path throws(Errno) in
      try self.count("entry")
      return try live.entry(path)
    }
    return faulty
  }
}
