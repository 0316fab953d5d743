/// Writes JSON trees in a random but valid form.
struct JSONWriting {
  enum Layout {
    case minified
    case spaced
    /// Over several lines, with the given line end.
    case indented(Bytes)
  }

  var random: SplitMix64
  var layout: Layout
  /// How many characters of a hundred are written as escapes though they need not be.
  var escapes: Int
  var output: Bytes = []

  init(seed: UInt64, layout: Layout, escapes: Int) {
    random = SplitMix64(seed: seed)
    self.layout = layout
    self.escapes = escapes
  }

  mutating func write(_ tree: JSONTree, depth: Int = 0) {
    switch tree {
    case .null: output += bytes("null")
    case .bool(let value): output += bytes(value ? "true" : "false")
    case .number(let text): output += bytes(text)
    case .string(let text): write(string: text)
    case .array(let elements):
      writeList(0x5B, 0x5D, elements.count, depth) { writer, index in
        writer.write(elements[index], depth: depth + 1)
      }
    case .object(let members):
      writeList(0x7B, 0x7D, members.count, depth) { writer, index in
        writer.write(string: members[index].key)
        writer.output.append(0x3A)
        writer.writeBlank()
        writer.write(members[index].value, depth: depth + 1)
      }
    }
  }

  private mutating func writeList(
    _ open: UInt8, _ close: UInt8, _ count: Int, _ depth: Int,
    _ element: (inout JSONWriting, Int) -> Void
  ) {
    output.append(open)
    for index in 0..<count {
      if index > 0 { output.append(0x2C) }
      writeBreak(depth + 1)
      element(&self, index)
    }
    if count > 0 { writeBreak(depth) } else { writeBlank() }
    output.append(close)
  }

  private mutating func writeBreak(_ depth: Int) {
    guard case .indented(let lineEnd) = layout else {
      writeBlank()
      return
    }
    output += lineEnd
    output += Bytes(repeating: 0x20, count: 2 * depth)
  }

  private mutating func writeBlank() {
    switch layout {
    case .minified: return
    case .indented: output.append(0x20)
    case .spaced:
      if random.chance(50) { output.append(0x20) }
      if random.chance(4) { output.append(0x09) }
    }
  }

  private mutating func write(string text: String) {
    output.append(0x22)
    for scalar in text.unicodeScalars {
      if scalar.value < 0x20 || scalar == "\"" || scalar == "\\" || random.chance(escapes) {
        writeEscape(scalar)
      } else {
        output += Bytes(String(scalar).utf8)
      }
    }
    output.append(0x22)
  }

  private mutating func writeEscape(_ scalar: Unicode.Scalar) {
    let short: [UInt32: UInt8] = [
      0x22: 0x22, 0x5C: 0x5C, 0x2F: 0x2F, 0x08: 0x62, 0x0C: 0x66, 0x0A: 0x6E, 0x0D: 0x72,
      0x09: 0x74,
    ]
    if let letter = short[scalar.value], random.chance(70) {
      output += [0x5C, letter]
      return
    }
    // Beyond the basic plane this is a pair of surrogates.
    for unit in String(scalar).utf16 {
      let digits = String(unit, radix: 16, uppercase: random.chance(50))
      output += bytes("\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits)
    }
  }
}
