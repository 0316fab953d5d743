/// The bytes that stand for parts of a key, in coded keys: see `KeyCoder`.
enum KeyCode {
  /// These stand for themselves: all of U+0020 to U+007E but the capitals, which no folded key has.
  static let signs: ClosedRange<UInt8> = 0x20...0x40
  static let letters: ClosedRange<UInt8> = 0x5B...0x7E

  /// Two digits, 00 to 99: this byte and 99 more.
  static let digits: UInt8 = 0x80

  /// The first byte of two for a word: 31 and 26 values.
  static let controlWords: ClosedRange<UInt8> = 0x01...0x1F
  static let capitalWords: ClosedRange<UInt8> = 0x41...0x5A
  /// Words of two bytes: 256 for each of those values.
  static let shortWordCount = (controlWords.count + capitalWords.count) << 8
  /// A word of three bytes: its number beyond the others follows.
  static let longWord: UInt8 = 0xE4
  static let wordCount = 1 << 16

  /// A domain of three bytes with the `@` before it: its number beyond the others follows.
  static let longDomain: UInt8 = 0xE5
  /// The first byte of two for a domain: this and 7 more values.
  static let domains: UInt8 = 0xE8
  static let shortDomainCount = 8 << 8
  static let domainCount = 1 << 15

  /// A prefix of devices, and 12 hexadecimal digits as six bytes; nothing follows.
  static let hardware: UInt8 = 0xF0
  /// A prefix of devices.
  static let device: UInt8 = 0xF8
  /// The usual prefixes: phones, analog adapters, softphones of desktops, telephones and tablets.
  static let prefixes: [String] = ["sep", "ata", "csf", "bot", "tct", "tab"]

  /// The whole key follows as it is.
  static let verbatim: UInt8 = 0xFF

  /// The shortest and the longest word, and the longest domain, in bytes.
  static let wordByteCounts = 4...LetterWord.letterCountMax
  static let domainByteCountMax = 64
}
