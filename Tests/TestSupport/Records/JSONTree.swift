/// A JSON value as plain data, with the order and the repetition of an object's members kept.
public indirect enum JSONTree: Sendable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A number, as the text that is in the file.
  case number(String)
  /// A string, without escapes.
  case string(String)
  /// An array.
  case array([JSONTree])
  /// An object; a key may occur more than once, and then its last member is the valid one.
  case object([JSONMember])
}

/// One member of a JSON object.
public struct JSONMember: Sendable {
  /// The key, without escapes.
  public var key: String
  /// The value.
  public var value: JSONTree

  /// A member from its two halves.
  public init(_ key: String, _ value: JSONTree) {
    self.key = key
    self.value = value
  }
}

/// A string as its UTF-8 bytes. Swift compares `String` by canonical equivalence, the audit by bytes,
/// so nothing here ever compares or hashes a `String`.
public typealias Bytes = [UInt8]

/// The bytes of `text`.
public func bytes(_ text: String) -> Bytes {
  Array(text.utf8)
}

/// The last member with `key`, because of equal keys the last wins (Inputs.md, "Models and fields").
func lastValue(_ members: [JSONMember], _ key: String) -> JSONTree? {
  members.last { bytes($0.key) == bytes(key) }?.value
}
