import CensusModel
import Sealing
import Testing

@testable import ColumnFile

/// Rules of the format that take a second look: what may stand twice, in what order, and together.
@Suite struct FormatRuleTests {
  private func refuses(_ reason: String, _ bytes: [UInt8]) {
    let error = #expect(throws: ColumnFileError.self) { try ColumnFileFixture.readWhole(bytes) }
    #expect(
      error?.description.contains(reason) == true, "\(reason): \(String(describing: error))")
  }

  private func refuses(_ reason: String, _ change: (inout FileParts) -> Void) throws {
    var parts = try ColumnFileFixture.parts()
    change(&parts)
    refuses(reason, parts.sealed())
  }

  // MARK: The footer

  /// A footer that begins with these keys, each with the value "x".
  private func footer(keys: [[UInt8]]) throws -> [UInt8] {
    let parts = try ColumnFileFixture.parts()
    let tokens = FooterToken.all(parts.footer)
    let rest = tokens[(1 + 4 * parts.footer.metadata.count)...].map(\.bytes).joined()
    let pairs = keys.flatMap { [UInt8($0.count)] + $0 + [1, UInt8(ascii: "x")] }
    return parts.sealed(footer: [UInt8(keys.count)] + pairs + rest)
  }

  @Test func metadataKeysAscend() throws {
    let keys = ["", "B", "a", "ab", "b", "é", "😀"].map { Array($0.utf8) }
    let file = try ColumnFileFixture.file(footer(keys: keys))
    #expect(Set(file.metadata.keys.map { Array($0.utf8) }) == Set(keys))
    for index in 1..<keys.count {
      var disordered = keys
      disordered.swapAt(index - 1, index)
      refuses("not in order", try footer(keys: disordered))
      disordered = keys
      disordered[index] = keys[index - 1]
      refuses("not in order", try footer(keys: disordered))
    }
  }

  @Test func metadataKeysAreDifferentToUnicode() throws {
    let spellings = ["e\u{301}", "\u{E9}"].map { Array($0.utf8) }
    for spelling in spellings { _ = try ColumnFileFixture.file(footer(keys: [spelling])) }
    refuses("key twice", try footer(keys: spellings))
  }

  @Test func deviceTypesStandOnce() throws {
    try refuses("device type twice") { $0.footer.deviceTypes[1].type = .product("analog phone") }
    // Bytes decide, not letters.
    var parts = try ColumnFileFixture.parts()
    parts.footer.deviceTypes[0].type = .product("e\u{301}")
    parts.footer.deviceTypes[1].type = .product("\u{E9}")
    try ColumnFileFixture.readWhole(parts.sealed())
  }

  @Test func unknownProductsArePhones() throws {
    for deviceClass in DeviceClass.allCases {
      var parts = try ColumnFileFixture.parts()
      parts.footer.deviceTypes[0].deviceClass = deviceClass
      try ColumnFileFixture.readWhole(parts.sealed())
      parts.footer.deviceTypes[0].isKnown = false
      if deviceClass == .phone {
        try ColumnFileFixture.readWhole(parts.sealed())
      } else {
        refuses("class that it cannot have", parts.sealed())
      }
    }
  }

  @Test func otherClassesAreNoPhones() throws {
    for deviceClass in DeviceClass.allCases where deviceClass != .none {
      try refuses("class that it cannot have") {
        $0.footer.deviceTypes[2].deviceClass = deviceClass
      }
    }
    try refuses("class that it cannot have") { $0.footer.deviceTypes[2].isKnown = false }
  }

  /// Two numbers of 2⁶² would not have a sum.
  @Test func phonesOfTypesAddUp() throws {
    for count in [0, 1, 1 << 40, (1 << 40) + 1, 1 << 62] {
      try refuses(count > 1 << 40 ? "out of range" : "number of phones") { parts in
        for type in 0..<3 { parts.footer.deviceTypes[type].phoneCount = count }
      }
    }
  }

  @Test func customersAreOrderedAsText() throws {
    // A capital stands before a small letter, whatever the digits after it.
    try refuses("not in the order") { $0.footer.customers.change { $0.swapAt(0, 1) } }
    try refuses("not in the order") {
      $0.footer.customers.change { $0[1].entry.field = $0[0].entry.field }
    }
  }

  /// A PKID is a number (AuditRules.md §1): in two spellings it would be two rows of one customer.
  @Test func pkidsThatDifferInCapitalsAreOne() throws {
    let spellings = [
      "5E54067d116fa10046313224", "5E54067D116FA10046313224", "5e54067d116fA10046313224",
    ]
    for spelling in spellings {
      try refuses("differ in capitals") { parts in
        parts.footer.customers.change { $0[0].entry.field = PKIDField(spelling)! }
      }
    }
    var parts = try ColumnFileFixture.parts()
    let other = try #require(PKIDField("5E54067D116FA10046313225"))
    parts.footer.customers.change { $0[0].entry.field = other }
    try ColumnFileFixture.readWhole(parts.sealed())
  }

  // MARK: Groups

  @Test func groupsHaveTheSameColumns() throws {
    for group in [0, 1] {
      try refuses("different columns") { parts in
        let plane = [UInt8](repeating: 0, count: 8)
        parts.append(.fact(13), group: group, stored: plane)
      }
    }
  }

  @Test(arguments: [ColumnKind.segments, .ownerIndex, .deviceTypes, .fact(0), .fact(12)])
  func neededColumnsAreThere(_ column: ColumnKind) throws {
    try refuses("lacks column \(column.rawValue)") { parts in
      for group in parts.footer.groups.indices {
        let place = parts.place(of: column, group: group)
        parts.chunks[group].remove(at: place)
        parts.footer.groups[group].chunks.remove(at: place)
      }
    }
  }

  /// Additions of a later version are verified and passed over.
  @Test func laterFactsChangeNothing() throws {
    var parts = try ColumnFileFixture.parts()
    let before = try ColumnContent(reading: ColumnFileFixture.file(parts.sealed()))
    for group in parts.footer.groups.indices {
      let isEmpty = parts.footer.groups[group].personCount == 0
      let plane: [UInt8] = isEmpty ? [] : [1, 0, 0, 0, 0, 0, 0, 0]
      parts.append(.fact(13), group: group, stored: plane)
      parts.append(
        .fact(239), group: group, stored: [UInt8(plane.count << 4)] + plane, codec: .lz4,
        rawByteCount: plane.count)
    }
    let after = try ColumnContent(reading: ColumnFileFixture.file(parts.sealed()))
    #expect(after.contents == before.contents)
    #expect(after.groups[0].columns.suffix(2).map(\.name) == ["fact-13", "fact-239"])
    // Verified all the same.
    parts.chunks[0][parts.place(of: .fact(239), group: 0)][1] ^= 1
    refuses("column 255: the checksum", parts.sealed())
  }

  @Test func segmentsAreNotEmpty() throws {
    try refuses("a segment of nothing") { parts in
      // The first group belongs to the customer with index 1.
      parts.replace(
        .segments, group: 0,
        stored: [0, 0, 0, 0] + [0] + parts.raw(.segments, group: 0).dropFirst())
      parts.footer.groups[0].segmentCount += 1
    }
  }

  @Test func groupsFollowTheOrderOfCustomers() throws {
    let customers = ["a", "b"].map { letter in
      var customer = CustomerInventory(pkid: String(repeating: letter, count: 24), provider: 0)
      for fact in [Fact.ucmUser, .webex] {
        customer.persons.append(facts: FactSet(fact), devices: [])
      }
      return customer
    }
    let parts = try FileParts(ColumnFileFixture.bytes(customers, groupPersonCount: 1))
    try ColumnFileFixture.readWhole(parts.sealed())
    // Groups 0 and 1 belong to the first customer, 2 and 3 to the second.
    for (index, isSound) in [(0, true), (1, false), (2, true)] {
      var crafted = parts
      for column in parts.footer.groups[index].columns {
        exchange(column, of: parts, groups: index, index + 1, in: &crafted)
      }
      if isSound {
        try ColumnFileFixture.readWhole(crafted.sealed())
      } else {
        refuses("overlap", crafted.sealed())
      }
    }
  }

  private func exchange(
    _ column: ColumnKind, of parts: FileParts, groups one: Int, _ other: Int,
    in crafted: inout FileParts
  ) {
    for (from, to) in [(one, other), (other, one)] {
      let entry = parts.footer.groups[from].chunks[parts.place(of: column, group: from)]
      guard entry.codec != .constant else {
        let place = crafted.place(of: column, group: to)
        crafted.footer.groups[to].chunks[place] = entry
        crafted.chunks[to][place] = []
        continue
      }
      crafted.replace(column, group: to, stored: parts.raw(column, group: from))
    }
  }
}
