import TestSupport

/// Random records as JSON texts, in all the ways that the grammar knows to write one thing; and
/// damage.
struct RandomRecord {
  var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  /// A record, mostly of a model that somebody wants.
  mutating func record() -> String {
    let type = pick(["user", "user", "phone", "flags", "other", ""])
    var meta = [member("model_type", string(type))]
    if below(20) > 0 { meta.append(member("path", pick([string("sys.p"), value(1), "null"]))) }
    if below(4) == 0 { meta.append(member("hierarchy", string("5e"))) }
    if below(2) == 0 { meta.append(member("pkid", pick([string("1"), reference()]))) }
    meta += noise(1)
    var root = [member("meta", object(meta)), member("data", object(fields()))]
    if below(6) == 0 { root += noise(1) }
    if below(12) == 0 { root.append(member("data", object(fields()))) }
    if below(30) == 0 { root.append(member(pick(["resources", "pagination"]), value(1))) }
    if below(30) == 0 { root.remove(at: below(root.count)) }
    return blanks() + object(root) + blanks()
  }

  private mutating func fields() -> [String] {
    let names = [
      "userid", "mailid", "user", "name", "userOn", "devices", "ownerUserName", "ownerUserNames",
      "class", "abc", "isLicensed", "isLicensee", "a", "ab", "é", "l", "abcd", "", "names",
    ]
    var members: [String] = []
    for _ in 0..<below(12) {
      let name = pick(names)
      let list = name == "l" ? "i" : "device"
      members.append(
        member(
          name,
          below(5) == 0
            ? value(2)
            : name == "devices" || name == "l"
              ? pick([object([member(list, array((0..<below(4)).map { _ in reference() }))]), "[]"])
              : name.hasPrefix("is") || name == "userOn"
                ? pick(["true", "false", "null", "\"Y\"", "\"false\"", "\"\""]) : reference()))
    }
    members += noise(2)
    return shuffled(members)
  }

  private mutating func reference() -> String {
    switch below(6) {
    case 0: "null"
    case 1: object([member("value", string("v")), member("_value_1", string("w"))])
    case 2: object([member("_value_1", pick([string("w"), "null"]))] + noise(1))
    default: string(pick(["x", "Ann", "SEP 1", "é", ""]))
    }
  }

  private mutating func noise(_ depth: Int) -> [String] {
    (0..<below(4)).map { _ in
      member(
        pick(["x", "names", "clas", "own", "meta", "data", "path", "userId", ""]), value(depth))
    }
  }

  mutating func value(_ depth: Int) -> String {
    switch below(depth > 0 ? 9 : 6) {
    case 0: "null"
    case 1: "true"
    case 2: "false"
    case 3: pick(["0", "-0", "12", "1.5", "-1e9", "0.0E+00", "123456789012345678901234567890"])
    case 4, 5:
      string(pick(["", "x", "{\"a\":[1]}", ",:[]{}\\", "\u{7F}é😀", "long text, and longer"]))
    case 6: array((0..<below(5)).map { _ in value(depth - 1) })
    default:
      object((0..<below(5)).map { _ in member(pick(["a", "name", "x\"y"]), value(depth - 1)) })
    }
  }

  private mutating func object(_ members: [String]) -> String {
    "{" + blanks() + members.joined(separator: "," + blanks()) + "}"
  }

  private mutating func array(_ elements: [String]) -> String {
    "[" + elements.joined(separator: blanks() + ",") + blanks() + "]"
  }

  private mutating func member(_ key: String, _ value: String) -> String {
    string(key) + blanks() + ":" + blanks() + value + blanks()
  }

  private mutating func blanks() -> String { pick(["", "", "", "", "", " ", "\t", "\r ", "    "]) }

  /// With escapes where they must be, and here and there where they may be.
  private mutating func string(_ text: String) -> String {
    var json = "\""
    let isEscaping = below(10) == 0
    for unit in text.utf16 {
      let scalar = Unicode.Scalar(unit)
      if isEscaping, below(2) == 0 || scalar == nil {
        let digits = String(unit, radix: 16, uppercase: below(2) == 0)
        json += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      } else if unit == 0x22 || unit == 0x5C {
        json += "\\" + String(Unicode.Scalar(UInt8(unit)))
      } else if let scalar {
        json.unicodeScalars.append(scalar)
      } else if unit < 0xDC00 {
        json += "😀"
      }
    }
    return json + "\""
  }

  /// A few bytes changed.
  mutating func damaged(_ text: [UInt8]) -> [UInt8] {
    let pieces = Array("{}[]:,\"\\ \n\t01eunltrf-+.d8x\u{C}\u{1A}\u{1}".utf8) + [0x80, 0xFF, 0xC3]
    var bytes = text
    for _ in 0...below(2) where !bytes.isEmpty {
      let index = below(bytes.count)
      switch below(4) {
      case 0: bytes[index] = pick(pieces)
      case 1: bytes.remove(at: index)
      case 2: bytes.removeLast(min(bytes.count, below(9)))
      default: bytes.insert(pick(pieces), at: index)
      }
    }
    return bytes
  }

  mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &random) }
  mutating func pick<Element>(_ choices: [Element]) -> Element { choices[below(choices.count)] }
  private mutating func shuffled(_ list: [String]) -> [String] { list.shuffled(using: &random) }
}
