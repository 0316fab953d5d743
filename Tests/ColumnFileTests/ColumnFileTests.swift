import CensusModel
import Testing

@testable import ColumnFile

/// A file is read as it was written, and a damaged one is refused.
@Suite struct ColumnFileTests {
  private typealias Person = ColumnContent.Person

  private func counted(_ persons: [Person]) -> [Person: Int] {
    persons.reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }

  /// Against the segments of every group, decoded.
  @Test(arguments: [1, 2, 3, 4, 64])
  func findsTheGroupsOfCustomers(_ groupPersonCount: Int) throws {
    let file = try ColumnFileFixture.file(
      ColumnFileFixture.bytes(groupPersonCount: groupPersonCount))
    let group = DecodedGroup()
    var segments: [[DecodedGroup.Segment]] = []
    for index in 0..<file.groupCount {
      try file.decode(group: index, into: group)
      segments.append(group.segments)
    }
    for first in 0...file.customers.count {
      for end in first...file.customers.count {
        let persons = segments.indices.filter { index in
          segments[index].contains { (first..<end).contains($0.customer) && $0.personCount > 0 }
        }
        let standalone = segments.indices.filter { index in
          segments[index].contains {
            (first..<end).contains($0.customer) && $0.standaloneCount > 0
          }
        }
        let found = Array(file.groups(withPersonsOf: first..<end))
        #expect(Set(persons).isSubset(of: found) && found.count <= persons.count + 2)
        #expect(Set(standalone).isSubset(of: file.groups(withStandaloneDevicesOf: first..<end)))
        #expect(persons.isEmpty == found.isEmpty)
      }
    }
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
    let contents = try ColumnContent(reading: file).contents
    for (index, customer) in customers.enumerated() {
      let entry = file.customers[index]
      #expect(entry.settings == customer.settings)
      #expect(entry.counters == customer.counters)
      #expect(entry.siteCount == customer.sites.count)
      #expect(file.customers.sites(of: index) == customer.sites)
      #expect(entry.provider == customer.provider)
      #expect(entry.standaloneCount == customer.standaloneDevices.count)
      let expected = (0..<customer.persons.count).map { person in
        let facts = Fact.allCases.filter { customer.persons.facts[person].contains($0) }
        let devices = customer.persons.devices(of: person).map { Int($0) }
        return Person(facts: facts.map(\.symbol), devices: devices.sorted())
      }
      #expect(counted(contents[index].persons) == counted(expected))
      #expect(contents[index].standalone == customer.standaloneDevices.map { Int($0) }.sorted())
      #expect(contents[index].surplus == customer.surplusDevices.map { Int($0) }.sorted())
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
