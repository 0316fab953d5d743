import DumpReading
import Files
import Foundation
import Synchronization
import SystemPackage
import TestSupport

/// A content that comes by a pipe, read with its calls counted.
final class Piped {
  let workdir: Workdir
  let path: String
  var options: DumpReader.Options
  private let counts = Counts()

  private final class Counts: Sendable {
    let read = Atomic<Int>(0)
    let written = Atomic<Int>(0)
    let opened = Mutex<[String]>([])
  }

  init(threads: Int = 1, onError: DumpReader.OnError = .fail) throws {
    signal(SIGPIPE, SIG_IGN)
    workdir = try Workdir()
    path = workdir.path("pipe")
    mkfifo(path, 0o600)
    options = DumpReader.Options(profile: try DumpProfile.builtIn())
    options.threads = threads
    options.onError = onError
    options.makesDigests = true
    options.temporaryDirectory = workdir.path
    let counts = counts
    options.fileSystem.read = { descriptor, buffer throws(Errno) in
      let count = try FileSystem.live.read(descriptor, buffer)
      counts.read.add(count, ordering: .relaxed)
      return count
    }
    options.fileSystem.write = { descriptor, bytes throws(Errno) in
      let count = try FileSystem.live.write(descriptor, bytes)
      counts.written.add(count, ordering: .relaxed)
      return count
    }
    options.fileSystem.open = { path, flags, mode throws(Errno) in
      counts.opened.withLock { $0.append(path) }
      return try FileSystem.live.open(path, flags, mode)
    }
  }

  /// Bytes that were taken from the pipe.
  var readByteCount: Int { counts.read.load(ordering: .relaxed) }
  /// Bytes that were written to files.
  var writtenByteCount: Int { counts.written.load(ordering: .relaxed) }
  /// Files that were made or opened.
  var openedPaths: [String] { counts.opened.withLock { $0 } }

  /// Reads what comes; `next` hands out piece after piece, and nil at the end.
  func read(_ next: @escaping @Sendable () -> [UInt8]?) throws -> DumpContents {
    let path = path
    Thread.detachNewThread {
      let descriptor = open(path, O_WRONLY)
      defer { close(descriptor) }
      while let piece = next() {
        var sent = 0
        while sent < piece.count {
          let count = piece.withUnsafeBytes {
            write(descriptor, $0.baseAddress! + sent, piece.count - sent)
          }
          if count < 0 { return }
          sent += count
        }
      }
    }
    return try DumpReader(dumps: [path], options: options).read()
  }

  /// Reads these bytes.
  func read(_ bytes: [UInt8]) throws -> DumpContents {
    let sent = Once()
    return try read { sent.isDone.exchange(true, ordering: .relaxed) ? nil : bytes }
  }

  private final class Once: Sendable { let isDone = Atomic<Bool>(false) }
}
