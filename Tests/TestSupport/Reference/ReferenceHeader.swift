/// The metadata lines and the names of the files (AuditRules.md §1).
struct ReferenceHeader {
  static let keys = [
    "OrgID", "Platform ID", "hostname", "Provider Name", "Software Version", "Platform Version",
    "Deployment Mode", "Date Time", "License Token", "License Expiry", "Audit Version",
  ]

  /// In the order of `keys`.
  let values: [String]

  /// `nodeName` is the Provider node's; `alone` says whether it is the only provider.
  init(_ facts: [JSONMember], dateTime: String?, nodeName: Bytes, alone: Bool) throws {
    values = try Self.keys.map { key in
      var value = try Self.fact(facts, key)
      if key == "Date Time", let dateTime { value = dateTime }
      if key == "Provider Name", value.utf8.isEmpty || !alone {
        value = String(decoding: nodeName, as: UTF8.self)
      }
      if value.utf8.isEmpty { value = Self.substitute(key) }
      let isControl = value.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F) ~= $0.value }
      if isControl || (key == "Date Time" && !Self.isDateTime(bytes(value))) {
        throw ReferenceFailure.refusedFact(key)
      }
      return value
    }
  }

  private static func fact(_ facts: [JSONMember], _ key: String) throws -> String {
    switch lastValue(facts, key) {
    case nil, .null: return ""
    case .string(let text): return text
    case .number(let text): return text
    default: throw ReferenceFailure.refusedFact(key)
    }
  }

  private static func substitute(_ key: String) -> String {
    switch key {
    case "License Token": return "<license-token-not-found>"
    case "License Expiry": return "<license-expiry-not-found>"
    case "Audit Version": return "4.1.5"
    default: return ""
    }
  }

  /// `YYYY-MM-DD HH:MM`, a day of the calendar.
  static func isDateTime(_ text: Bytes) -> Bool {
    let pattern = bytes("0000-00-00 00:00")
    if text.count != pattern.count { return false }
    for (byte, expected) in zip(text, pattern) {
      if expected == 0x30 ? !(0x30...0x39).contains(byte) : byte != expected { return false }
    }
    func number(_ range: Range<Int>) -> Int {
      text[range].reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
    let (year, month, day) = (number(0..<4), number(5..<7), number(8..<10))
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    if !(1...12).contains(month) || !(1...days[month - 1]).contains(day) { return false }
    return number(11..<13) < 24 && number(14..<16) < 60
  }

  var lines: String {
    zip(Self.keys, values).map { "#" + $0 + "=" + $1 + "\n" }.joined()
  }

  /// `YYYY-MM-DD_HHMM`.
  var stamp: String {
    String(
      decoding: bytes(values[7]).filter { $0 != 0x3A }.map { $0 == 0x20 ? 0x5F : $0 },
      as: UTF8.self)
  }

  /// The name of a file of a kind, such as `anonymous`.
  func fileName(_ kind: String, _ ending: String) -> String {
    "vlf_\(Self.safe(values[3]))_\(Self.safe(values[2]))_\(kind)_\(stamp)\(ending)"
  }

  static func safe(_ name: String) -> String {
    let allowed = bytes("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-")
    var result: Bytes = name.unicodeScalars.map { scalar in
      scalar.value < 0x80 && allowed.contains(UInt8(scalar.value)) ? UInt8(scalar.value) : 0x5F
    }
    for index in result.indices {
      if result[index] != 0x2E, result[index] != 0x2D { break }
      result[index] = 0x5F
    }
    return result.isEmpty ? "_" : String(decoding: result.prefix(64), as: UTF8.self)
  }
}
