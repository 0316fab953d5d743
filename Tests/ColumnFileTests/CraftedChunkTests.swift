import CensusModel
import Sealing
import Testing

@testable import ColumnFile

/// Chunks in places where they do not belong, and chunks that somebody made up.
@Suite struct CraftedChunkTests {
  /// Where a chunk stands that has bytes of its own.
  private struct Place: Equatable {
    var group: Int
    var chunk: Int
  }

  private func places(_ parts: FileParts) -> [Place] {
    parts.footer.groups.indices.flatMap { group in
      parts.chunks[group].indices
        .filter { parts.footer.groups[group].chunks[$0].codec != .constant }
        .map { Place(group: group, chunk: $0) }
    }
  }

  private func refuses(_ bytes: [UInt8], _ comment: Comment) {
    #expect(throws: ColumnFileError.self, comment) { try ColumnFileFixture.readWhole(bytes) }
  }

  private func refuses(_ bytes: [UInt8], because reason: String) {
    let error = #expect(throws: ColumnFileError.self) { try ColumnFileFixture.readWhole(bytes) }
    #expect(
      error?.description.contains(reason) == true, "\(reason): \(String(describing: error))")
  }

  // MARK: In other places

  /// A chunk with its entry of the chunk table, but for the column: with its checksum.
  private func move(
    _ from: Place, of source: FileParts, to place: Place, in target: inout FileParts
  ) {
    let column = target.footer.groups[place.group].chunks[place.chunk].column
    target.chunks[place.group][place.chunk] = source.chunks[from.group][from.chunk]
    target.footer.groups[place.group].chunks[place.chunk] =
      source.footer.groups[from.group].chunks[from.chunk]
    target.footer.groups[place.group].chunks[place.chunk].column = column
  }

  /// Three groups, each with planes that are neither full nor empty.
  private func mixedParts(_ factor: Int = 2237) throws -> FileParts {
    let customers = (0..<2).map { index in
      let pkid = String(repeating: String(index), count: 24)
      var customer = CustomerInventory(pkid: pkid, provider: 0)
      for person in 0..<6 {
        customer.persons.append(
          facts: FactSet(rawValue: UInt16((person + 7 * index + 1) * factor & 0x1FFF)),
          devices: (0..<person % 4).map { UInt16($0 * factor % 3) })
      }
      customer.standaloneDevices = [UInt16(factor % 2)]
      return customer
    }
    return try FileParts(ColumnFileFixture.bytes(customers, groupPersonCount: 5))
  }

  @Test func refusesAnyTwoChunksSwapped() throws {
    let parts = try mixedParts()
    let places = places(parts)
    #expect(places.count > 30)
    for (index, one) in places.enumerated() {
      for other in places[(index + 1)...] {
        var crafted = parts
        move(one, of: parts, to: other, in: &crafted)
        move(other, of: parts, to: one, in: &crafted)
        refuses(crafted.sealed(), "\(one) \(other)")
      }
    }
  }

  @Test func refusesAnyChunkTwice() throws {
    let parts = try mixedParts()
    for one in places(parts) {
      for other in places(parts) where other != one {
        var crafted = parts
        move(one, of: parts, to: other, in: &crafted)
        refuses(crafted.sealed(), "\(one) at \(other)")
      }
    }
  }

  /// Its bytes alone: they are not those that the footer seals.
  @Test func refusesChunksOfAnotherFileInTheirPlace() throws {
    let (parts, other) = (try mixedParts(), try mixedParts(3413))
    var moved = 0
    for place in places(parts) {
      let stored = other.chunks[place.group][place.chunk]
      guard !stored.isEmpty, stored != parts.chunks[place.group][place.chunk] else { continue }
      var crafted = parts
      crafted.chunks[place.group][place.chunk] = stored
      refuses(crafted.sealed(), "\(place)")
      moved += 1
    }
    #expect(moved > 10)
  }

  @Test func refusesChunksOfAnotherFileInOtherPlaces() throws {
    let (parts, other) = (try mixedParts(), try mixedParts(3413))
    for one in places(other) {
      for place in places(parts) where place != one {
        var crafted = parts
        move(one, of: other, to: place, in: &crafted)
        refuses(crafted.sealed(), "\(one) at \(place)")
      }
    }
  }

  /// Where a group ends another one begins: bytes may not wander over the border.
  @Test func refusesStoredSizesThatAreShifted() throws {
    let parts = try ColumnFileFixture.parts()
    for place in places(parts).dropLast() {
      var crafted = parts
      let next = places(parts)[places(parts).firstIndex(of: place)! + 1]
      crafted.footer.groups[place.group].chunks[place.chunk].storedByteCount += 1
      crafted.footer.groups[next.group].chunks[next.chunk].storedByteCount -= 1
      refuses(crafted.sealed(), "\(place)")
    }
  }

  // MARK: Made up

  /// Every byte of the columns that are not planes, with a checksum that is right. Whatever it says,
  /// nothing may trap; where the rest of the file contradicts it must be refused.
  @Test(arguments: [(ColumnKind.segments, 1000), (.ownerIndex, 8), (.deviceTypes, 8)])
  func refusesMadeUpColumns(_ column: ColumnKind, byteCountChecked: Int) throws {
    let parts = try ColumnFileFixture.parts(groupPersonCount: 3)
    let files = MadeUpFile.columns(column, of: parts, byteCountChecked: byteCountChecked)
    let refused = try MadeUpFile.refusals(of: files) { Issue.record("\($0.about)") }
    #expect(refused > 50)
  }

  @Test(arguments: [ColumnKind.segments, .ownerIndex, .deviceTypes, .fact(0)])
  func refusesColumnsThatGoOnOrEndEarly(_ column: ColumnKind) throws {
    let parts = try ColumnFileFixture.parts(groupPersonCount: 3)
    let raw =
      column == .fact(0) ? [7, 0, 0, 0, 0, 0, 0, 0] : parts.raw(column, group: 0)
    for count in 0..<raw.count {
      var crafted = parts
      crafted.replace(column, group: 0, stored: Array(raw[..<count]))
      refuses(crafted.sealed(), "\(count) bytes")
    }
    for more in [1, 8] {
      var crafted = parts
      crafted.replace(column, group: 0, stored: raw + [UInt8](repeating: 0, count: more))
      refuses(crafted.sealed(), "\(more) more")
    }
  }

  /// A count of 32 bits of which the column holds nothing.
  @Test func refusesCountsOfMoreThanThereIs() throws {
    let parts = try ColumnFileFixture.parts()
    for (column, offset) in [(ColumnKind.ownerIndex, 0), (.ownerIndex, 4), (.deviceTypes, 4)] {
      for value in [UInt32.max, 1 << 31, 1 << 20, 65_536, 65_535, 257, 11] {
        var raw = parts.raw(column, group: 0)
        for byte in 0..<4 { raw[offset + byte] = UInt8(truncatingIfNeeded: value >> (8 * byte)) }
        var crafted = parts
        crafted.replace(column, group: 0, stored: raw)
        refuses(crafted.sealed(), "\(column) \(value)")
      }
    }
  }

  /// Persons 0…2 have the first three bits; the fixture's groups have no more.
  @Test(arguments: [ColumnKind.fact(0), .fact(12), .fact(13), .fact(239)])
  func refusesUnusedBits(_ column: ColumnKind) throws {
    var parts = try ColumnFileFixture.parts(groupPersonCount: 3)
    let isNew = !parts.footer.groups[0].columns.contains(column)
    let plane: [UInt8] = [7, 0, 0, 0, 0, 0, 0, 0]
    for group in parts.footer.groups.indices where isNew {
      let count = parts.footer.groups[group].personCount
      parts.append(column, group: group, stored: count == 0 ? [] : [1] + plane.dropFirst())
    }
    parts.replace(column, group: 0, stored: plane)
    try ColumnFileFixture.readWhole(parts.sealed())
    for bit in 3..<64 {
      var raw = plane
      raw[bit / 8] |= 1 << UInt8(bit % 8)
      var crafted = parts
      crafted.replace(column, group: 0, stored: raw)
      refuses(crafted.sealed(), because: "after the last person")
    }
    let place = parts.place(of: column, group: 0)
    for constant in UInt8.min...UInt8.max {
      var crafted = parts
      crafted.chunks[0][place] = []
      crafted.footer.groups[0].chunks[place] = ChunkEntry(
        column: column, codec: .constant, constant: constant, rawByteCount: 8, storedByteCount: 0,
        checksum: 0)
      if constant == 0 {
        try ColumnFileFixture.readWhole(crafted.sealed())
      } else {
        refuses(crafted.sealed(), because: "after the last person")
      }
    }
  }

  @Test func refusesBlocksThatHoldAnythingElse() throws {
    let parts = try ColumnFileFixture.parts(groupPersonCount: 3)
    // One literal run: token, then the bytes.
    let block: [UInt8] = [0x80, 7, 0, 0, 0, 0, 0, 0, 0]
    var sound = parts
    sound.replace(.fact(0), group: 0, stored: block, codec: .lz4, rawByteCount: 8)
    try ColumnFileFixture.readWhole(sound.sealed())
    let wrong: [[UInt8]] = [
      block + [0], Array(block.dropLast()), [0x70] + block.dropFirst(), [0xF0], [0], [],
    ]
    for stored in wrong {
      var crafted = parts
      crafted.replace(.fact(0), group: 0, stored: stored, codec: .lz4, rawByteCount: 8)
      refuses(crafted.sealed(), "\(stored)")
    }
  }
}
