internal import CensusModel

/// The device types of phones that count. Records above site level, and those that lose against
/// another record of their phone, must leave no trace.
struct UsedDeviceTypes {
  /// Those in use, in their old order.
  let types: [DeviceType]
  /// New index by old index; nil where no phone is of the type.
  private let numbers: [UInt16?]

  /// Those of the types that are in use.
  init(_ types: [DeviceType], _ use: DeviceTypeUse) {
    let isUsed = use.isUsed
    var next: UInt16 = 0
    numbers = isUsed.map { isUsed in
      guard isUsed else { return nil }
      defer { next += 1 }
      return next
    }
    self.types = zip(types, isUsed).filter(\.1).map(\.0)
  }

  /// Gives the devices of a customer their new indexes.
  func renumber(_ customer: inout CustomerInventory) {
    guard numbers.contains(nil) else { return }
    customer.persons.renumberDevices(number)
    for index in customer.standaloneDevices.indices {
      customer.standaloneDevices[index] = number(customer.standaloneDevices[index])
    }
    for index in customer.surplusDevices.indices {
      customer.surplusDevices[index] = number(customer.surplusDevices[index])
    }
  }

  private func number(_ type: UInt16) -> UInt16 { numbers[Int(type)] ?? 0 }
}

/// Which device types occur.
struct DeviceTypeUse {
  /// By type.
  private(set) var isUsed: [Bool]

  /// None of so many.
  init(typeCount: Int) { isUsed = [Bool](repeating: false, count: typeCount) }

  /// Takes note of the devices of customers.
  mutating func add(_ customers: [CustomerInventory]) {
    for customer in customers {
      for type in customer.persons.devices { isUsed[Int(type)] = true }
      for type in customer.standaloneDevices { isUsed[Int(type)] = true }
    }
  }
}
