import CensusModel
import Inventory
import Testing

extension Inventory {
  /// The customers with their rows, wherever these are.
  var completeCustomers: [CustomerInventory] {
    var customers: [CustomerInventory] = []
    #expect(throws: Never.self) { try forEachCustomer { customers.append($0) } }
    return customers
  }

  /// The persons of a customer as sorted lines: the symbols of their facts, and after a colon the
  /// products of their devices.
  func persons(_ customer: Int = 0) -> [String] { persons(of: customers[customer]) }

  /// The standalone devices of a customer, sorted.
  func standalone(_ customer: Int = 0) -> [String] {
    products(customers[customer].standaloneDevices)
  }

  /// The surplus devices of a customer, sorted.
  func surplus(_ customer: Int = 0) -> [String] { products(customers[customer].surplusDevices) }

  /// All that must not depend on the order of records, on threads, batches and memory.
  var everything: [String] {
    var lines: [String] = []
    for (customer, names) in zip(completeCustomers, names) {
      lines.append("\(customer.pkid) \(providers[customer.provider]) \(names)")
      lines.append("\(customer.settings) \(customer.counters) \(customer.sites)")
      lines.append("\(customer.standaloneDevices) \(customer.surplusDevices)")
      lines += persons(of: customer)
      lines += products(customer.standaloneDevices)
      lines += products(customer.surplusDevices)
    }
    lines.append("\(providers) \(deviceTypes)")
    lines.append("\(aboveEveryCustomer) \(recordDigest) \(personCount)")
    return lines + misplaced.places.map { "\($0)" }
  }

  private func persons(of customer: CustomerInventory) -> [String] {
    let persons = customer.persons
    return persons.facts.indices.map { index in
      let facts = Fact.allCases.filter { persons.facts[index].contains($0) }.map(\.symbol)
      let devices = persons.devices(of: index).map { text(of: $0) }
      return (facts + (devices.isEmpty ? [] : [":"]) + devices.sorted()).joined(separator: " ")
    }.sorted()
  }

  private func products(_ types: [UInt16]) -> [String] { types.map { text(of: $0) }.sorted() }

  private func text(of type: UInt16) -> String {
    switch deviceTypes[Int(type)] {
    case .product(let product): "<\(product)>"
    case .otherClass: "<another class>"
    }
  }
}
