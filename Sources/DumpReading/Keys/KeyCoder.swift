internal import Glibc

/// Writes folded keys in fewer bytes: words and mail domains that came before as numbers, two
/// digits as one byte, the prefixes of devices as one, and their hardware addresses as six.
///
/// In one process a key has one code, and a code one key: so keys are compared by their codes.
/// Codes have no order, and an empty key has an empty one.
///
/// From the left, the first of these that fits is taken:
///
/// | text | code |
/// |--|--|
/// | the whole, if a byte of it is not in U+0020 to U+007E | `verbatim`, the bytes |
/// | the whole, if it is a usual prefix and 12 hexadecimal digits | `hardware` + prefix, 6 bytes |
/// | at the beginning a usual prefix | `device` + prefix |
/// | `@` and 1 to 64 bytes to the end, if they have a number | the number of the domain |
/// | as many as 9 letters, 4 at least, if they have a number | the number of the word |
/// | two digits | `digits` + their value |
/// | anything else: letters that follow each other, or one byte | itself |
struct KeyCoder {
  private let tables: KeyTables
  /// The domain that came last: a customer has few.
  private var lastDomain = InlineArray<8, UInt64>(repeating: 0)
  private var lastDomainByteCount = 0
  private var lastDomainNumber = 0

  /// So many zeros must follow a key that is encoded.
  static let slackByteCount = 16
  /// By how much a code may be longer than its key.
  static let growthMax = 1

  /// A coder with these numbers of words and domains.
  init(_ tables: KeyTables = .process) { self.tables = tables }

  /// Writes the code of a key, and gives the place after it.
  ///
  /// - Parameters:
  ///   - start: a folded key, with `slackByteCount` zeros after it.
  ///   - isPlain: if all its bytes are in U+0020 to U+007E.
  ///   - target: room for one byte more than the key has, and for 16 more to be overwritten.
  mutating func encode(
    _ start: UnsafeRawPointer, count: Int, isPlain: Bool, to target: UnsafeMutableRawPointer
  ) -> UnsafeMutableRawPointer {
    if count == 0 { return unsafe target }
    guard isPlain else {
      unsafe target.storeBytes(of: KeyCode.verbatim, as: UInt8.self)
      unsafe (target + 1).copyMemory(from: start, byteCount: count)
      return unsafe target + 1 + count
    }
    var (from, to) = unsafe (start, target)
    let end = unsafe start + count
    if let prefix = unsafe Self.prefix(start) {
      if count == 15, unsafe Self.writeHardwareAddress(start + 3, to: to + 1) {
        unsafe to.storeBytes(of: KeyCode.hardware + prefix, as: UInt8.self)
        return unsafe to + 7
      }
      unsafe to.storeBytes(of: KeyCode.device + prefix, as: UInt8.self)
      unsafe (from, to) = unsafe (from + 3, to + 1)
    }
    while unsafe from < end { unsafe encodePart(&from, end, &to) }
    return unsafe to
  }

  /// Writes the next part of a key.
  @inline(__always)
  private mutating func encodePart(
    _ from: inout UnsafeRawPointer, _ end: UnsafeRawPointer, _ to: inout UnsafeMutableRawPointer
  ) {
    let word = unsafe from.loadUnaligned(as: UInt64.self)
    let letters = EightBytes.letterCount(word)
    if letters > 0 {
      unsafe encodeLetters(&from, word, letters, &to)
      return
    }
    let pairs = EightBytes.digitCount(word) / 2
    if pairs > 0 {
      let values = EightBytes.digitPairs(word) | 0x0101_0101 &* UInt32(KeyCode.digits)
      unsafe to.storeBytes(of: values, as: UInt32.self)
      unsafe (from, to) = unsafe (from + 2 * pairs, to + pairs)
      return
    }
    let first = UInt8(truncatingIfNeeded: word)
    if first == UInt8(ascii: "@"), let number = unsafe domainNumber(from + 1, end - from - 1) {
      unsafe Self.writeDomain(number, &to)
      unsafe from = unsafe end
      return
    }
    unsafe to.storeBytes(of: first, as: UInt8.self)
    unsafe (from, to) = unsafe (from + 1, to + 1)
  }

  @inline(__always)
  private func encodeLetters(
    _ from: inout UnsafeRawPointer, _ word: UInt64, _ letters: Int,
    _ to: inout UnsafeMutableRawPointer
  ) {
    let low = EightBytes.first(letters, of: word)
    var count = letters
    var ninth: UInt8 = 0
    if count == 8 {
      let next = unsafe (from + 8).load(as: UInt8.self)
      if UInt8(ascii: "a")...UInt8(ascii: "z") ~= next { (ninth, count) = (next, 9) }
    }
    if count >= KeyCode.wordByteCounts.lowerBound,
      let number = tables.words.number(of: LetterWord.number(ofEight: low, ninth: ninth))
    {
      unsafe Self.writeWord(number, &to)
    } else {
      unsafe to.storeBytes(of: low, as: UInt64.self)
      unsafe (to + 8).storeBytes(of: ninth, as: UInt8.self)
      unsafe to += count
    }
    unsafe from += count
  }

  @inline(__always)
  private static func writeWord(_ number: Int, _ to: inout UnsafeMutableRawPointer) {
    let lead = number >> 8
    let controls = KeyCode.controlWords.count
    let first =
      lead < controls
      ? UInt8(truncatingIfNeeded: lead) &+ KeyCode.controlWords.lowerBound
      : UInt8(truncatingIfNeeded: lead &- controls) &+ KeyCode.capitalWords.lowerBound
    guard number < KeyCode.shortWordCount else {
      return unsafe writeLong(number - KeyCode.shortWordCount, KeyCode.longWord, &to)
    }
    unsafe to.storeBytes(of: first, as: UInt8.self)
    unsafe (to + 1).storeBytes(of: UInt8(truncatingIfNeeded: number), as: UInt8.self)
    unsafe to += 2
  }

  private static func writeDomain(_ number: Int, _ to: inout UnsafeMutableRawPointer) {
    guard number < KeyCode.shortDomainCount else {
      return unsafe writeLong(number - KeyCode.shortDomainCount, KeyCode.longDomain, &to)
    }
    unsafe to.storeBytes(of: KeyCode.domains + UInt8(number >> 8), as: UInt8.self)
    unsafe (to + 1).storeBytes(of: UInt8(truncatingIfNeeded: number), as: UInt8.self)
    unsafe to += 2
  }

  private static func writeLong(
    _ number: Int, _ code: UInt8, _ to: inout UnsafeMutableRawPointer
  ) {
    unsafe to.storeBytes(of: code, as: UInt8.self)
    unsafe (to + 1).storeBytes(of: UInt16(number), as: UInt16.self)
    unsafe to += 3
  }

  /// The number of a domain; nil where it has none.
  private mutating func domainNumber(_ start: UnsafeRawPointer, _ count: Int) -> Int? {
    guard 1...KeyCode.domainByteCountMax ~= count else { return nil }
    if count == lastDomainByteCount,
      unsafe withUnsafeBytes(of: &lastDomain, { unsafe memcmp($0.baseAddress!, start, count) == 0 })
    {
      return lastDomainNumber
    }
    var domain = InlineArray<8, UInt64>(repeating: 0)
    unsafe withUnsafeMutableBytes(of: &domain) { _ = unsafe memcpy($0.baseAddress!, start, count) }
    let number = unsafe withUnsafeBytes(of: &domain) {
      unsafe tables.domains.number(of: $0.assumingMemoryBound(to: UInt64.self))
    }
    guard let number else { return nil }
    (lastDomain, lastDomainByteCount, lastDomainNumber) = (domain, count, number)
    return number
  }

  /// The index of the usual prefix at the beginning of a key.
  @inline(__always)
  private static func prefix(_ start: UnsafeRawPointer) -> UInt8? {
    // The three bytes as they are in memory, in the order of `KeyCode.prefixes`.
    switch unsafe start.loadUnaligned(as: UInt32.self) & 0xFF_FFFF {
    case 0x70_6573: 0
    case 0x61_7461: 1
    case 0x66_7363: 2
    case 0x74_6F62: 3
    case 0x74_6374: 4
    case 0x62_6174: 5
    default: nil
    }
  }

  /// Writes twelve hexadecimal digits as six bytes; false if they are something else.
  private static func writeHardwareAddress(
    _ start: UnsafeRawPointer, to target: UnsafeMutableRawPointer
  ) -> Bool {
    // Four digits are in both.
    guard let first = unsafe EightBytes.hexadecimal(start.loadUnaligned(as: UInt64.self)),
      let last = unsafe EightBytes.hexadecimal((start + 4).loadUnaligned(as: UInt64.self))
    else { return false }
    unsafe target.storeBytes(of: first, as: UInt32.self)
    unsafe (target + 2).storeBytes(of: last, as: UInt32.self)
    return true
  }
}
