import CensusModel
import Testing

@testable import ColumnFile

/// A small identities file of the customers of `ColumnFileFixture`.
enum IdentityFileFixture {
  static let context: IdentityContext = {
    var context = IdentityContext()
    context.models = ["data/HierarchyNode", "", "device/cucm/User", "device/cucm/Phone"]
    context.files = ["dump/users.jsonl", "dump/phones.json.gz"]
    context.places = ["sys.P.C", "sys.P.C.S"]
    context.products = ["Analog  Phone", "NEW phone", ""]
    return context
  }()

  /// The customers of `ColumnFileFixture`, with something in every section.
  static let customers: [CustomerInventory] = {
    var customers = ColumnFileFixture.customers
    for index in customers.indices {
      customers[index].counters.phoneServerPhones = 2 - index
      customers[index].counters.orphanOwners = index
      customers[index].counters.aboveSiteLevel = 3
      customers[index].counters.mergedRecords = index + 1
      customers[index].counters.emptyKeys = 2 * index
    }
    return customers
  }()

  static func source(_ number: Int) -> SourceRecord {
    SourceRecord(
      model: UInt8(number % 4), file: UInt32(number % 2), place: UInt32(number / 2 % 2),
      line: UInt32(number * 1000), column: number % 3)
  }

  /// Owner, association, and both.
  static func relation(_ number: Int) -> DeviceRelation {
    DeviceRelation(rawValue: UInt8(1 + number % 3))
  }

  /// Records above every customer.
  static let aboveEveryCustomer: NameTable = {
    var table = NameTable()
    for row in 0..<3 { table.append((row == 1 ? "" : "Above-\(row)").utf8, sources: [source(row)]) }
    return table
  }()

  /// Names for all rows of a customer, which differ between the customer and them.
  static func identities(of customer: CustomerInventory, _ prefix: String) -> CustomerIdentities {
    var identities = CustomerIdentities(path: "sys.P.\(prefix)")
    var persons = NameTable()
    for person in 0..<customer.persons.count {
      persons.heads.append("\(prefix)-user-\(person)".utf8, sources: (0..<person % 3).map(source))
      for device in 0..<customer.persons.devices(of: person).count {
        persons.append(
          part: "\(prefix)-sep-\(device)".utf8, sources: [source(device)], relation(device))
      }
      persons.endRow()
    }
    identities[.persons] = persons
    var standalone = NameTable()
    for device in customer.standaloneDevices.indices {
      standalone.append("\(prefix)-é\(device)".utf8, sources: [])
    }
    identities[.standaloneDevices] = standalone
    for (section, count) in [
      (CustomerIdentities.Section.phoneServerPhones, customer.counters.phoneServerPhones),
      (.sites, customer.sites.count), (.orphanOwners, customer.counters.orphanOwners),
      (.aboveSiteLevel, customer.counters.aboveSiteLevel),
      (.mergedRecords, customer.counters.mergedRecords),
      (.emptyKeys, customer.counters.emptyKeys),
    ] {
      var table = NameTable()
      for row in 0..<count {
        let name = row == 0 ? "" : "\(prefix)-\(section)-\(row)"
        table.append(name.utf8, sources: [source(row)])
      }
      identities[section] = table
    }
    return identities
  }

  /// The columnar file of some customers, and its identities.
  static func pair(
    _ customers: [CustomerInventory] = customers, groupPersonCount: Int = 2,
    threads: Int = 1
  ) throws -> (columns: [UInt8], identities: [UInt8]) {
    var columns: [UInt8] = []
    var identities: [UInt8] = []
    var writer = try ColumnFileFixture.writer(groupPersonCount: groupPersonCount) { columns += $0 }
    var names = try IdentityFileWriter(context: context, threads: threads) { identities += $0 }
    for (index, customer) in customers.enumerated() {
      let order = try writer.append(customer)
      try names.append(
        customer.pkid,
        CustomerNames(provider: "P", reseller: "", customer: "Customer \(index)"),
        Self.identities(of: customer, "c\(index)"), order: order)
    }
    try names.append(aboveEveryCustomer: aboveEveryCustomer)
    try names.finish(columnFile: try writer.finish())
    return (columns, identities)
  }

  static func file(_ bytes: [UInt8], memoryLimit: Int = 1 << 24) throws -> IdentityFile {
    try IdentityFile(
      ColumnSource(name: "test.identities", bytes: bytes), memoryLimit: memoryLimit)
  }
}
