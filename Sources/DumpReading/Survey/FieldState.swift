internal import CRecordParser

/// The state of a field in a record (Inputs.md, "Models and fields").
public enum FieldState: String, CaseIterable, Sendable {
  /// It has a value.
  case present
  /// An empty text, or a list without entries.
  case empty
  /// `null`.
  case null
  /// A value that makes the record malformed.
  case malformed

  /// The state of a value of well-formed JSON.
  ///
  /// - Parameter inner: of a list, the key inside the object.
  init(of value: UnsafeRawBufferPointer, kind: RoleField.Kind, inner: String) {
    if unsafe value.first == UInt8(ascii: "n") {
      self = .null
      return
    }
    self =
      switch kind {
      case .text: unsafe Self.text(value)
      case .flag: unsafe Self.flag(value)
      case .list: unsafe Self.list(value, inner)
      }
  }

  /// The state of a field of a condition, which may be of any scalar type.
  init(ofCondition value: UnsafeRawBufferPointer) {
    switch unsafe value.first {
    case UInt8(ascii: "n"): self = .null
    case UInt8(ascii: "\""), UInt8(ascii: "{"), UInt8(ascii: "["): self = unsafe Self.text(value)
    default: self = .present
    }
  }

  private static func text(_ value: UnsafeRawBufferPointer) -> FieldState {
    guard unsafe value.first == UInt8(ascii: "{") else { return unsafe part(value) }
    // Of both keys the first one that is not empty counts; the other is not looked at.
    for key in ["value", "_value_1"] {
      guard let inner = unsafe MemberWalk.last(key, in: value),
        unsafe inner.first != UInt8(ascii: "n")
      else {
        continue
      }
      if inner.count == 2, unsafe inner.first == UInt8(ascii: "\"") { continue }
      return unsafe part(inner)
    }
    return .empty
  }

  private static func part(_ value: UnsafeRawBufferPointer) -> FieldState {
    guard unsafe value.first == UInt8(ascii: "\"") else { return .malformed }
    return unsafe value.dropFirst().dropLast().allSatisfy { $0 == UInt8(ascii: " ") }
      ? .empty : .present
  }

  private static func flag(_ value: UnsafeRawBufferPointer) -> FieldState {
    if unsafe value.first == UInt8(ascii: "t") || value.first == UInt8(ascii: "f") {
      return .present
    }
    guard unsafe value.first == UInt8(ascii: "\"") else { return .malformed }
    let text = unsafe String(decoding: value.dropFirst().dropLast(), as: UTF8.self).lowercased()
    if text.isEmpty { return .empty }
    return ["true", "false", "t", "f", "y", "n"].contains(text) ? .present : .malformed
  }

  private static func list(_ value: UnsafeRawBufferPointer, _ inner: String) -> FieldState {
    switch unsafe value.first {
    case UInt8(ascii: "{"):
      guard let entries = unsafe MemberWalk.last(inner, in: value) else { return .empty }
      return unsafe Self.entries(entries)
    case UInt8(ascii: "["):
      var isEmpty = true
      unsafe MemberWalk.forEachElement(of: value) { _ in isEmpty = false }
      return isEmpty ? .empty : .malformed
    default: return value.count == 2 ? .empty : .malformed
    }
  }

  private static func entries(_ value: UnsafeRawBufferPointer) -> FieldState {
    guard unsafe value.first == UInt8(ascii: "[") else { return unsafe entry(value) }
    var state = FieldState.empty
    unsafe MemberWalk.forEachElement(of: value) { element in
      let found = unsafe entry(element)
      if found == .malformed || state == .empty { state = found }
    }
    return state
  }

  private static func entry(_ value: UnsafeRawBufferPointer) -> FieldState {
    unsafe value.first == UInt8(ascii: "n") ? .empty : text(value)
  }
}
