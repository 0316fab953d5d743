internal import CRecordParser

/// A dump profile as the JSON parser wants it.
@safe final class CompiledProfile: @unchecked Sendable {
  // Soundness of @unchecked: written by `init` only.
  let handle: OpaquePointer
  let models: [DumpProfile.Model]

  init(_ profile: DumpProfile) {
    unsafe handle = unsafe uc_profile_create()
    models = profile.models
    for model in models {
      unsafe Self.withText(model.type) { unsafe uc_profile_add_model(handle, $0) }
      for field in model.fields { add(field.names, kind: field.kind.code) }
      for condition in model.conditions {
        add([DumpProfile.FieldName(name: condition.field)], kind: UC_FIELD_VALUE)
      }
    }
  }

  deinit { unsafe uc_profile_destroy(handle) }

  private func add(_ names: [DumpProfile.FieldName], kind: uc_field_kind) {
    for (index, name) in names.enumerated() {
      unsafe Self.withText(name.name) { text in
        unsafe Self.withText(name.inner) { inner in
          if index == 0 {
            unsafe uc_profile_add_field(handle, kind, text, inner)
          } else {
            unsafe uc_profile_add_name(handle, text, inner)
          }
        }
      }
    }
  }

  private static func withText(_ text: String, _ body: (uc_text) -> Void) {
    var text = text
    text.withUTF8 { bytes in
      unsafe bytes.withMemoryRebound(to: CChar.self) {
        unsafe body(uc_text(bytes: $0.baseAddress, length: $0.count))
      }
    }
  }
}

extension RoleField.Kind {
  fileprivate var code: uc_field_kind {
    switch self {
    case .text: UC_FIELD_TEXT
    case .flag: UC_FIELD_FLAG
    case .list: UC_FIELD_LIST
    }
  }
}

/// Reads records, one at a time, for one thread.
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
