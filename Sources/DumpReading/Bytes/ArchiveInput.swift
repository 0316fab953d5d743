internal import CArchive
internal import Glibc

/// What libarchive reads from: a source, and where it can be had, its size, so that the central
/// directory of a zip can be found.
final class ArchiveInput {
  private let source: any ByteSource
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
  /// Why the source could not be read, if that is why libarchive failed.
  private(set) var failure: ReadFailure?
  /// Bytes handed to libarchive, and those of the last piece.
  private var delivered = 0
  private var lastCount = 0

  init(source: any ByteSource) { self.source = source }

  deinit { buffer.deallocate() }

  /// Registers this input; it must outlive the archive.
  func attach(to archive: OpaquePointer) {
    archive_read_set_callback_data(archive, Unmanaged.passUnretained(self).toOpaque())
    archive_read_set_read_callback(archive) { archive, context, bytes in
      let input = Unmanaged<ArchiveInput>.fromOpaque(context!).takeUnretainedValue()
      return input.read(archive, into: bytes!)
    }
    guard source is FileSource else { return }
    archive_read_set_seek_callback(archive) { _, context, offset, whence in
      let input = Unmanaged<ArchiveInput>.fromOpaque(context!).takeUnretainedValue()
      return input.seek(by: Int(offset), from: whence)
    }
  }

  /// What stands behind the bytes that libarchive has used up; nil if nothing does.
  func remainder(behind consumed: Int) throws(ReadFailure) -> (any ByteSource)? {
    let unused = delivered - consumed
    guard (0...lastCount).contains(unused) else {
      throw .io(reason: "libarchive has lost its place")
    }
    if unused == 0 {
      let next = try source.take(1)
      return next.isEmpty ? nil : PrefixedSource(prefix: next, rest: source)
    }
    let rest = [UInt8](buffer[(lastCount - unused)..<lastCount])
    return PrefixedSource(prefix: rest, rest: source)
  }

  private func read(
    _ archive: OpaquePointer?, into bytes: UnsafeMutablePointer<UnsafeRawPointer?>
  ) -> Int {
    do throws(ReadFailure) {
      let count = try source.read(into: buffer)
      bytes.pointee = UnsafeRawPointer(buffer.baseAddress)
      delivered += count
      if count > 0 { lastCount = count }
      return count
    } catch {
      failure = error
      return Int(ARCHIVE_FATAL)
    }
  }

  private func seek(by offset: Int, from whence: Int32) -> la_int64_t {
    guard let file = source as? FileSource else { return la_int64_t(ARCHIVE_FATAL) }
    let base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? file.offset : file.end
    file.offset = min(max(0, base + offset), file.end)
    return la_int64_t(file.offset)
  }
}
