import CensusModel
import Testing

@testable import ColumnFile

/// What is written comes back, and nothing damaged does.
@Suite struct ColumnFileTests {
  /// Persons of one customer as a multiset, read back from all groups through the public face.
  private func persons(_ file: ColumnFile, customer: Int) throws -> [String] {
    var found: [String] = []
    let group = DecodedGroup()
    for index in 0..<file.groupCount {
      try file.decode(group: index, into: group)
      let devices = PlainDevices(group)
      var person = 0
      for segment in group.segments {
        for _ in 0..<segment.personCount {
          if segment.customer == customer { found.append(devices.describe(person)) }
          person += 1
        }
      }
    }
    return found.sorted()
  }

  @Test(arguments: [1, 2, 3, 4, 64])
  func readsBackWhatWasWritten(_ groupPersonCount: Int) throws {
    let customers = ColumnFileFixture.customers
    let file = try ColumnFileFixture.file(
      ColumnFileFixture.bytes(groupPersonCount: groupPersonCount))
    #expect(file.metadata == ["platform/hostname": "host", "program": "test"])
    #expect(file.providers.map(\.name) == ["P", "Q"])
    #expect(file.deviceTypes.map(\.type) == ColumnFileFixture.deviceTypes.map(\.type))
    #expect(file.deviceTypes.map(\.deviceClass) == [.analog, .phone, .none])
    #expect(file.deviceTypes.map(\.isKnown) == [true, false, true])
    #expect(file.deviceTypes.map(\.phoneCount) == [2, 13, 2])
    #expect(file.customers.map(\.pkid) == customers.map(\.pkid))
    for (index, customer) in customers.enumerated() {
      let entry = file.customers[index]
      #expect(entry.settings == customer.settings)
      #expect(entry.counters == customer.counters)
      #expect(entry.sites == customer.sites)
      #expect(entry.provider == customer.provider)
      #expect(entry.standaloneCount == customer.standaloneDevices.count)
      let expected = (0..<customer.persons.count).map { person in
        "\(customer.persons.facts[person].rawValue) \(customer.persons.devices(of: person).sorted())"
      }
      #expect(try persons(file, customer: index) == expected.sorted())
    }
  }

  @Test func sameInventoryMakesSameBytes() throws {
    var shuffled = ColumnFileFixture.customers
    for index in shuffled.indices {
      var persons = PersonTable()
      let table = shuffled[index].persons
      for person in (0..<table.count).reversed() {
        persons.append(facts: table.facts[person], devices: table.devices(of: person).reversed())
      }
      shuffled[index].persons = persons
      shuffled[index].standaloneDevices.reverse()
    }
    for size in [1, 2, 64] {
      let bytes = try ColumnFileFixture.bytes(groupPersonCount: size)
      #expect(try ColumnFileFixture.bytes(shuffled, groupPersonCount: size) == bytes)
      #expect(try ColumnFileFixture.bytes(groupPersonCount: size, threads: 3) == bytes)
    }
  }

  @Test func refusesEveryFlippedBit() throws {
    let bytes = try ColumnFileFixture.bytes(groupPersonCount: 2)
    for bit in 0..<bytes.count * 8 {
      var damaged = bytes
      damaged[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(throws: ColumnFileError.self, "bit \(bit)") { try readAll(damaged) }
    }
  }

  @Test func refusesEveryTruncationAndExtension() throws {
    let bytes = try ColumnFileFixture.bytes()
    for count in 0..<bytes.count {
      #expect(throws: ColumnFileError.self, "\(count) bytes") {
        try readAll(Array(bytes.prefix(count)))
      }
    }
    #expect(throws: ColumnFileError.self) { try readAll(bytes + [0]) }
  }

  @Test func namesWhatIsWrong() throws {
    let bytes = try ColumnFileFixture.bytes()
    #expect(throws: ColumnFileError.notAColumnFile(file: "t.ucol")) {
      try readAll(Array("{\"meta\":".utf8) + bytes)
    }
    var later = bytes
    later[8] = 2
    later[later.count - 10] = 2
    #expect(
      throws: ColumnFileError.unsupported(file: "t.ucol", detail: "format version 2")
    ) { try readAll(later) }
  }

  private func readAll(_ bytes: [UInt8]) throws {
    let file = try ColumnFileFixture.file(bytes)
    let group = DecodedGroup()
    for index in 0..<file.groupCount { try file.decode(group: index, into: group) }
  }
}

/// The devices of persons, read from a group the plain way.
private struct PlainDevices {
  private var facts: [UInt16]
  private var devices: [[UInt16]]

  init(_ group: DecodedGroup) {
    facts = [UInt16](repeating: 0, count: group.personCount)
    devices = [[UInt16]](repeating: [], count: group.personCount)
    for fact in Fact.allCases {
      for person in 0..<group.personCount where Self.bit(group.plane(fact), person) {
        facts[person] |= 1 << UInt16(fact.rawValue)
      }
    }
    var row = 0
    let type = { (row: Int) in
      group.palette[Int(group.codes.load(fromByteOffset: row, as: UInt8.self))]
    }
    var members = Array(0..<group.personCount)
    for level in group.levels {
      members = members.indices.filter { Self.bit(level.words, $0) }.map { members[$0] }
      for person in members {
        devices[person].append(type(row))
        row += 1
      }
    }
    for member in group.outOfLine {
      for _ in 0..<member.deviceCount {
        devices[member.person].append(type(row))
        row += 1
      }
    }
  }

  private static func bit(_ words: UnsafePointer<UInt64>, _ index: Int) -> Bool {
    words[index / 64] >> UInt64(index % 64) & 1 == 1
  }

  func describe(_ person: Int) -> String { "\(facts[person]) \(devices[person].sorted())" }
}
