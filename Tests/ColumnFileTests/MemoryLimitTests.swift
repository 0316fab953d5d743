import CensusModel
import Sealing
import Testing

@testable import ColumnFile

/// A small file that decodes to a large one takes no more memory than its reader allows.
@Suite struct MemoryLimitTests {
  private static let mebibyte = 1 << 20

  /// An LZ4 block of some bytes and then one byte, over and over: 255 bytes for each of its own.
  private func bomb(head: [UInt8] = [], _ byte: UInt8, count: Int) -> [UInt8] {
    // Literals, a match as long as can be at distance 1, and the five literals that end a block.
    let literals = head + [byte]
    let matched = count - 1 - 5
    return length(literals.count, token: 0x0F) + literals + [1, 0] + rest(of: matched - 4) + [0x50]
      + [UInt8](repeating: byte, count: 5)
  }

  /// A token and the rest of the number of literals.
  private func length(_ count: Int, token: UInt8) -> [UInt8] {
    count < 15 ? [UInt8(count) << 4 | token] : [0xF0 | token] + rest(of: count)
  }

  /// The bytes for the rest of a length of at least 15.
  private func rest(of length: Int) -> [UInt8] {
    [UInt8](repeating: 255, count: (length - 15) / 255) + [UInt8((length - 15) % 255)]
  }

  private func open(_ bytes: [UInt8], limit: Int) throws {
    let file = try ColumnFile(ColumnSource(name: "t.ucol", bytes: bytes), memoryLimit: limit)
    try file.verify(threads: 1)
  }

  private func expectLimit(_ bytes: [UInt8], limit: Int, _ part: String) {
    #expect(
      throws: ColumnFileError.memoryLimit(file: "t.ucol", part: part, byteCountMax: limit)
    ) { try open(bytes, limit: limit) }
  }

  /// The file with its footer as one block of LZ4.
  private func packed(_ footer: Footer) -> [UInt8] {
    let raw = footer.serialized()
    let block = raw.withUnsafeBytes { LZ4Block.compress($0, byteCountMax: raw.count)! }
    let trailer = Trailer(sealing: block, rawByteCount: raw.count, codec: .lz4)
    return Header.serialized() + block + trailer.serialized()
  }

  private func emptyFooter() -> Footer {
    Footer(
      metadata: [:], providers: [], deviceTypes: [], customers: CustomerDirectory(), groups: [])
  }

  // MARK: The footer

  @Test func footersThatExpandAreRefused() throws {
    var footer = emptyFooter()
    footer.metadata["x"] = String(repeating: "x", count: 4 * Self.mebibyte)
    let bytes = packed(footer)
    #expect(bytes.count < 4 * Self.mebibyte / 200)
    expectLimit(bytes, limit: Self.mebibyte, "its directory")
    // Decoded, it is in memory twice: as bytes and as text.
    expectLimit(bytes, limit: 8 * Self.mebibyte, "its directory")
    try open(bytes, limit: 9 * Self.mebibyte)
  }

  /// Two bytes of the footer make two strings in memory.
  @Test func entriesThatExpandAreRefused() throws {
    var footer = emptyFooter()
    footer.providers = [Provider](repeating: Provider(pkid: "", name: ""), count: 100_000)
    let bytes = packed(footer)
    #expect(bytes.count < 2000)
    expectLimit(bytes, limit: Self.mebibyte, "its directory")
    try open(bytes, limit: 4 * Self.mebibyte)
  }

  /// A size in the trailer is refused before anything is allocated for it.
  @Test func footersThatClaimToExpandAreRefused() throws {
    let stored = bomb(0, count: 16 * Self.mebibyte)
    let file = { (rawByteCount: Int) in
      Header.serialized() + stored
        + Trailer(sealing: stored, rawByteCount: rawByteCount, codec: .lz4).serialized()
    }
    expectLimit(file(16 * Self.mebibyte), limit: 16 * Self.mebibyte, "its directory")
    for (rawByteCount, reason) in [
      (16 * Self.mebibyte, "more bytes than expected"),
      (16 * Self.mebibyte - 1, "cannot be decoded"), (15 * Self.mebibyte, "cannot be decoded"),
      (stored.count * 255 + 1, "out of range"), (1 << 40, "out of range"),
    ] {
      let error = #expect(throws: ColumnFileError.self) {
        try open(file(rawByteCount), limit: 32 * Self.mebibyte)
      }
      #expect(error?.description.contains(reason) == true, "\(String(describing: error))")
    }
  }

  // MARK: Groups

  /// A customer with nothing but standalone devices, all of one type.
  private func standaloneFile(count: Int) throws -> [UInt8] {
    var customer = ColumnFileFixture.customers[2]
    customer.standaloneDevices = [1]
    var parts = try FileParts(ColumnFileFixture.bytes([customer]))
    parts.footer.customers.change { $0[0].entry.standaloneCount = count }
    parts.footer.groups[0].standaloneCount = count
    parts.footer.deviceTypes[1].phoneCount = count
    var segment = ByteSink()
    for number in [0, 1, count, 0] { segment.varint(number) }
    parts.replace(.segments, group: 0, stored: segment.bytes)
    // Codes of one byte, one palette entry, type 1, padding; then code 0 all along.
    let head: [UInt8] = [1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]
    parts.replace(
      .deviceTypes, group: 0, stored: bomb(head: head, 0, count: count), codec: .lz4,
      rawByteCount: head.count + count)
    return parts.sealed()
  }

  @Test func groupsThatExpandAreRefused() throws {
    let bytes = try standaloneFile(count: 8 * Self.mebibyte)
    #expect(bytes.count < 40_000)
    expectLimit(bytes, limit: 8 * Self.mebibyte, "a group")
    try open(bytes, limit: 9 * Self.mebibyte)
  }

  /// Decoded bytes count, and stored ones.
  @Test func theLimitIsThatOfAllBuffersTogether() throws {
    let (small, large) = (try standaloneFile(count: 100), try standaloneFile(count: 100_000))
    let stored = try [small, large].map { bytes in
      try FileParts(bytes).chunks.joined().joined().count
    }
    // The segments have a longer number.
    let decoded = 100_000 - 100 + 2
    #expect(
      try smallestLimit(of: large) - smallestLimit(of: small) == decoded + stored[1] - stored[0])
  }

  /// The least limit under which a file can be read.
  private func smallestLimit(of bytes: [UInt8]) throws -> Int {
    var (low, high) = (0, 64 * Self.mebibyte)
    try open(bytes, limit: high)
    while low < high {
      let middle = (low + high) / 2
      do {
        try open(bytes, limit: middle)
        high = middle
      } catch ColumnFileError.memoryLimit {
        low = middle + 1
      }
    }
    return low
  }

  /// Below some limit a file is refused, and for that reason; from there on it is read.
  @Test(arguments: [1, 2, 64]) func thereIsOneLimit(_ groupPersonCount: Int) throws {
    let bytes = try ColumnFileFixture.bytes(groupPersonCount: groupPersonCount)
    let least = try smallestLimit(of: bytes)
    // The planes of one tile are the greatest part.
    #expect((13 * 64 * 8..<3 * 13 * 64 * 8).contains(least))
    for limit in [Int.min / 2, -1, 0, 1, least / 2, least - 1] {
      let error = #expect(throws: ColumnFileError.self) { try open(bytes, limit: limit) }
      guard case .memoryLimit = error else {
        Issue.record("\(limit): \(String(describing: error))")
        continue
      }
    }
    for limit in [least, least + 1, ColumnFile.memoryLimitDefault, .max] {
      try open(bytes, limit: limit)
    }
  }
}
