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
