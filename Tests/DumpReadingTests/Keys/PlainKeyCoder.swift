@testable import DumpReading

/// `KeyCoder` as its table says it: byte by byte, with lists in place of tables.
struct PlainKeyCoder {
  let wordCount: Int
  let domainCount: Int
  private(set) var words: [[UInt8]] = []
  private(set) var domains: [[UInt8]] = []

  init(wordCount: Int, domainCount: Int) {
    (self.wordCount, self.domainCount) = (wordCount, domainCount)
  }

  /// The code of a folded key.
  mutating func encode(_ key: [UInt8]) -> [UInt8] {
    if key.contains(where: { $0 < 0x20 || $0 > 0x7E }) { return [0xFF] + key }
    var rest = key[...]
    var code: [UInt8] = []
    let prefixes = ["sep", "ata", "csf", "bot", "tct", "tab"].map { Array($0.utf8) }
    if let prefix = prefixes.firstIndex(where: { key.starts(with: $0) }) {
      rest = rest.dropFirst(3)
      let digits = rest.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
      if rest.count == 12, digits.count == 12 {
        return [0xF0 + UInt8(prefix)]
          + (0..<6).map { UInt8(16 * digits[2 * $0] + digits[2 * $0 + 1]) }
      }
      code.append(0xF8 + UInt8(prefix))
    }
    while let first = rest.first {
      let letters = rest.prefix { (0x61...0x7A).contains($0) }.prefix(9)
      if !letters.isEmpty {
        code += letters.count < 4 ? Array(letters) : word(Array(letters))
        rest = rest.dropFirst(letters.count)
      } else if rest.count > 1, let value = Self.twoDigits(rest.prefix(2)) {
        code.append(0x80 + value)
        rest = rest.dropFirst(2)
      } else if first == 0x40, let domain = domain(Array(rest.dropFirst())) {
        code += domain
        rest = []
      } else {
        code.append(first)
        rest = rest.dropFirst()
      }
    }
    return code
  }

  private static func twoDigits(_ bytes: ArraySlice<UInt8>) -> UInt8? {
    guard bytes.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return bytes.reduce(0) { 10 * $0 + ($1 - 0x30) }
  }

  private mutating func word(_ word: [UInt8]) -> [UInt8] {
    guard let number = Self.number(of: word, in: &words, atMost: wordCount) else { return word }
    if number < 57 * 256 {
      let first = Array(1...31) + Array(65...90)
      return [UInt8(first[number / 256]), UInt8(number % 256)]
    }
    return [0xE4, UInt8((number - 57 * 256) % 256), UInt8((number - 57 * 256) / 256)]
  }

  private mutating func domain(_ domain: [UInt8]) -> [UInt8]? {
    guard 1...64 ~= domain.count,
      let number = Self.number(of: domain, in: &domains, atMost: domainCount)
    else { return nil }
    if number < 2048 { return [0xE8 + UInt8(number / 256), UInt8(number % 256)] }
    return [0xE5, UInt8((number - 2048) % 256), UInt8((number - 2048) / 256)]
  }

  private static func number(
    of text: [UInt8], in list: inout [[UInt8]], atMost count: Int
  ) -> Int? {
    if let known = list.firstIndex(of: text) { return known }
    if list.count == count { return nil }
    list.append(text)
    return list.count - 1
  }
}
