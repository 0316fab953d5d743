internal import CArchive

/// The source from which libarchive reads.
@safe final class StreamInput {
  private let source: any ByteSource
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
  /// Why the source could not be read, if that is why libarchive failed.
  private(set) var failure: ReadFailure?
  /// Bytes handed to libarchive, and those of the last piece.
  private var delivered = 0
  private var lastCount = 0

  init(source: any ByteSource) { self.source = source }

  deinit { unsafe buffer.deallocate() }

  /// Registers this input; it must outlive the archive.
  func attach(to archive: OpaquePointer) {
    unsafe archive_read_set_callback_data(archive, Unmanaged.passUnretained(self).toOpaque())
    unsafe archive_read_set_read_callback(archive) { archive, context, bytes in
      let input = unsafe Unmanaged<StreamInput>.fromOpaque(context!).takeUnretainedValue()
      return unsafe input.read(archive, into: bytes!)
    }
  }

  /// The bytes after those that libarchive has used up; nil if there are none.
  func remainder(after consumed: Int) throws(ReadFailure) -> (any ByteSource)? {
    let unused = delivered - consumed
    guard (0...lastCount).contains(unused) else {
      throw .io(reason: "libarchive has lost its place")
    }
    if unused == 0 {
      let next = try source.take(1)
      return next.isEmpty ? nil : PrefixedSource(prefix: next, rest: source)
    }
    let rest = unsafe [UInt8](buffer[(lastCount - unused)..<lastCount])
    return PrefixedSource(prefix: rest, rest: source)
  }

  private func read(
    _ archive: OpaquePointer?, into bytes: UnsafeMutablePointer<UnsafeRawPointer?>
  ) -> Int {
    do throws(ReadFailure) {
      let count = try unsafe source.read(into: buffer)
      unsafe bytes.pointee = unsafe UnsafeRawPointer(buffer.baseAddress)
      delivered += count
      if count > 0 { lastCount = count }
      return count
    } catch {
      failure = error
      return Int(ARCHIVE_FATAL)
    }
  }
}
