import CensusModel
import Sealing
import Testing

@testable import ColumnFile

/// Headers, trailers and footers that somebody made up, under checksums that are right.
@Suite struct CraftedFrameTests {
  /// A field of the header or trailer: its offset in there, and its length.
  struct Field: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var offset: Int
    var byteCount: Int
  }

  static let header = [
    Field(testDescription: "version", offset: 8, byteCount: 2),
    Field(testDescription: "reserved", offset: 10, byteCount: 2),
    Field(testDescription: "flags", offset: 12, byteCount: 4),
  ]
  /// The fields after the identity.
  static let trailer = [
    Field(testDescription: "stored bytes", offset: 16, byteCount: 8),
    Field(testDescription: "raw bytes", offset: 24, byteCount: 8),
    Field(testDescription: "codec", offset: 32, byteCount: 1),
    Field(testDescription: "reserved", offset: 33, byteCount: 5),
    Field(testDescription: "version", offset: 38, byteCount: 2),
    Field(testDescription: "magic", offset: 40, byteCount: 8),
  ]

  /// 0, 1, neighbours, the greatest number, the greatest positive, the least negative, −1, −2.
  private func values(_ bytes: ArraySlice<UInt8>) -> [[UInt8]] {
    let bits = UInt64(bytes.count * 8)
    let all = bits == 64 ? UInt64.max : (1 << bits) - 1
    let value = bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let candidates = [
      0, 1, value &- 1, value &+ 1, all, all >> 1, all >> 1 + 1, all - 1, 1 << (bits - 1),
      1 << (bits / 2),
    ]
    return Set(candidates.map { $0 & all }).subtracting([value]).sorted().map { value in
      (0..<UInt64(bytes.count)).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
  }

  /// Seals the footer again, whatever its trailer says.
  private func sealed(_ bytes: [UInt8], footerStart: Int) -> [UInt8] {
    let start = bytes.count - SealedConstants.trailerByteCount
    let identity = bytes[footerStart..<start].withUnsafeBytes {
      Checksum.identity(footer: $0, trailerFields: Array(bytes[(start + 16)...]))
    }
    return bytes[..<start] + identity + bytes[(start + 16)...]
  }

  private func expectRefusal(_ bytes: [UInt8], _ comment: Comment) {
    #expect(throws: ColumnFileError.self, comment) { try ColumnFileFixture.readWhole(bytes) }
  }

  @Test(arguments: header) func refusesHeaders(_ field: Field) throws {
    let bytes = try ColumnFileFixture.bytes()
    let range = field.offset..<field.offset + field.byteCount
    for value in values(bytes[range]) {
      var crafted = bytes
      crafted.replaceSubrange(range, with: value)
      expectRefusal(crafted, "\(value)")
    }
  }

  @Test(arguments: trailer, [ColumnFileFixture.customers, []])
  func refusesTrailers(_ field: Field, _ customers: [CustomerInventory]) throws {
    let bytes = try ColumnFileFixture.bytes(customers)
    let start = bytes.count - SealedConstants.trailerByteCount
    let footerStart = start - (try ColumnFileFixture.file(bytes).footerByteCount)
    #expect(sealed(bytes, footerStart: footerStart) == bytes)
    let range = start + field.offset..<start + field.offset + field.byteCount
    for value in values(bytes[range]) {
      var crafted = bytes
      crafted.replaceSubrange(range, with: value)
      expectRefusal(sealed(crafted, footerStart: footerStart), "\(value)")
    }
  }

  /// Both ends of the file agree on another version: it is not damaged, but later.
  @Test(arguments: [0, 2, 0x7FFF, 0x8000, 0xFFFF] as [UInt16])
  func refusesOtherVersions(_ version: UInt16) throws {
    var bytes = try ColumnFileFixture.bytes()
    let footerStart =
      bytes.count - SealedConstants.trailerByteCount
      - (try ColumnFileFixture.file(bytes).footerByteCount)
    for offset in [8, bytes.count - 10] {
      bytes[offset] = UInt8(truncatingIfNeeded: version)
      bytes[offset + 1] = UInt8(truncatingIfNeeded: version >> 8)
    }
    let crafted = sealed(bytes, footerStart: footerStart)
    #expect(
      throws: ColumnFileError.unsupported(file: "t.ucol", detail: "format version \(version)")
    ) { try ColumnFileFixture.file(crafted) }
  }

  /// Each field of the footer in turn. Where the rest of the file contradicts, it must be refused;
  /// elsewhere it may be taken, and nothing may trap.
  @Test func refusesFooters() throws {
    let files = MadeUpFile.footers(of: try ColumnFileFixture.parts())
    let refused = try MadeUpFile.refusals(of: files) { Issue.record("\($0.about)") }
    #expect(refused > 3000)
  }

  /// Limits of fields that nothing else in the file contradicts.
  @Test func refusesFreeFieldsBeyondTheirLimits() throws {
    let parts = try ColumnFileFixture.parts()
    let limits: [(String, [UInt8], isValid: Bool)] = [
      ("settings", [3], true), ("settings", [4], false), ("settings", [0x80], false),
      ("provider", [0], true), ("provider", [2], false),
      ("counter", [0x80, 0x80, 0x80, 0x80, 0x80, 0x20], true),
      ("counter", [0x81, 0x80, 0x80, 0x80, 0x80, 0x20], false),
      ("class", [1], true), ("class", [0], false), ("class", [6], false), ("known", [2], false),
    ]
    let tokens = FooterToken.all(parts.footer)
    for (name, bytes, isValid) in limits {
      let index = try #require(tokens.firstIndex { $0.name == name })
      var changed = tokens.map(\.bytes)
      changed[index] = bytes
      let crafted = parts.sealed(footer: Array(changed.joined()))
      if isValid {
        try ColumnFileFixture.readWhole(crafted)
      } else {
        expectRefusal(crafted, "\(name) \(bytes)")
      }
    }
  }

  @Test func refusesFootersThatGoOnOrEndEarly() throws {
    let parts = try ColumnFileFixture.parts()
    let footer = parts.footer.serialized()
    for count in 0..<footer.count {
      expectRefusal(parts.sealed(footer: Array(footer[..<count])), "")
    }
    expectRefusal(parts.sealed(footer: footer + [0]), "")
  }

  /// A byte inside a block of LZ4 has no offset of its own in the file.
  @Test func errorsInPackedFootersNameTheFooter() throws {
    var parts = try ColumnFileFixture.parts()
    parts.footer.metadata["x"] = String(repeating: "x", count: 1000)
    let raw = parts.footer.serialized() + [0]
    let block = try #require(
      raw.withUnsafeBytes { LZ4Block.compress($0, byteCountMax: raw.count) })
    let crafted = parts.sealed(
      stored: block, Trailer(sealing: block, rawByteCount: raw.count, codec: .lz4))
    let start = crafted.count - SealedConstants.trailerByteCount - block.count
    let reason = "byte \(raw.count - 1) of the decoded footer: more bytes than expected"
    #expect(throws: ColumnFileError.corrupt(file: "t.ucol", byte: start, reason: reason)) {
      try ColumnFileFixture.file(crafted)
    }
  }
}
