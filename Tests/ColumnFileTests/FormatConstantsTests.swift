import CensusModel
import Sealing
import Testing

import struct TestSupport.SplitMix64

@testable import ColumnFile

/// Values that files on disk depend on, said a second time: a change of one must be on purpose.
@Suite struct FormatConstantsTests {
  @Test func neverChange() {
    #expect(FormatConstants.magic == [0x89, 0x55, 0x43, 0x4F, 0x4C, 0x0D, 0x0A, 0x1A])
    #expect(FormatConstants.version == 1)
    #expect(
      FormatConstants.identitiesMagic == [0x89, 0x55, 0x43, 0x49, 0x44, 0x0D, 0x0A, 0x1A])
    #expect(FormatConstants.identitiesVersion == 2)
    #expect(CustomerIdentities.Section.allCases.map(\.rawValue) == Array(1...10))
    #expect(SealedConstants.headerByteCount == 16)
    #expect(SealedConstants.trailerByteCount == 48)
    #expect(FormatConstants.levelMax == 10)
    #expect(FormatConstants.groupPersonCountMax == 1_048_576)
    #expect(FormatConstants.deviceTypeCountMax == 65_535)
    #expect(SealedConstants.countMax == 1_099_511_627_776)
    #expect(SealedConstants.varintMax == 4_611_686_018_427_387_904)
    #expect(SealedConstants.lz4RatioMax == 255)
    #expect(SealedConstants.lz4ByteCountMax == 2_147_483_647)
    #expect(Codec.raw.rawValue == 1)
    #expect(Codec.constant.rawValue == 2)
    #expect(Codec.lz4.rawValue == 3)
    let columns: [ColumnKind] = [.segments, .ownerIndex, .deviceTypes, .fact(0), .fact(12)]
    #expect(columns.map(\.rawValue) == [1, 2, 3, 16, 28])
    let facts = "U V W S E R CCX CCE T TV X O PX".split(separator: " ").map(String.init)
    #expect(Fact.allCases.map(\.symbol) == facts)
    #expect(Fact.allCases.map(\.rawValue) == Array(0...12))
    #expect(DeviceClass.allCases.map(\.rawValue) == [1, 2, 3, 4, 5])
    #expect(DeviceClass.allCases == [.phone, .analog, .ctiPort, .sparkRemote, .none])
    #expect(CustomerSettings.publicSector.rawValue == 1)
    #expect(CustomerSettings.inactiveBilling.rawValue == 2)
    #expect(CustomerCounters.all.count == 8)
  }

  /// Vectors computed with the xxhash package of Python.
  @Test func checksumsNeverChange() {
    let bytes = Array("ucensus".utf8)
    let vectors: [(Int, ColumnKind, UInt64)] = [
      (0, .segments, 0x010c_0d44_97b3_5c4b), (1, .segments, 0x6e89_7a87_9a90_42bc),
      (153, .fact(12), 0xf889_2a35_bbf3_e3b2),
    ]
    for (group, column, checksum) in vectors {
      let found = bytes.withUnsafeBytes { Checksum.ofChunk($0, group: group, column: column) }
      #expect(found == checksum)
    }
    let identity = bytes.withUnsafeBytes {
      Checksum.identity(footer: $0, trailerFields: Array("x".utf8))
    }
    #expect(identity.hexadecimal == "03187a87f444f25c60c75c61526921b2")
  }

  private func varint(_ bytes: [UInt8]) throws -> Int {
    try bytes.withUnsafeBytes {
      var cursor = ByteCursor($0)
      return try cursor.varint()
    }
  }

  @Test func varintsHaveOneSpellingAndALimit() throws {
    let full = [UInt8](repeating: 0xFF, count: 7)
    #expect(try varint([0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x40]) == 1 << 62)
    for bytes in [
      [], [0x80], [0x80, 0], [0x81, 0x80, 0], full,
      [0x81, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x40], full + [0xFF, 0x7F],
      full + [0xFF, 0xFF, 0x01], full + [0xFF, 0xFF, 0x7F], full + [0x80, 0x80, 0x00],
    ] {
      #expect(throws: ByteCursor.Refusal.self, "\(bytes)") { try varint(bytes) }
    }
  }

  @Test(arguments: [0, 1, 127, 128, 16_383, 16_384, 1 << 40, (1 << 62)])
  func varintsComeBack(_ value: Int) throws {
    var sink = ByteSink()
    sink.varint(value)
    try sink.bytes.withUnsafeBytes {
      var cursor = ByteCursor($0)
      #expect(try cursor.varint() == value)
      try cursor.finish()
    }
  }

  @Test(arguments: ["0123456789abcdefABCDEF00", "ffffffffffffffffffffffff"])
  func pkidsComeBack(_ pkid: String) throws {
    let field = try #require(PKIDField(pkid))
    #expect(field.text == pkid)
    #expect(field.stored.count == 15)
    #expect(field.stored.withUnsafeBytes { PKIDField(stored: $0) } == field)
  }

  /// Every digit at every place; the bytes are the document's, spelled out.
  @Test func everyDigitHasItsPlace() throws {
    for (value, digit) in "0123456789abcdefABCDEF".enumerated() {
      for place in 0..<24 {
        var text = Array(repeating: Character("5"), count: 24)
        text[place] = digit
        var bytes = [UInt8](repeating: 0x55, count: 12) + [0, 0, 0]
        let number = UInt8(value < 16 ? value : value - 6)
        bytes[place / 2] = place % 2 == 0 ? number << 4 | 5 : 0x50 | number
        if value >= 16 { bytes[12 + place / 8] = 1 << UInt8(place % 8) }
        let field = try #require(PKIDField(String(text)))
        #expect(field.stored == bytes)
        #expect(bytes.withUnsafeBytes { PKIDField(stored: $0) }?.text == String(text))
        // No digit below ten is a capital.
        if value < 10 {
          bytes[12 + place / 8] = 1 << UInt8(place % 8)
          #expect(bytes.withUnsafeBytes { PKIDField(stored: $0) } == nil)
        }
      }
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func pkidsOrderLikeTheirTexts(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let digits = Array("0129abfABF")
    func pkid() -> String {
      String((0..<24).map { _ in digits[Int.random(in: 0..<10, using: &random)] })
    }
    for _ in 0..<1_000 {
      let left = pkid()
      // Most pairs differ late.
      let shared = Int.random(in: 0...24, using: &random)
      let right = String(left.prefix(shared)) + pkid().dropFirst(shared)
      let fields = (try #require(PKIDField(left)), try #require(PKIDField(right)))
      #expect(
        (fields.0 < fields.1) == left.precedesExactly(right), "seed \(seed): \(left), \(right)")
      #expect((fields.0 == fields.1) == left.isExactly(right))
    }
  }

  @Test(arguments: ["", "0123456789abcdefABCDEF0", "0123456789abcdefABCDEF0g"])
  func refusesWhatIsNoPKID(_ pkid: String) { #expect(PKIDField(pkid) == nil) }
}
