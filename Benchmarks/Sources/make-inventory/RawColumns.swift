internal import CensusModel
internal import ColumnFile
internal import SyntheticInventory

/// The inventory as flat columns that other programs can map. Surplus rows are not in them.
struct RawColumns {
  private static let nobody = UInt32.max

  private let personCustomers: OutputFile
  private let personFacts: OutputFile
  private let deviceCustomers: OutputFile
  private let devicePersons: OutputFile
  private let deviceTypes: OutputFile
  private let customers: OutputFile
  private let counter = RowCounter()

  /// Persons of the customers before.
  private final class RowCounter { var persons = 0 }

  init(directory: String, types: [DeviceTypeEntry]) throws {
    personCustomers = try OutputFile(path: "\(directory)/person-customer.u32")
    personFacts = try OutputFile(path: "\(directory)/person-facts.u16")
    deviceCustomers = try OutputFile(path: "\(directory)/device-customer.u32")
    devicePersons = try OutputFile(path: "\(directory)/device-person.u32")
    deviceTypes = try OutputFile(path: "\(directory)/device-type.u16")
    customers = try OutputFile(path: "\(directory)/customers.csv")
    try customers.append(
      line: "index,pkid,persons,devices,sites,public sector,inactive billing,phone server phones")
    let table = try OutputFile(path: "\(directory)/device-types.csv")
    try table.append(line: "index,product,class")
    for (index, entry) in types.enumerated() {
      guard case .product(let product) = entry.type else { continue }
      try table.append(line: "\(index),\(product),\(entry.deviceClass.name)")
    }
    try table.close()
  }

  func append(_ customer: CustomerInventory, index: Int, seed: UInt64) throws {
    for facts in customer.persons.facts {
      try personCustomers.append(UInt32(index))
      try personFacts.append(facts.rawValue)
    }
    var rows = rows(of: customer)
    shuffle(&rows, seed: seed &+ UInt64(index))
    for row in rows {
      try deviceCustomers.append(UInt32(index))
      try devicePersons.append(row.person)
      try deviceTypes.append(row.type)
    }
    counter.persons += customer.persons.count
    try append(line: customer, index: index, rowCount: rows.count)
  }

  private func rows(of customer: CustomerInventory) -> [(person: UInt32, type: UInt16)] {
    var rows: [(person: UInt32, type: UInt16)] = []
    for person in 0..<customer.persons.count {
      for type in customer.persons.devices(of: person) {
        rows.append((UInt32(counter.persons + person), type))
      }
    }
    return rows + customer.standaloneDevices.map { (Self.nobody, $0) }
  }

  /// Devices of a dump are in no order.
  private func shuffle(_ rows: inout [(person: UInt32, type: UInt16)], seed: UInt64) {
    var state = seed
    for end in stride(from: rows.count, to: 1, by: -1) {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      rows.swapAt(end - 1, Int(state.multipliedFullWidth(by: UInt64(end)).high))
    }
  }

  private func append(line customer: CustomerInventory, index: Int, rowCount: Int) throws {
    let settings = [CustomerSettings.publicSector, .inactiveBilling].map {
      customer.settings.contains($0) ? "Y" : "N"
    }
    let fields = [
      String(index), customer.pkid, String(customer.persons.count), String(rowCount),
      String(customer.sites.count), settings[0], settings[1],
      String(customer.counters.phoneServerPhones),
    ]
    try customers.append(line: fields.joined(separator: ","))
  }

  func close() throws {
    for column in [
      personCustomers, personFacts, deviceCustomers, devicePersons, deviceTypes, customers,
    ] { try column.close() }
  }
}
