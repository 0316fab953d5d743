import CensusModel
import Testing

@testable import ColumnFile

/// Identities can be read as they were written, row by row, and other files are refused.
@Suite struct IdentityFileTests {
  @Test(arguments: [1, 2, 3, 64]) func personsKeepTheirNames(_ groupPersonCount: Int) throws {
    let pair = try IdentityFileFixture.pair(groupPersonCount: groupPersonCount)
    let columns = try ColumnFileFixture.file(pair.columns)
    let file = try IdentityFileFixture.file(pair.identities)
    try file.verify()
    try file.verify(against: columns)
    try file.verifyRows(of: columns)
    for (index, customer) in IdentityFileFixture.customers.enumerated() {
      var found: [String] = []
      try file.forEachPerson(of: columns, customers: index..<index + 1) { person in
        #expect(person.customer == index)
        let types = person.deviceTypes.map { String($0) }.joined(separator: ",")
        found.append("\(person.row.name) \(person.facts.rawValue) \(types)")
      }
      let expected = (0..<customer.persons.count).map { person in
        let types = customer.persons.devices(of: person).sorted().map { String($0) }
        return "c\(index)-user-\(person) \(customer.persons.facts[person].rawValue) "
          + types.joined(separator: ",")
      }
      #expect(found.sorted() == expected.sorted())
    }
  }

  @Test func rowsKeepTheirRecords() throws {
    let file = try IdentityFileFixture.file(IdentityFileFixture.pair().identities)
    #expect(file.context == IdentityFileFixture.context)
    var rows = 0
    for (index, customer) in IdentityFileFixture.customers.enumerated() {
      #expect(file.customers[index].pkid == customer.pkid)
      #expect(file.customers[index].path == "sys.P.c\(index)")
      #expect(file.customers[index].names.customer == "Customer \(index)")
      let identities = IdentityFileFixture.identities(of: customer, "c\(index)")
      for section in CustomerIdentities.Section.ofCustomers where section != .persons {
        var row = 0
        let table = identities[section]
        #expect(file.customers[index].rowCount(section) == table.count)
        try file.forEachRow(section, customers: index..<index + 1) { found in
          #expect(found.name == String(decoding: table.heads.name(row), as: UTF8.self))
          #expect(found.sources == Array(table.heads.sources(row)))
          row += 1
        }
        #expect(row == table.count)
        rows += row
      }
      try file.forEachRow(.persons, customers: index..<index + 1) { found in
        let number = found.name.split(separator: "-").last.flatMap { Int($0) } ?? -1
        #expect(found.sources == (0..<number % 3).map(IdentityFileFixture.source))
        let parts = found.parts
        #expect(parts.map(\.name) == parts.indices.map { "c\(index)-sep-\($0)" })
        #expect(parts.map(\.sources) == parts.indices.map { [IdentityFileFixture.source($0)] })
        #expect(found.relations == parts.indices.map(IdentityFileFixture.relation))
      }
    }
    #expect(rows > 10)
    var above: [String] = []
    let index = file.aboveEveryCustomer
    try file.forEachRow(.aboveEveryCustomer, customers: index..<index + 1) {
      above.append("\($0.customer == index) \($0.name) \($0.sources.count)")
    }
    #expect(above == ["true Above-0 1", "true  1", "true Above-2 1"])
    #expect(file.aboveEveryCustomerCount == 3)
  }

  /// Names stand as they are written, and are found however they are spelled.
  @Test func namesAreFoundInEverySpelling() throws {
    var customers = IdentityFileFixture.customers
    customers.removeLast(customers.count - 1)
    let pair = try IdentityFileFixture.pair(customers)
    let file = try IdentityFileFixture.file(pair.identities)
    for (name, count) in [("above-0", 1), ("Above-0", 0), ("above", 0), ("", 1)] {
      var found = 0
      try file.forEachRow(.aboveEveryCustomer, customers: 1..<2) { row in
        if row.isNamed(Array(name.utf8)) { found += 1 }
      }
      #expect(found == count, "\(name)")
    }
    try file.forEachRow(.aboveEveryCustomer, customers: 1..<2) { row in
      #expect(row.key == Array(row.name.lowercased().utf8))
    }
    let outline = try IdentityOutline(
      file, customers: [file.aboveEveryCustomer], names: [Array("above-2".utf8)], threads: 1)
    #expect(outline.customers(with: .aboveEveryCustomer) == [1])
  }

  /// A file of another version is refused, and it is said which.
  @Test func refusesTheFirstVersion() throws {
    var bytes = try IdentityFileFixture.pair().identities
    (bytes[8], bytes[bytes.count - 10]) = (1, 1)
    #expect(
      throws: ColumnFileError.unsupported(file: "test.identities", detail: "format version 1")
    ) { try IdentityFileFixture.file(bytes) }
  }

  /// More rows than a block holds, so that customers and sections cross blocks.
  private func large() -> [CustomerInventory] {
    IdentityFileFixture.customers.map { customer in
      var customer = customer
      for index in 0..<9000 {
        customer.persons.append(
          facts: [.init(.ucmUser)], devices: [UInt16](repeating: 1, count: index % 3))
      }
      customer.standaloneDevices = [UInt16](repeating: 1, count: 5000)
      return customer
    }
  }

  @Test func blocksAreNoBorders() throws {
    let customers = large()
    let pair = try IdentityFileFixture.pair(customers, groupPersonCount: 1000)
    let columns = try ColumnFileFixture.file(pair.columns)
    let file = try IdentityFileFixture.file(pair.identities, memoryLimit: 1 << 26)
    #expect(file.blockCount > 3)
    try file.verify()
    try file.verifyRows(of: columns)
    for (index, customer) in customers.enumerated() {
      var names: Set<String> = []
      try file.forEachPerson(of: columns, customers: index..<index + 1) {
        names.insert($0.row.name)
      }
      #expect(names == Set((0..<customer.persons.count).map { "c\(index)-user-\($0)" }))
      var devices: [String] = []
      try file.forEachStandaloneDevice(of: columns, customers: index..<index + 1) {
        devices.append($0.row.name)
      }
      #expect(devices == (0..<5000).map { "c\(index)-é\($0)" })
    }
    let again = try IdentityFileFixture.pair(customers, groupPersonCount: 1000, threads: 3)
    #expect(again.identities == pair.identities)
  }

  // MARK: Refusals

  private func verify(_ bytes: [UInt8]) throws {
    try IdentityFileFixture.file(bytes).verify()
  }

  @Test func refusesEveryFlippedBit() throws {
    let bytes = try IdentityFileFixture.pair().identities
    try verify(bytes)
    for bit in 0..<bytes.count * 8 {
      var damaged = bytes
      damaged[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(throws: ColumnFileError.self, "bit \(bit)") { try verify(damaged) }
    }
  }

  @Test func refusesEveryTruncation() throws {
    let bytes = try IdentityFileFixture.pair().identities
    for count in bytes.indices {
      #expect(throws: ColumnFileError.self, "\(count) bytes") {
        try verify(Array(bytes.prefix(count)))
      }
    }
    #expect(throws: ColumnFileError.self) { try verify(bytes + [0]) }
  }

  @Test func refusesTheIdentitiesOfAnotherFile() throws {
    var others = IdentityFileFixture.customers
    others[0].counters.emptyKeys += 1
    let other = try ColumnFileFixture.file(IdentityFileFixture.pair(others).columns)
    let file = try IdentityFileFixture.file(IdentityFileFixture.pair().identities)
    let error = #expect(throws: ColumnFileError.self) { try file.verify(against: other) }
    #expect(
      error == .otherColumnFile(file: "test.identities", columnFile: other.source.name))
  }

  /// Neither kind of file is taken for the other one.
  @Test func refusesTheOtherKindOfFile() throws {
    let pair = try IdentityFileFixture.pair()
    #expect(throws: ColumnFileError.notAnIdentityFile(file: "test.identities")) {
      try IdentityFileFixture.file(pair.columns)
    }
    #expect(throws: ColumnFileError.self) { try ColumnFileFixture.file(pair.identities) }
  }

  @Test func refusesWhatTakesMoreMemoryThanAllowed() throws {
    let bytes = try IdentityFileFixture.pair(large(), groupPersonCount: 1000).identities
    let error = #expect(throws: ColumnFileError.self) {
      try IdentityFileFixture.file(bytes, memoryLimit: 1 << 20).verify()
    }
    guard case .memoryLimit = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(throws: ColumnFileError.self) { try IdentityFileFixture.file(bytes, memoryLimit: 500) }
  }
}
