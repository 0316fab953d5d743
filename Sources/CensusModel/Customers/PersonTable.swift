/// Persons and their devices, in compressed rows: the devices of person *i* are
/// `devices[deviceStarts[i]..<deviceStarts[i + 1]]`.
public struct PersonTable: Equatable, Sendable {
  /// The facts of each person.
  public private(set) var facts: [FactSet] = []
  /// Where each person's devices begin, and at the end where the last one's stop.
  public private(set) var deviceStarts: [UInt32] = [0]
  /// Device types, as indexes into the device types of the inventory.
  public private(set) var devices: [UInt16] = []

  /// No persons.
  public init() {}

  /// How many persons there are.
  public var count: Int { facts.count }

  /// The device types of the person with this index.
  public func devices(of index: Int) -> ArraySlice<UInt16> {
    devices[deviceRange(index)]
  }

  /// Makes room for so many more persons and devices, and for no more: lists that grow by doubling
  /// take up to twice what they hold.
  public mutating func reserve(persons: Int, devices deviceCount: Int) {
    facts.reserveCapacity(facts.count + persons)
    deviceStarts.reserveCapacity(deviceStarts.count + persons)
    devices.reserveCapacity(devices.count + deviceCount)
  }

  /// Gives every device type the index that `number` gives it; their order must stay.
  public mutating func renumberDevices(_ number: (UInt16) -> UInt16) {
    for index in devices.indices { devices[index] = number(devices[index]) }
  }

  /// Adds a person.
  public mutating func append(facts: FactSet, devices: some Sequence<UInt16>) {
    self.facts.append(facts)
    self.devices.append(contentsOf: devices)
    deviceStarts.append(UInt32(self.devices.count))
  }

  /// Adds a person of another table.
  public mutating func append(_ person: Int, of other: PersonTable) {
    facts.append(other.facts[person])
    for device in other.deviceRange(person) { devices.append(other.devices[device]) }
    deviceStarts.append(UInt32(devices.count))
  }

  /// Puts the devices of each person in ascending order.
  public mutating func sortDevices() {
    for person in facts.indices {
      let range = deviceRange(person)
      // Most persons have one or two.
      guard range.count > 2 else {
        if range.count == 2, devices[range.lowerBound] > devices[range.lowerBound + 1] {
          devices.swapAt(range.lowerBound, range.lowerBound + 1)
        }
        continue
      }
      devices[range].sort()
    }
  }

  private func deviceRange(_ person: Int) -> Range<Int> {
    Int(deviceStarts[person])..<Int(deviceStarts[person + 1])
  }
}
