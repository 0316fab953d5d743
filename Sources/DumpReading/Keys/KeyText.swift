internal import Glibc

/// Coded keys as the texts that they stand for.
public enum KeyText {
  /// Appends the text of a code.
  public static func decode(_ code: UnsafeRawBufferPointer, into bytes: inout [UInt8]) {
    unsafe decode(code, .process, into: &bytes)
  }

  /// Appends the text of a code with these numbers.
  static func decode(
    _ code: UnsafeRawBufferPointer, _ tables: KeyTables, into bytes: inout [UInt8]
  ) {
    guard let start = code.baseAddress, let first = unsafe code.first else { return }
    if first == KeyCode.verbatim {
      unsafe bytes.append(contentsOf: code.dropFirst())
      return
    }
    if KeyCode.hardware..<KeyCode.device ~= first {
      bytes.append(contentsOf: KeyCode.prefixes[Int(first - KeyCode.hardware)].utf8)
      for unsafe(byte) in unsafe code.dropFirst() { appendHexadecimal(byte, to: &bytes) }
      return
    }
    var cursor = unsafe start
    let end = unsafe start + code.count
    while unsafe cursor < end { unsafe decodePart(&cursor, tables, into: &bytes) }
  }

  /// The text of a code.
  public static func decoded(_ code: UnsafeRawBufferPointer) -> [UInt8] {
    var bytes: [UInt8] = []
    unsafe decode(code, into: &bytes)
    return bytes
  }

  /// The code of a text, which is folded first.
  public static func encoded(_ text: [UInt8]) -> [UInt8] {
    var coder = KeyCoder()
    return coder.encoded(text)
  }

  /// True if the text of the left code comes before that of the right one in byte order; a
  /// beginning comes before the whole.
  public static func precedes(
    _ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer
  ) -> Bool {
    unsafe decoded(left).lexicographicallyPrecedes(decoded(right))
  }

  private static func decodePart(
    _ cursor: inout UnsafeRawPointer, _ tables: KeyTables, into bytes: inout [UInt8]
  ) {
    let first = unsafe next(&cursor)
    switch first {
    case KeyCode.signs, KeyCode.letters: bytes.append(first)
    case KeyCode.controlWords:
      let lead = Int(first - KeyCode.controlWords.lowerBound)
      unsafe LetterWord.append(tables.words.word(lead << 8 | Int(next(&cursor))), to: &bytes)
    case KeyCode.capitalWords:
      let lead = Int(first - KeyCode.capitalWords.lowerBound) + KeyCode.controlWords.count
      unsafe LetterWord.append(tables.words.word(lead << 8 | Int(next(&cursor))), to: &bytes)
    case KeyCode.longWord:
      unsafe LetterWord.append(
        tables.words.word(KeyCode.shortWordCount + nextTwo(&cursor)), to: &bytes)
    case KeyCode.domains..<KeyCode.hardware:
      bytes.append(UInt8(ascii: "@"))
      let lead = Int(first - KeyCode.domains)
      unsafe append(lead << 8 | Int(next(&cursor)), of: tables.domains, to: &bytes)
    case KeyCode.longDomain:
      bytes.append(UInt8(ascii: "@"))
      unsafe append(KeyCode.shortDomainCount + nextTwo(&cursor), of: tables.domains, to: &bytes)
    case KeyCode.device..<KeyCode.verbatim:
      bytes.append(contentsOf: KeyCode.prefixes[Int(first - KeyCode.device)].utf8)
    default:
      let value = first - KeyCode.digits
      bytes.append(UInt8(ascii: "0") + value / 10)
      bytes.append(UInt8(ascii: "0") + value % 10)
    }
  }

  private static func next(_ cursor: inout UnsafeRawPointer) -> UInt8 {
    defer { unsafe cursor += 1 }
    return unsafe cursor.load(as: UInt8.self)
  }

  private static func nextTwo(_ cursor: inout UnsafeRawPointer) -> Int {
    defer { unsafe cursor += 2 }
    return unsafe Int(cursor.loadUnaligned(as: UInt16.self))
  }

  /// Appends an entry, which ends where it has a zero.
  private static func append(_ number: Int, of table: SharedNumbers, to bytes: inout [UInt8]) {
    let entry = unsafe UnsafeRawBufferPointer(table.entry(number))
    unsafe bytes.append(contentsOf: entry[..<(entry.firstIndex(of: 0) ?? entry.count)])
  }

  private static func appendHexadecimal(_ byte: UInt8, to bytes: inout [UInt8]) {
    for digit in [byte >> 4, byte & 15] {
      bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }
}

extension KeyCoder {
  /// The code of a text, which is folded first.
  mutating func encoded(_ text: [UInt8]) -> [UInt8] {
    var key = text + [UInt8](repeating: 0, count: Self.slackByteCount)
    let isPlain = unsafe key.withUnsafeMutableBytes { key in
      unsafe KeyFolding.copy(
        UnsafeRawBufferPointer(rebasing: key[..<text.count]), to: key.baseAddress!)
    }
    return unsafe [UInt8](unsafeUninitializedCapacity: text.count + Self.growthMax + 16) {
      code, count in
      let target = UnsafeMutableRawPointer(code.baseAddress!)
      count = unsafe key.withUnsafeBytes {
        unsafe encode($0.baseAddress!, count: text.count, isPlain: isPlain, to: target) - target
      }
    }
  }
}
