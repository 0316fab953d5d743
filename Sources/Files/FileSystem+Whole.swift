package import SystemPackage

/// Calls that are made until they are done: an interruption is not a failure, nor is a write
/// or read of fewer bytes than were asked for.
extension FileSystem {
  package func retrying<Result>(_ call: () throws(Errno) -> Result) throws(Errno) -> Result {
    while true {
      do throws(Errno) {
        return try call()
      } catch .interrupted {
        continue
      }
    }
  }

  func writeAll(_ bytes: UnsafeRawBufferPointer, to file: Int32) throws(Errno) {
    var rest = unsafe bytes[...]
    while unsafe !rest.isEmpty {
      let written = try retrying { () throws(Errno) in
        try unsafe write(file, UnsafeRawBufferPointer(rebasing: rest))
      }
      // A write of nothing would go on for ever.
      guard written > 0 else { throw .ioError }
      unsafe rest = unsafe rest.dropFirst(written)
    }
  }

  /// Reads up to the buffer's size; fewer bytes only at the end of the file.
  func fill(_ buffer: UnsafeMutableRawBufferPointer, from file: Int32) throws(Errno) -> Int {
    var count = 0
    while count < buffer.count {
      let read = try retrying { () throws(Errno) in
        try unsafe self.read(file, UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
      }
      if read == 0 { break }
      count += read
    }
    return count
  }

  /// Reads at an offset up to the buffer's size; fewer bytes only at the end of the file.
  package func fill(
    _ buffer: UnsafeMutableRawBufferPointer, from file: Int32, at offset: Int
  ) throws(Errno) -> Int {
    var count = 0
    while count < buffer.count {
      let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
      let read = try retrying { () throws(Errno) in try unsafe readAt(file, rest, offset + count) }
      if read == 0 { break }
      count += read
    }
    return count
  }

  /// On Linux the descriptor is gone even when `close` was interrupted: a second try could close
  /// a file of another thread.
  package func closeOnce(_ file: Int32) throws(Errno) {
    do throws(Errno) {
      try close(file)
    } catch .interrupted {
      return
    }
  }
}
