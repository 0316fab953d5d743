internal import Files
internal import Glibc

/// A failure inside one file, before its name and the line are put to it.
enum ReadFailure: Error {
  /// A record, or the structure that holds records, is malformed; it can be rejected.
  case malformed(byte: Int, reason: String)
  /// Everything after this byte is lost: compressed content is damaged or cut off. Such a file is
  /// never read in part.
  case damaged(byte: Int, reason: String)
  /// As `damaged`, where it is known that the content simply ends too early.
  case cutOff(byte: Int, reason: String)
  /// Lines that end inside records, or hold several: the content must be read another way, from its
  /// beginning (`LineReader.Mode`).
  case spanning
  /// A packed file cannot be used.
  case pack(PackError)
  case unreadable(reason: String)
  case io(reason: String)

  /// The error that a system call left in `errno`.
  static func system(_ code: Int32, doing what: String) -> ReadFailure {
    let reason = "cannot \(what): \(SystemErrorText.of(code))"
    let unreadable = [ENOENT, EACCES, EPERM, EISDIR, ENOTDIR, ELOOP, ENAMETOOLONG, ENXIO]
    return unreadable.contains(code) ? .unreadable(reason: reason) : .io(reason: reason)
  }
}
