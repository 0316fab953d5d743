internal import CensusModel

/// A JSON object of a rule set that is read strictly: no key twice, and none that is unknown, so
/// that a misspelt key is refused rather than ignored.
package struct CheckedObject {
  private let document: SourceDocument
  private let what: String
  /// The byte at which the object begins.
  package let offset: Int
  private let list: [JSONNode.Member]
  private let members: [String: JSONNode]

  /// An object without duplicate keys.
  ///
  /// - Parameters:
  ///   - node: what should be an object.
  ///   - what: what it stands for, for errors, such as `column 7`.
  ///   - document: where the node comes from.
  package init(_ node: JSONNode, what: String, in document: SourceDocument) throws(DocumentError) {
    guard case .object(let list) = node.value else {
      throw document.refusal(at: node.offset, "\(what) must be an object {…}")
    }
    var members: [String: JSONNode] = [:]
    for member in list where members.updateValue(member.node, forKey: member.key) != nil {
      throw document.refusal(
        at: member.keyOffset, "the key \(shown(member.key)) stands twice in \(what); remove one")
    }
    self.document = document
    self.what = what
    self.list = list
    self.members = members
    offset = node.offset
  }

  /// Refuses every key but these, and notes that are not strings. A note is allowed in every object
  /// and says nothing to the program.
  package func allow(_ keys: [String]) throws(DocumentError) {
    for member in list where member.key != "note" && !keys.contains(member.key) {
      throw document.refusal(
        at: member.keyOffset,
        "\(what) has no key \(shown(member.key)); expected \(keys.joined(separator: ", ")), note")
    }
    if members["note"] != nil { _ = try string("note") }
  }

  /// True if the object has the key.
  package func has(_ key: String) -> Bool { members[key] != nil }

  /// The member with this key, which must be there.
  package func node(_ key: String) throws(DocumentError) -> JSONNode {
    guard let node = members[key] else {
      throw document.refusal(at: offset, "\(what) needs the key '\(key)'")
    }
    return node
  }

  /// A string, which must be there, with its place.
  package func string(_ key: String) throws(DocumentError) -> (text: String, offset: Int) {
    let node = try node(key)
    guard let text = node.string else {
      throw document.refusal(at: node.offset, "'\(key)' of \(what) must be a string")
    }
    return (text, node.offset)
  }

  /// A string that is shown in reports: not empty, and without control characters.
  package func line(_ key: String) throws(DocumentError) -> (text: String, offset: Int) {
    let (text, offset) = try string(key)
    guard !text.isEmpty, !text.unicodeScalars.contains(where: \.isControl) else {
      throw document.refusal(
        at: offset, "'\(key)' of \(what) must not be empty and must not hold control characters")
    }
    return (text, offset)
  }

  /// A whole number of this range, written with digits only.
  package func number(_ key: String, in range: ClosedRange<Int>) throws(DocumentError) -> Int {
    let node = try node(key)
    guard case .number(let text) = node.value, let number = Int(text), range.contains(number) else {
      let expected =
        range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)…\(range.upperBound)"
      throw document.refusal(
        at: node.offset, "'\(key)' of \(what) must be a whole number: \(expected)")
    }
    return number
  }

  /// `true` or `false`; false where the key is absent.
  package func bool(_ key: String) throws(DocumentError) -> Bool {
    guard let node = members[key] else { return false }
    guard case .bool(let value) = node.value else {
      throw document.refusal(at: node.offset, "'\(key)' of \(what) must be true or false")
    }
    return value
  }

  /// The elements of an array, which must be there.
  package func array(_ key: String) throws(DocumentError) -> (elements: [JSONNode], offset: Int) {
    let node = try node(key)
    guard case .array(let elements) = node.value else {
      throw document.refusal(at: node.offset, "'\(key)' of \(what) must be an array […]")
    }
    return (elements, node.offset)
  }
}
