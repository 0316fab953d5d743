import Files
import TestSupport
import Testing

@Suite struct PathTextTests {
  private func bytes(_ text: String) -> [UInt8] {
    PathText.bytes(of: text).map(UInt8.init(bitPattern:))
  }

  private func text(_ bytes: [UInt8]) -> String {
    PathText.text(of: bytes.map(CChar.init(bitPattern:)))
  }

  @Test(arguments: [
    ("a", "a"), ("é/€.𐍈", "é/€.𐍈"), ("", ""), ("\u{10FF7F}", "\u{10FF7F}"),
  ])
  func textsThatAreUTF8StayAsTheyAre(_ path: String, _ expected: String) {
    #expect(text(Array(path.utf8)) == expected)
    #expect(bytes(path) == Array(path.utf8) + [0])
    #expect(PathText.shown(path) == expected)
  }

  @Test(
    arguments: [
      ([0x61, 0xFF, 0x62], "a\\xFFb"), ([0xC3], "\\xC3"), ([0xE2, 0x82, 0x41], "\\xE2\\x82A"),
      ([0xED, 0xA0, 0x80], "\\xED\\xA0\\x80"), ([0xC3, 0xA9, 0x80], "é\\x80"),
      // A character that is used as an escape.
      ([0xF4, 0x8F, 0xBE, 0x80], "\\xF4\\x8F\\xBE\\x80"),
    ] as [([UInt8], String)])
  func otherBytesAreEscaped(_ path: [UInt8], _ shown: String) {
    #expect(PathText.shown(text(path)) == shown)
    #expect(bytes(text(path)) == path + [0])
  }

  @Test(arguments: 0..<200 as Range<UInt64>) func anyBytesComeBack(_ seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let pieces: [[UInt8]] = [
      [0xF4, 0x8F, 0xBE], [0xF4, 0x8F, 0xBF, 0xBF], [0x80], [0xC3, 0xA9], [0x2F], [0x61],
    ]
    var path: [UInt8] = []
    for _ in 0..<Int.random(in: 0...12, using: &generator) {
      path +=
        Bool.random(using: &generator)
        ? pieces.randomElement(using: &generator)! : [UInt8.random(in: 1...255, using: &generator)]
    }
    #expect(bytes(text(path)) == path + [0], "seed \(seed)")
  }
}
