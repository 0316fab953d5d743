internal import Documents

extension CheckedObject {
  /// One of the words that a type has.
  func choice<Value: RawRepresentable & CaseIterable>(
    _ key: String, in document: SourceDocument
  ) throws(DocumentError) -> Value where Value.RawValue == String {
    let (text, offset) = try string(key)
    guard let value = Value(rawValue: text) else {
      let words = Value.allCases.map(\.rawValue).joined(separator: ", ")
      throw document.refusal(at: offset, "\(shown(text)) is not one of \(words)")
    }
    return value
  }
}
