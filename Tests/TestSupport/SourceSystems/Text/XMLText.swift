/// Text of XML documents.
enum XMLText {
  /// Character data or the value of an attribute.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&apos;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// An element with text; an empty one in one of its forms.
  static func element(
    _ name: String, _ value: String, attributes: String = "", _ random: inout SplitMix64
  ) -> String {
    if value.utf8.isEmpty {
      let nil_ = " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\""
      return random.pick(["<\(name)/>", "<\(name)></\(name)>", "<\(name)\(nil_)/>"])
    }
    if random.chance(4) { return "<\(name)\(attributes)><![CDATA[\(value)]]></\(name)>" }
    return "<\(name)\(attributes)>\(escaped(value))</\(name)>"
  }

  /// Whole elements in a random order: the order of AXL is not dependable.
  static func shuffled(_ elements: [String], _ random: inout SplitMix64) -> String {
    let blank = random.pick(["", "\n  "])
    return random.shuffled(elements).map { blank + $0 }.joined()
  }
}
