internal import Glibc

/// The state of a stored file on disk. If it is the same before and after, the bytes are, too.
struct FileStamp: Equatable, Sendable {
  private var device: UInt
  private var number: UInt
  private var byteCount: Int
  private var modified: Moment
  private var changed: Moment

  private struct Moment: Equatable, Sendable {
    var seconds: Int
    var nanoseconds: Int
  }

  init(_ status: stat) {
    device = UInt(status.st_dev)
    number = UInt(status.st_ino)
    byteCount = Int(status.st_size)
    modified = Moment(seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec)
    changed = Moment(seconds: status.st_ctim.tv_sec, nanoseconds: status.st_ctim.tv_nsec)
  }
}

extension FileStamp: CustomStringConvertible {
  /// All of it in words of their own: another text whenever the file has changed.
  var description: String {
    let moments = [modified, changed].map { "\($0.seconds).\($0.nanoseconds)" }
    return "\(device) \(number) \(byteCount) \(moments[0]) \(moments[1])"
  }
}

extension StoredFile {
  /// The present state; nil where it has no path, or is gone.
  var stampNow: FileStamp? {
    var status = stat()
    guard !path.isEmpty, unsafe stat(path, &status) == 0 else { return nil }
    return FileStamp(status)
  }

  /// Refuses a file that is not what it was when it was found: part of what was read may be old,
  /// and part new. What is kept of a stream cannot change.
  func checkUnchanged() throws(ReadFailure) {
    guard let stamp else { return }
    guard stampNow == stamp else {
      throw .io(reason: "the file changed while it was read; run again when nothing writes to it")
    }
  }
}
