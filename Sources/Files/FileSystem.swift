public import SystemPackage

/// The system calls that write outputs and read the content of inputs, one closure each, so that a
/// test can make any of them fail. Every closure does one call, without retrying; `live` is the real
/// thing.
@safe public struct FileSystem: Sendable {
  /// The kind of entry at a path, symbolic links not followed.
  public enum Entry: Sendable {
    case nothing, file, directory, symbolicLink, other
  }

  /// Which file stands at a path: two paths with one identity are one file.
  public struct Identity: Equatable, Sendable {
    /// The device, as the system numbers it.
    public var device: UInt64
    /// The file's number on it.
    public var number: UInt64
  }

  /// `open(2)`: path, flags, mode; a file descriptor.
  public var open: @Sendable (String, Int32, UInt32) throws(Errno) -> Int32
  /// `read(2)`: how many bytes were read, 0 at the end.
  public var read: @Sendable (Int32, UnsafeMutableRawBufferPointer) throws(Errno) -> Int
  /// `pread(2)`: how many bytes were read at an offset, 0 at the end.
  public var readAt: @Sendable (Int32, UnsafeMutableRawBufferPointer, Int) throws(Errno) -> Int
  /// `write(2)`: how many bytes were written.
  public var write: @Sendable (Int32, UnsafeRawBufferPointer) throws(Errno) -> Int
  /// `fsync(2)`.
  public var sync: @Sendable (Int32) throws(Errno) -> Void
  /// `close(2)`.
  public var close: @Sendable (Int32) throws(Errno) -> Void
  /// `rename(2)`: from, to. What stands at `to` is replaced.
  public var rename: @Sendable (String, String) throws(Errno) -> Void
  /// `link(2)`: from, to. Fails where something stands at `to`.
  public var link: @Sendable (String, String) throws(Errno) -> Void
  /// `unlink(2)`.
  public var unlink: @Sendable (String) throws(Errno) -> Void
  /// `lstat(2)`.
  public var entry: @Sendable (String) throws(Errno) -> Entry
  /// `stat(2)`: whether a directory stands there, symbolic links followed.
  public var isDirectory: @Sendable (String) throws(Errno) -> Bool
  /// `stat(2)`: which file or directory stands there, symbolic links followed.
  public var identity: @Sendable (String) throws(Errno) -> Identity
  /// `mkdir(2)`: path, mode.
  public var makeDirectory: @Sendable (String, UInt32) throws(Errno) -> Void
  /// `rmdir(2)`.
  public var removeDirectory: @Sendable (String) throws(Errno) -> Void
  /// The names in a directory, in any order.
  public var names: @Sendable (String) throws(Errno) -> [String]
  /// True if a process with this id runs.
  public var isProcessAlive: @Sendable (Int32) -> Bool
}
