/// HTML or XML, looked at without a parser: names of elements, and the text of one of them.
struct Markup {
  /// In lower case, to find names in.
  private let folded: [UInt8]
  private let text: [UInt8]

  init(_ text: [UInt8]) {
    self.text = text
    folded = text.map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }
  }

  /// True if it begins so, after blanks.
  func begins(with beginning: StaticString) -> Bool {
    beginning.withUTF8Buffer { wanted in
      unsafe folded.drop(while: JSONScanner.isBlank).starts(with: wanted)
    }
  }

  /// True if there is an element with one of these names, whatever its namespace.
  func has(anyOf names: [String]) -> Bool { names.contains { afterTag($0) != nil } }

  /// The text of the first element with one of these names; nil without any.
  func content(ofAnyOf names: [String]) -> String? {
    for name in names {
      guard let start = afterTag(name) else { continue }
      let content = text[start...].prefix { $0 != UInt8(ascii: "<") }
      return String(decoding: content, as: UTF8.self)
    }
    return nil
  }

  /// Where the first opening tag of a name ends.
  private func afterTag(_ name: String) -> Int? {
    let name = Array(name.utf8)
    var position = 0
    while let open = folded[position...].firstIndex(of: UInt8(ascii: "<")) {
      position = open + 1
      let tag = folded[position...].prefix { $0 != UInt8(ascii: ">") }
      let qualified = tag.prefix { !JSONScanner.isBlank($0) && $0 != UInt8(ascii: "/") }
      let local = qualified.split(separator: UInt8(ascii: ":")).last ?? []
      if local.elementsEqual(name) { return min(tag.endIndex + 1, text.count) }
    }
    return nil
  }
}
