/// A Provider node; one report is written for each. A customer's is the nearest above.
public struct Provider: Hashable, Sendable {
  /// The node's PKID, or its own path where the dump gives none.
  public var pkid: String
  /// The node's name.
  public var name: String

  /// A provider with this PKID and name.
  public init(pkid: String, name: String) {
    self.pkid = pkid
    self.name = name
  }

  /// True if both are the same, byte for byte.
  public static func == (left: Provider, right: Provider) -> Bool {
    left.pkid.isExactly(right.pkid) && left.name.isExactly(right.name)
  }

  /// Hashes the bytes.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(exactly: pkid)
    hasher.combine(exactly: name)
  }
}

/// The settings of a customer that the report repeats (AuditRules.md §1, columns 24 and 25).
public struct CustomerSettings: OptionSet, Hashable, Sendable {
  /// Bit 0 public sector, bit 1 inactive billing. On disk: never change.
  public let rawValue: UInt8
  /// Settings with these bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The customer belongs to the public sector.
  public static let publicSector = CustomerSettings(rawValue: 1)
  /// The customer's billing is inactive. It informs; it never changes a count.
  public static let inactiveBilling = CustomerSettings(rawValue: 2)
}

/// Counts of a customer that are made at conversion, as the columns lack them (AuditRules.md §3).
/// Counts add up when a customer occurs in several files.
public struct CustomerCounters: Equatable, Sendable {
  /// UCM users at site level.
  public var users = 0
  /// Distinct phones at site level, of every class.
  public var phones = 0
  /// Distinct phone-server phones at site level.
  public var phoneServerPhones = 0
  /// Distinct phones with at least one owner who is not a UCM user of the customer.
  public var orphanOwners = 0
  /// Distinct pairs of a user and a device name that names no phone.
  public var unknownAssociations = 0
  /// Records beyond the first with one key.
  public var mergedRecords = 0
  /// Records below the customer but not below a Site.
  public var aboveSiteLevel = 0
  /// Records at site level whose key is empty.
  public var emptyKeys = 0

  /// All zero.
  public init() {}

  /// The counters in their order on disk.
  public static let all: [any WritableKeyPath<CustomerCounters, Int> & Sendable] = [
    \.users, \.phones, \.phoneServerPhones, \.orphanOwners, \.unknownAssociations,
    \.mergedRecords, \.aboveSiteLevel, \.emptyKeys,
  ]

  /// The counters in the same order.
  public var numbers: InlineArray<8, Int> {
    [
      users, phones, phoneServerPhones, orphanOwners, unknownAssociations, mergedRecords,
      aboveSiteLevel, emptyKeys,
    ]
  }

  /// The sum, counter by counter.
  public static func + (left: CustomerCounters, right: CustomerCounters) -> CustomerCounters {
    var sum = left
    for counter in all { sum[keyPath: counter] += right[keyPath: counter] }
    return sum
  }
}

/// A customer as conversion leaves it: no names, only what can be counted.
public struct CustomerInventory: Equatable, Sendable {
  /// 24 hexadecimal digits, as they came.
  public var pkid: String
  /// Index into the providers of the inventory.
  public var provider: Int
  /// Settings of the customer.
  public var settings: CustomerSettings
  /// The counts that the columns do not show.
  public var counters: CustomerCounters
  /// One identity per Site node, ascending and without duplicates, so that sites can be united when
  /// a customer is split over files. Its count is the Site Count of the customer.
  public var sites: [UInt64]
  /// The persons, in any order.
  public var persons: PersonTable
  /// Device types (indexes into the device types of the inventory) of the phones that belong to
  /// no user, one each.
  public var standaloneDevices: [UInt16]
  /// Device types of the surplus rows: a phone with *n* owners is *n* times in `persons` and
  /// *n*−1 times here, so that distinct phones can be counted.
  public var surplusDevices: [UInt16]

  /// A customer without persons and devices.
  public init(pkid: String, provider: Int, settings: CustomerSettings = []) {
    self.pkid = pkid
    self.provider = provider
    self.settings = settings
    counters = CustomerCounters()
    sites = []
    persons = PersonTable()
    standaloneDevices = []
    surplusDevices = []
  }
}

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
