internal import Documents

extension Pagination {
  /// Reads `pagination`, which begins at a byte of the content. Its numbers may be JSON numbers or
  /// strings of digits.
  init(_ node: JSONNode, at start: Int) throws(ReadFailure) {
    guard case .object = node.value else {
      throw .malformed(byte: start + node.offset, reason: "expected an object under \"pagination\"")
    }
    skip = try Self.number("skip", in: node, at: start)
    total = try Self.number("total", in: node, at: start)
    if node["limit"] != nil { _ = try Self.number("limit", in: node, at: start) }
  }

  private static func number(
    _ key: String, in node: JSONNode, at start: Int
  ) throws(ReadFailure) -> Int {
    let text: String? =
      switch node[key]?.value {
      case .number(let text), .string(let text): text
      default: nil
      }
    // Sixteen digits: less than `PageTally.Entry.expectedMax`.
    if let text, (1...16).contains(text.utf8.count),
      text.utf8.allSatisfy({ (48...57).contains($0) }),
      let number = Int(text)
    {
      return number
    }
    let offset = node[key]?.offset ?? node.offset
    throw .malformed(
      byte: start + offset, reason: "expected a whole number under \"pagination.\(key)\"")
  }
}
