internal import CRecordParser

/// Parses records of JSON for one thread: one at a time, or many lines at once. The grammar and the
/// fields of the profile are checked in C++, in the module `CRecordParser`; a `Worker` calls it.
@safe final class RecordParser {
  fileprivate let handle: OpaquePointer
  let profile: CompiledProfile

  init(profile: CompiledProfile, depthMax: Int) {
    self.profile = profile
    unsafe handle = unsafe uc_record_parser_create(depthMax, false)
  }

  deinit { unsafe uc_record_parser_destroy(handle) }

  /// The content of a text; `uc_record_padding()` bytes after it must be readable. Valid until the
  /// next call.
  func parse(_ text: UnsafeRawBufferPointer) -> UnsafePointer<uc_record> {
    unsafe uc_record_parse(
      handle, profile.handle, text.baseAddress!.assumingMemoryBound(to: CChar.self), text.count)
  }
}

extension RecordParser {
  /// True if each of these lines is blank or holds one well-formed object, or, if they are spanning,
  /// whether there are only such objects, each beginning on a line of its own; `uc_record_padding()` bytes
  /// after them must be readable.
  func check(lines: UnsafeRawBufferPointer, spanning isSpanning: Bool) -> Bool {
    guard let base = lines.baseAddress else { return true }
    return unsafe uc_lines_check(
      handle, profile.handle, base.assumingMemoryBound(to: CChar.self), lines.count, isSpanning)
  }

  /// The next record of the lines checked last; nil after the last. Valid until the next call.
  func nextInLines() -> UnsafePointer<uc_record>? { unsafe uc_lines_next(handle, profile.handle) }
}

extension uc_text {
  /// The text's bytes.
  var content: UnsafeRawBufferPointer { unsafe UnsafeRawBufferPointer(start: bytes, count: length) }

  /// The text's bytes without U+0020 at the ends: half of `Folding.key`.
  var trimmed: UnsafeRawBufferPointer {
    var first = unsafe UnsafeRawPointer(bytes)
    var count = unsafe length
    while count > 0, let at = unsafe first, unsafe at.load(as: UInt8.self) == 0x20 {
      unsafe first = unsafe at + 1
      count -= 1
    }
    while count > 0, let at = unsafe first,
      unsafe at.load(fromByteOffset: count - 1, as: UInt8.self) == 0x20
    {
      count -= 1
    }
    return unsafe UnsafeRawBufferPointer(start: first, count: count)
  }

  var string: String { unsafe String(decoding: content, as: UTF8.self) }
}
