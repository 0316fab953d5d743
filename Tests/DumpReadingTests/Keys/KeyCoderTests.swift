import Dispatch
import Testing

import struct TestSupport.SplitMix64

@testable import DumpReading

/// Codes of keys are those of the plain coder, and are read back as what they were.
@Suite struct KeyCoderTests {
  /// The hash tables of the program have so many entries at least; these have fewer.
  private static let capacities = [(1, 1), (2, 8), (64, 16), (1 << 16, 1 << 15)]

  private static let words = [
    "", "a", "smith", "john", "abc", "abcd", "sep", "csf", "sept", "bot", "tab", "ata", "tct",
    "abcdefgh", "abcdefghi", "abcdefghijklmnop", "abcdefghijklmnopq", "deadbeef", "zzzzzzzz",
    "0", "00", "99", "123", "001122334455", "00112233445g", "aabbccddeeff", "4", "1234567",
    "@", "@@", "@example.com", "@customer.example", ".", "-", "_", " ", "~", "ü", "\u{7F}", "\u{0}",
    "\u{1F}", "@" + String(repeating: "d", count: 63), "@" + String(repeating: "d", count: 64),
    "@" + String(repeating: "d", count: 65), "😀",
  ]

  private static func key(_ random: inout SplitMix64) -> [UInt8] {
    let length = Int.random(in: 0...40, using: &random)
    switch Int.random(in: 0..<6, using: &random) {
    case 0: return (0..<length).map { _ in fold(UInt8.random(in: 0...255, using: &random)) }
    case 1: return (0..<length).map { _ in fold(UInt8.random(in: 0x20...0x7E, using: &random)) }
    case 2: return (0..<length).map { _ in UInt8.random(in: 0x61...0x63, using: &random) }
    default:
      return (0..<Int.random(in: 0...4, using: &random)).flatMap { _ in
        Array(words.randomElement(using: &random)!.utf8)
      }
    }
  }

  private static func fold(_ byte: UInt8) -> UInt8 { 0x41...0x5A ~= byte ? byte + 0x20 : byte }

  private static func decoded(_ code: [UInt8], _ tables: KeyTables) -> [UInt8] {
    var bytes: [UInt8] = []
    code.withUnsafeBytes { KeyText.decode($0, tables, into: &bytes) }
    return bytes
  }

  @Test(arguments: capacities.indices, 1...5 as ClosedRange<UInt64>)
  func codesAreThoseOfThePlainCoder(_ capacity: Int, seed: UInt64) {
    let (wordCount, domainCount) = Self.capacities[capacity]
    let tables = KeyTables(wordCount: wordCount, domainCount: domainCount)
    var coder = KeyCoder(tables)
    var plain = PlainKeyCoder(wordCount: wordCount, domainCount: domainCount)
    var random = SplitMix64(seed: seed)
    var keys: [[UInt8]: [UInt8]] = [:]
    for _ in 0..<2000 {
      let key = Self.key(&random)
      let code = coder.encoded(key)
      let comment = Comment(rawValue: "seed \(seed), \(key)")
      #expect(code == plain.encode(key), comment)
      #expect(code.count <= key.count + KeyCoder.growthMax, comment)
      #expect(Self.decoded(code, tables) == key, comment)
      #expect(keys.updateValue(key, forKey: code).map { $0 == key } ?? true, comment)
    }
  }

  @Test func knownCodes() {
    var coder = KeyCoder(KeyTables(wordCount: 4, domainCount: 4))
    let codes: [(String, [UInt8])] = [
      ("", []), ("abc", Array("abc".utf8)), ("smith", [1, 0]), ("jsmith", [1, 1]),
      ("SEP00112233AABB", [0xF0, 0x00, 0x11, 0x22, 0x33, 0xAA, 0xBB]),
      ("CSFjsmith", [0xFA, 1, 1]), ("john.smith1@Example.com", [1, 2, 0x2E, 1, 0, 0x31, 0xE8, 0]),
      ("smith@example.com", [1, 0, 0xE8, 0]), ("10203", [0x8A, 0x94, 0x33]),
      ("ü", [0xFF, 0xC3, 0xBC]), ("a@b@c", [0x61, 0xE8, 1]),
    ]
    for (text, code) in codes { #expect(coder.encoded(Array(text.utf8)) == code, "\(text)") }
  }

  /// Two and three bytes.
  @Test func allNumbersHaveCodes() {
    let tables = KeyTables()
    var coder = KeyCoder(tables)
    var codes: Set<[UInt8]> = []
    let letters = Array("abcdefghijklmnopqrstuvwxyz".utf8)
    for number in 0..<66_000 {
      var rest = number
      let word =
        [letters[16]]
        + (0..<4).map { _ in
          defer { rest /= 26 }
          return letters[rest % 26]
        }
      let code = coder.encoded(word)
      #expect(Self.decoded(code, tables) == word)
      #expect(code.count == (number < 57 * 256 ? 2 : number < 65_536 ? 3 : 5))
      codes.insert(code)
      guard number < 33_000 else { continue }
      let domain = Array("@\(number)".utf8)
      let domainCode = coder.encoded(domain)
      #expect(Self.decoded(domainCode, tables) == domain)
      #expect(domainCode.count == (number < 2048 ? 2 : 3) || number >= 32_768)
      codes.insert(domainCode)
    }
    #expect(codes.count == 99_000)
  }

  /// Threads that meet the same keys in other orders give them the same codes, also when tables are
  /// full.
  @Test(arguments: [(16, 4), (1 << 12, 64)]) func threadsAgree(wordCount: Int, domainCount: Int) {
    let tables = KeyTables(wordCount: wordCount, domainCount: domainCount)
    let letters = Array("abcdefgh".utf8)
    let keys: [[UInt8]] = (0..<4096).map { number in
      (0..<4).map { letters[number >> (3 * $0) & 7] } + Array("@d\(number % 80)".utf8)
    }
    let found = Found(count: 4)
    DispatchQueue.concurrentPerform(iterations: 4) { thread in
      var coder = KeyCoder(tables)
      let order = keys.indices.map { ($0 * 1001 + thread * 777) % keys.count }
      var codes = [[UInt8]](repeating: [], count: keys.count)
      for index in order { codes[index] = coder.encoded(keys[index]) }
      // Once more: what was literal stays so.
      for index in order where coder.encoded(keys[index]) != codes[index] { codes[index] = [] }
      found.set(thread, codes)
    }
    for codes in found.codes { #expect(codes == found.codes[0]) }
    for (key, code) in zip(keys, found.codes[0]) { #expect(Self.decoded(code, tables) == key) }
  }

  private final class Found: @unchecked Sendable {
    // Soundness of @unchecked: a lock.
    private let queue = DispatchQueue(label: "found")
    private(set) var codes: [[[UInt8]]]
    init(count: Int) { codes = Array(repeating: [], count: count) }
    func set(_ index: Int, _ value: [[UInt8]]) { queue.sync { codes[index] = value } }
  }
}
