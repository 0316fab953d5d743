import CensusModel
import TestSupport
import Testing

@testable import ColumnFile

/// Searching against a plain comparison at every place.
@Suite struct ByteSearchTests {
  private static func plain(_ name: [UInt8], _ bytes: [UInt8]) -> Bool {
    let bytes = bytes.map(Folding.lowercase)
    guard name.count <= bytes.count else { return false }
    return (0...bytes.count - name.count).contains { bytes[$0...].starts(with: name) }
  }

  @Test func findsWhatStandsThere() {
    var random = SplitMix64(seed: 20)
    var hitCount = 0
    for _ in 0..<4000 {
      // Few letters, so that first and last bytes are often right; lengths around 32 and 64.
      let bytes = (0..<Int(random.next() % 100)).map { _ in UInt8(random.next() % 3) }
      let name = (0..<Int(random.next() % 8)).map { _ in UInt8(random.next() % 3) }
      let expected = Self.plain(name, bytes)
      #expect(ByteSearch.occurs(name, in: bytes) == expected, "\(name) in \(bytes)")
      hitCount += expected ? 1 : 0
    }
    #expect((500..<3500).contains(hitCount))
  }

  @Test func findsNamesInEverySpelling() {
    var random = SplitMix64(seed: 21)
    let letters = Array("aAbBzZ@[`{é".utf8)
    var hitCount = 0
    for _ in 0..<4000 {
      let bytes = (0..<Int(random.next() % 100)).map { _ in
        letters[Int(random.next() % UInt64(letters.count))]
      }
      let name = (0..<Int(1 + random.next() % 4)).map { _ in
        Folding.lowercase(letters[Int(random.next() % UInt64(letters.count))])
      }
      let expected = Self.plain(name, bytes)
      #expect(ByteSearch.occurs(name, in: bytes) == expected, "\(name) in \(bytes)")
      hitCount += expected ? 1 : 0
    }
    #expect((500..<3500).contains(hitCount))
  }

  @Test func findsAtEveryPlace() {
    for byteCount in 30...70 {
      for place in 0...byteCount - 3 {
        var bytes = [UInt8](repeating: 0, count: byteCount)
        bytes.replaceSubrange(place..<place + 3, with: [7, 8, 9])
        #expect(ByteSearch.occurs([7, 8, 9], in: bytes))
        #expect(!ByteSearch.occurs([7, 9, 9], in: bytes))
      }
    }
  }
}
