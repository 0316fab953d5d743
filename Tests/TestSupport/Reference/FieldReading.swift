/// The value of a reference field: a string, or an object with `value` and `_value_1`
/// (Inputs.md, "Models and fields").
func referenceText(_ value: JSONTree?, _ field: String) throws -> Bytes {
  switch value {
  case nil, .null: return []
  case .string(let text): return bytes(text)
  case .object(let members):
    for key in ["value", "_value_1"] {
      let text = try innerText(lastValue(members, key), field)
      if !text.isEmpty { return text }
    }
    return []
  default: throw ReferenceFailure.malformed("\(field) is neither a string nor an object")
  }
}

private func innerText(_ value: JSONTree?, _ field: String) throws -> Bytes {
  switch value {
  case nil, .null: return []
  case .string(let text): return bytes(text)
  default: throw ReferenceFailure.malformed("\(field) holds a value that is not a string")
  }
}

/// A list: one reference, an array of them, `null`, `""` or absent.
func referenceList(_ value: JSONTree?, _ field: String) throws -> [Bytes] {
  guard case .array(let elements) = value else { return [try referenceText(value, field)] }
  return try elements.map { try referenceText($0, field) }
}

/// The list inside `associatedDevices` or `phoneProfiles`; the outer value may also be `null`, `""`,
/// `[]` or absent.
func wrappedList(_ data: [JSONMember], _ outer: String, _ inner: String) throws -> [Bytes] {
  switch lastValue(data, outer) {
  case nil, .null: return []
  case .string(let text) where text.utf8.isEmpty: return []
  case .array(let elements) where elements.isEmpty: return []
  case .object(let members): return try referenceList(lastValue(members, inner), outer)
  default: throw ReferenceFailure.malformed("\(outer) is not an object")
  }
}

/// A boolean in any of its spellings; nil when absent, `null` or empty.
func flag(_ data: [JSONMember], _ field: String) throws -> Bool? {
  switch lastValue(data, field) {
  case nil, .null: return nil
  case .bool(let value): return value
  case .string(let text):
    if text.utf8.isEmpty { return nil }
    // Any case; blanks are not part of a spelling.
    let lower = bytes(text).map { $0 >= 0x41 && $0 <= 0x5A ? $0 + 0x20 : $0 }
    if [bytes("true"), bytes("t"), bytes("y")].contains(lower) { return true }
    if [bytes("false"), bytes("f"), bytes("n")].contains(lower) { return false }
    throw ReferenceFailure.malformed("\(field) is not a boolean")
  default: throw ReferenceFailure.malformed("\(field) is not a boolean")
  }
}
