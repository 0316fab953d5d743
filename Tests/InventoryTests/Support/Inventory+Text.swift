import CensusModel
import Inventory

extension Inventory {
  /// The persons of a customer as sorted lines: the symbols of their facts, and after a colon the
  /// products of their devices.
  func persons(_ customer: Int = 0) -> [String] {
    let persons = customers[customer].persons
    return persons.facts.indices.map { index in
      let facts = Fact.allCases.filter { persons.facts[index].contains($0) }.map(\.symbol)
      let devices = persons.devices(of: index).map { text(of: $0) }
      return (facts + (devices.isEmpty ? [] : [":"]) + devices.sorted()).joined(separator: " ")
    }.sorted()
  }

  /// The standalone devices of a customer, sorted.
  func standalone(_ customer: Int = 0) -> [String] {
    customers[customer].standaloneDevices.map { text(of: $0) }.sorted()
  }

  /// The surplus devices of a customer, sorted.
  func surplus(_ customer: Int = 0) -> [String] {
    customers[customer].surplusDevices.map { text(of: $0) }.sorted()
  }

  /// All that must not depend on the order of records, on threads and on batches.
  var everything: [String] {
    customers.indices.flatMap { index in
      let customer = customers[index]
      return [
        "\(customer.pkid) \(providers[customer.provider]) \(names[index])",
        "\(customer.settings) \(customer.counters) \(customer.sites)",
        "\(customer.standaloneDevices) \(customer.surplusDevices)",
      ] + persons(index) + standalone(index) + surplus(index)
    }
      + ["\(providers) \(deviceTypes) \(aboveEveryCustomer)"]
      + misplaced.places.map { "\($0)" }
  }

  private func text(of type: UInt16) -> String {
    switch deviceTypes[Int(type)] {
    case .product(let product): "<\(product)>"
    case .otherClass: "<another class>"
    }
  }
}
