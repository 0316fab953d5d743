import CLZ4
import CensusModel
import Foundation
import Sealing
import TestSupport
import Testing

@testable import ColumnFile

/// Files of version 1 that were written once and for all, and what `ucol_reader.py` finds in
/// them.
@Suite struct GoldenFileTests {
  private static let directory = "Tests/Golden/columnar/v1"
  static let names = ["empty", "every-rule", "example", "future", "several"]
  /// Those that the writer can make, with the persons of a group.
  static let written = [
    ("empty", 65_536), ("every-rule", 65_536), ("example", 65_536), ("several", 64),
  ]

  private func bytes(_ name: String) throws -> [UInt8] {
    try Repository.bytes("\(Self.directory)/\(name).ucol")
  }

  private func content(_ name: String) throws -> ColumnContent {
    try ColumnContent(json: Repository.bytes("\(Self.directory)/\(name).json"))
  }

  @Test func allAreThere() throws {
    let files = try FileManager.default
      .contentsOfDirectory(atPath: Repository.path(Self.directory)).filter { $0 != "README.md" }
    #expect(files.sorted() == Self.names.flatMap { ["\($0).json", "\($0).ucol"] }.sorted())
  }

  @Test(arguments: names) func holdsWhatItHeld(_ name: String) throws {
    let file = try ColumnFileFixture.file(bytes(name))
    try file.verify(threads: 1)
    let (found, expected) = (try ColumnContent(reading: file), try content(name))
    #expect(found.contents == expected.contents)
    #expect(found.groups == expected.groups)
    #expect(found.customers == expected.customers)
    #expect(found == expected)
  }

  @Test(arguments: names) func isRefusedWithAnyBitFlipped(_ name: String) throws {
    let bytes = try bytes(name)
    // A few in every eight bytes of the larger ones.
    for byte in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 256)) {
      for bit in [0, 3, 7] as [UInt8] {
        var damaged = bytes
        damaged[byte] ^= 1 << bit
        #expect(throws: ColumnFileError.self, "byte \(byte)") {
          try ColumnFileFixture.readWhole(damaged)
        }
      }
    }
  }

  /// The file that the writer makes today of a golden's content.
  private func rewritten(_ content: ColumnContent, groupPersonCount: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var writer = try ColumnFileWriter(
      metadata: content.metadata,
      providers: content.providers.map { Provider(pkid: $0.pkid, name: $0.name) },
      deviceTypes: content.deviceTypes.map(DeviceTypeEntry.init),
      options: .init(groupPersonCount: groupPersonCount)
    ) { bytes += $0 }
    for (customer, rows) in zip(content.customers, content.contents) {
      // In another order, which must not matter.
      try writer.append(CustomerInventory(customer, rows))
    }
    _ = try writer.finish()
    return bytes
  }

  /// Everything but the blocks of LZ4 themselves, which another release of liblz4 may choose to
  /// make differently.
  @Test(arguments: written)
  func theWriterStillMakesTheSameColumns(_ name: String, groupPersonCount: Int) throws {
    let content = try content(name)
    let old = try FileParts(bytes(name))
    let new = try FileParts(rewritten(content, groupPersonCount: groupPersonCount))
    #expect(withoutSizes(new.footer) == withoutSizes(old.footer))
    for (index, group) in old.footer.groups.enumerated() {
      for chunk in group.chunks where chunk.codec != .constant {
        #expect(
          new.raw(chunk.column, group: index) == old.raw(chunk.column, group: index),
          "group \(index), column \(chunk.column.rawValue)")
      }
    }
  }

  private func withoutSizes(_ footer: Footer) -> Footer {
    var footer = footer
    for group in footer.groups.indices {
      footer.groups[group].offset = 0
      for chunk in footer.groups[group].chunks.indices
      where footer.groups[group].chunks[chunk].codec == .lz4 {
        footer.groups[group].chunks[chunk].storedByteCount = 0
        footer.groups[group].chunks[chunk].checksum = 0
      }
    }
    return footer
  }

  /// The goldens were made with liblz4 1.9.4.
  @Test(.enabled(if: LZ4_versionNumber() == 10_904), arguments: written)
  func theWriterStillMakesTheSameBytes(_ name: String, groupPersonCount: Int) throws {
    #expect(
      try rewritten(content(name), groupPersonCount: groupPersonCount) == bytes(name))
  }

  /// The example with a metadata key and three facts that no program of today knows.
  @Test func futureIsTheExampleOfALaterWriter() throws {
    var parts = try FileParts(bytes("example"))
    parts.footer.metadata["later"] = "something new"
    parts.append(.fact(13), group: 0, stored: [5, 0, 0, 0, 0, 0, 0, 0])
    parts.footer.groups[0].chunks.append(
      ChunkEntry(
        column: .fact(14), codec: .constant, rawByteCount: 8, storedByteCount: 0, checksum: 0))
    parts.chunks[0].append([])
    parts.append(
      .fact(239), group: 0, stored: [0x80, 15, 0, 0, 0, 0, 0, 0, 0], codec: .lz4, rawByteCount: 8)
    #expect(try parts.sealed() == bytes("future"))
    #expect(try content("future").contents == content("example").contents)
  }

  /// The goldens together have every kind of thing that a file can have.
  @Test func goldensHoldEveryKindOfThing() throws {
    let several = try FileParts(bytes("several"))
    let chunks = several.footer.groups.flatMap(\.chunks)
    #expect(Set(chunks.map(\.codec)) == [.raw, .constant, .lz4])
    #expect(Set(chunks.filter { $0.codec == .constant }.map(\.constant)) == [0, 0xFF])
    #expect(try trailer("several").footerCodec == .lz4)
    #expect(try trailer("example").footerCodec == .raw)
    #expect(several.footer.deviceTypes.count > 256)
    #expect(several.footer.groups.contains { $0.personCount == 0 })
    #expect(several.footer.customers.contains { $0.personCount == 0 })
    #expect(several.footer.customers.contains { $0.pkid.contains { $0.isUppercase } })
    let segments = try content("several").groups.map(\.segments)
    #expect(segments.contains { $0.count > 1 })
    #expect(segments.filter { $0.contains { $0.customer == 1 } }.count > 2)
    let group = DecodedGroup()
    let file = try ColumnFileFixture.file(bytes("several"))
    var widths: Set<Int> = []
    var outOfLine = 0
    for index in 0..<file.groupCount {
      try file.decode(group: index, into: group)
      widths.insert(group.codeByteCount)
      outOfLine = max(outOfLine, group.outOfLine.count)
    }
    #expect(widths == [1, 2])
    #expect(outOfLine > 1)
  }

  private func trailer(_ name: String) throws -> Trailer {
    try Array(bytes(name).suffix(SealedConstants.trailerByteCount)).withUnsafeBytes {
      var cursor = ByteCursor($0)
      return try Trailer(parsing: &cursor, kind: .columns)
    }
  }
}

extension DeviceTypeEntry {
  fileprivate init(_ content: ColumnContent.DeviceTypeContent) {
    self.init(
      type: content.product.map { .product($0) } ?? .otherClass,
      deviceClass: DeviceClass(name: content.class)!, isKnown: content.known == 1)
  }
}

extension CustomerInventory {
  fileprivate init(_ content: ColumnContent.CustomerContent, _ rows: ColumnContent.CustomerRows) {
    self.init(pkid: content.pkid, provider: content.provider)
    if content.publicSector { settings.insert(.publicSector) }
    if content.inactiveBilling { settings.insert(.inactiveBilling) }
    for (name, counter) in ColumnContent.counters {
      counters[keyPath: counter] = content.counters[name]!
    }
    sites = content.sites.map { UInt64($0, radix: 16)! }
    for person in rows.persons.reversed() {
      let facts = Fact.allCases.filter { person.facts.contains($0.symbol) }
      persons.append(
        facts: facts.reduce(into: []) { $0.insert($1) },
        devices: person.devices.reversed().map { UInt16($0) })
    }
    standaloneDevices = rows.standalone.reversed().map { UInt16($0) }
    surplusDevices = rows.surplus.reversed().map { UInt16($0) }
  }
}
