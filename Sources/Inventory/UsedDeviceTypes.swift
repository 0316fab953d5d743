internal import CensusModel

/// The device types of phones that count. Records above site level, and those that lose against
/// another record of their phone, must leave no trace.
struct UsedDeviceTypes {
  /// Those in use, in their old order.
  let types: [DeviceType]
  /// New index by old index; nil where no phone is of the type.
  private let numbers: [UInt16?]

  /// The types that the devices of these customers use.
  init(_ types: [DeviceType], in customers: [CustomerInventory]) {
    var isUsed = [Bool](repeating: false, count: types.count)
    for customer in customers {
      for type in customer.persons.devices { isUsed[Int(type)] = true }
      for type in customer.standaloneDevices { isUsed[Int(type)] = true }
    }
    var next: UInt16 = 0
    numbers = isUsed.map { isUsed in
      guard isUsed else { return nil }
      defer { next += 1 }
      return next
    }
    self.types = zip(types, isUsed).filter(\.1).map(\.0)
  }

  /// The customers with the new indexes.
  func renumbered(_ customers: [CustomerInventory]) -> [CustomerInventory] {
    guard numbers.contains(nil) else { return customers }
    return customers.map { old in
      var new = old
      new.standaloneDevices = old.standaloneDevices.map(number)
      new.surplusDevices = old.surplusDevices.map(number)
      new.persons = PersonTable()
      for (index, facts) in old.persons.facts.enumerated() {
        new.persons.append(facts: facts, devices: old.persons.devices(of: index).map(number))
      }
      return new
    }
  }

  private func number(_ type: UInt16) -> UInt16 { numbers[Int(type)] ?? 0 }
}
