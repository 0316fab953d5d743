internal import Files

/// Keeps an archive that has no file of its own in one without a name: one in another archive,
/// and a compressed zip, whose directory is at its end.
enum InnerArchive {
  /// - Parameters:
  ///   - content: the archive.
  ///   - name: as the user knows it.
  static func spooled(
    _ content: any ByteSource, name: String, _ fileSystem: FileSystem
  ) throws(ReadFailure) -> StoredFile {
    let copy = try Spool.unnamedFile()
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { buffer.deallocate() }
    var byteCount = 0
    while true {
      let count = try content.read(into: buffer)
      if count == 0 { break }
      try Spool.writeAll(UnsafeRawBufferPointer(rebasing: buffer[..<count]), to: copy)
      byteCount += count
    }
    var stored = StoredFile(name: name, path: [], spool: copy, byteCount: byteCount)
    stored.fileSystem = fileSystem
    return stored
  }
}
