import TestSupport

/// A plain JSON parser that keeps repeated members; it stops at the first fault.
struct NaiveJSON {
  struct Fault: Error {
    let position: Int
  }

  private let input: Bytes
  private(set) var position = 0

  init(_ input: Bytes) {
    self.input = input
    if input.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  /// All documents of the input, one after the other.
  mutating func documents() throws -> [JSONTree] {
    var result: [JSONTree] = []
    skipBlanks()
    while position < input.count {
      result.append(try value())
      skipBlanks()
    }
    return result
  }

  private mutating func skipBlanks() {
    while position < input.count {
      if [0x20, 0x09, 0x0A, 0x0D].contains(input[position]) {
        position += 1
      } else if input[position...].starts(with: [0xEF, 0xBB, 0xBF]) {
        position += 3
      } else {
        return
      }
    }
  }

  private mutating func take(_ text: String) -> Bool {
    let wanted = Bytes(text.utf8)
    guard input[position...].starts(with: wanted) else { return false }
    position += wanted.count
    return true
  }

  private mutating func expect(_ text: String) throws {
    if !take(text) { throw Fault(position: position) }
  }

  private mutating func value() throws -> JSONTree {
    skipBlanks()
    if take("null") { return .null }
    if take("true") { return .bool(true) }
    if take("false") { return .bool(false) }
    if take("[") { return .array(try list("]") { try $0.value() }) }
    if take("{") { return .object(try list("}") { try $0.member() }) }
    if take("\"") { return .string(try string()) }
    let start = position
    while position < input.count, Bytes("+-.0123456789eE".utf8).contains(input[position]) {
      position += 1
    }
    let text = String(decoding: input[start..<position], as: UTF8.self)
    guard Double(text) != nil else { throw Fault(position: start) }
    return .number(text)
  }

  private mutating func member() throws -> JSONMember {
    skipBlanks()
    try expect("\"")
    let key = try string()
    skipBlanks()
    try expect(":")
    return JSONMember(key, try value())
  }

  private mutating func list<Element>(
    _ end: String, _ element: (inout NaiveJSON) throws -> Element
  ) throws -> [Element] {
    var result: [Element] = []
    skipBlanks()
    if take(end) { return result }
    repeat {
      result.append(try element(&self))
      skipBlanks()
    } while take(",")
    try expect(end)
    return result
  }

  private mutating func string() throws -> String {
    var units: [UInt16] = []
    var raw: Bytes = []
    func text() -> [UInt16] { Array(String(decoding: raw, as: UTF8.self).utf16) }
    while !take("\"") {
      guard position < input.count, input[position] >= 0x20 else { throw Fault(position: position) }
      if take("\\") {
        units += text() + [try escape()]
        raw = []
      } else {
        raw.append(input[position])
        position += 1
      }
    }
    return String(decoding: units + text(), as: UTF16.self)
  }

  private mutating func escape() throws -> UInt16 {
    if take("u") {
      let digits = String(decoding: input[position..<min(position + 4, input.count)], as: UTF8.self)
      guard digits.utf8.count == 4, let unit = UInt16(digits, radix: 16) else {
        throw Fault(position: position)
      }
      position += 4
      return unit
    }
    let short: [(String, UInt16)] = [
      ("\"", 0x22), ("\\", 0x5C), ("/", 0x2F), ("b", 8), ("f", 12), ("n", 10), ("r", 13), ("t", 9),
    ]
    for (letter, unit) in short where take(letter) { return unit }
    throw Fault(position: position)
  }
}
