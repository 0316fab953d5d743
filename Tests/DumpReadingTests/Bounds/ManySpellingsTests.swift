import DumpReading
import Testing

/// A key can be spelled in a hundred thousand ways; the first of them are named.
@Suite struct ManySpellingsTests {
  /// Spellings of `ownerUserName` that differ in capitals, but for the right one.
  private static let spellings = (1..<1 << 13).map { number in
    String(
      "ownerUserName".enumerated().map { index, letter in
        let isChanged = number >> index & 1 == 1
        guard isChanged else { return letter }
        return Character(letter.isUppercase ? letter.lowercased() : letter.uppercased())
      })
  }

  @Test(arguments: [1, 3]) func firstSpellingsAreNamed(_ threads: Int) throws {
    let text = (Self.spellings + Self.spellings.reversed()).enumerated().map { index, key in
      record("device/cucm/Phone", #""name":"p\#(index)","product":"x","\#(key)":"u""#)
    }.joined(separator: "\n")
    let error = try #require(throws: DumpError.self) {
      try read(text, threads: threads, chunk: 10_000)
    }
    guard case .misspelled(let fields) = error else { throw error }
    let expected = Self.spellings.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.prefix(100)
    #expect(fields.map(\.found) == Array(expected))
    #expect(fields.allSatisfy { $0.recordCount == 2 })
  }
}
