internal import CensusModel

/// Reading a footer. Its checksum has been verified; still nothing in it is believed that the rest
/// of it, or the size of the file, contradicts.
extension Footer {
  init(parsing cursor: inout ByteCursor) throws(ByteCursor.Refusal) {
    metadata = try cursor.metadata()
    providers = try cursor.providers()
    deviceTypes = try cursor.deviceTypes()
    customers = try cursor.customers(providerCount: providers.count)
    groups = try cursor.groups()
    try cursor.finish()
    try checkTotals(cursor)
  }

  /// What all groups hold together is what all customers have together.
  private func checkTotals(_ cursor: ByteCursor) throws(ByteCursor.Refusal) {
    // By index: to copy an entry takes longer than to add its numbers.
    let inCustomers = sum(customers.indices) { customers[$0].sizes }
    let inGroups = sum(groups.indices) { groups[$0].sizes }
    guard let inCustomers, let inGroups else { throw cursor.refusal("sums out of range") }
    for (size, what) in ["persons", "devices", "standalone devices", "surplus devices"].enumerated()
    where inCustomers[size] != inGroups[size] {
      throw cursor.refusal("customers and groups disagree on the number of \(what)")
    }
    // Of 65,535 types at the most, each with a count at the cap at the most.
    let phoneCount = deviceTypes.reduce(0) { $0 + $1.phoneCount }
    guard phoneCount == inGroups[1] + inGroups[2] - inGroups[3] else {
      throw cursor.refusal("device types and groups disagree on the number of phones")
    }
  }

  private func sum(_ indices: Range<Int>, _ sizes: (Int) -> SIMD4<Int>) -> SIMD4<Int>? {
    var total = SIMD4<Int>()
    for index in indices {
      total &+= sizes(index)
      // No size is larger than the cap, so that a sum cannot pass it unseen.
      if any(total .> FormatConstants.countMax) || any(total .< 0) { return nil }
    }
    return total
  }
}

extension CustomerEntry {
  fileprivate var sizes: SIMD4<Int> {
    SIMD4(personCount, deviceCount, standaloneCount, surplusCount)
  }
}

extension GroupEntry {
  fileprivate var sizes: SIMD4<Int> {
    SIMD4(personCount, deviceCount, standaloneCount, surplusCount)
  }
}

extension ByteCursor {
  fileprivate mutating func metadata() throws(Refusal) -> [String: String] {
    let entryCount = try count(ofAtLeast: 2)
    try reserve(entryCount * MemoryCost.metadataEntry)
    var metadata = [String: String](minimumCapacity: entryCount)
    var last: String?
    for _ in 0..<entryCount {
      let key = try text()
      guard last?.precedesExactly(key) ?? true else {
        throw refusal("metadata keys are not in order")
      }
      // Two keys that differ in bytes may be the same text.
      guard metadata.updateValue(try text(), forKey: key) == nil else {
        throw refusal("metadata key twice")
      }
      last = key
    }
    return metadata
  }

  fileprivate mutating func providers() throws(Refusal) -> [Provider] {
    let providerCount = try count(ofAtLeast: 2)
    try reserve(MemoryCost.array(providerCount, of: Provider.self))
    var providers: [Provider] = []
    providers.reserveCapacity(providerCount)
    for _ in 0..<providerCount {
      let pkid = try text()
      providers.append(Provider(pkid: pkid, name: try text()))
    }
    return providers
  }

  fileprivate mutating func deviceTypes() throws(Refusal) -> [DeviceTypeEntry] {
    let typeCount = try count(ofAtLeast: 4)
    guard typeCount <= FormatConstants.deviceTypeCountMax else {
      throw refusal("more device types than the format has")
    }
    try reserve(MemoryCost.array(typeCount, of: DeviceTypeEntry.self))
    var types: [DeviceTypeEntry] = []
    types.reserveCapacity(typeCount)
    for _ in 0..<typeCount { types.append(try deviceTypeEntry()) }
    guard Set(types.map(\.type)).count == typeCount else { throw refusal("a device type twice") }
    return types
  }

  private mutating func deviceTypeEntry() throws(Refusal) -> DeviceTypeEntry {
    let type = try deviceType()
    guard let deviceClass = DeviceClass(rawValue: try u8()) else {
      throw refusal("unknown device class")
    }
    let known = try u8()
    guard known <= 1 else { throw refusal("neither known nor unknown") }
    let entry = DeviceTypeEntry(
      type: type, deviceClass: deviceClass, isKnown: known == 1,
      phoneCount: try varint(max: FormatConstants.countMax))
    guard entry.isSound else { throw refusal("a device type with a class that it cannot have") }
    return entry
  }

  private mutating func deviceType() throws(Refusal) -> DeviceType {
    switch try u8() {
    case 1: return .product(try text())
    case 2: return .otherClass
    default: throw refusal("unknown kind of device type")
    }
  }

  fileprivate mutating func customers(
    providerCount: Int
  ) throws(Refusal) -> [CustomerEntry] {
    let fieldCount = PKIDField.byteCount + 1 + 1 + CustomerCounters.all.count + 5
    let customerCount = try count(ofAtLeast: fieldCount)
    try reserve(MemoryCost.array(customerCount, of: CustomerEntry.self))
    var customers: [CustomerEntry] = []
    customers.reserveCapacity(customerCount)
    // One list for all: a list for each would take longer than all the rest.
    var sites: [UInt64] = []
    var siteCounts: [Int] = []
    siteCounts.reserveCapacity(customerCount)
    for index in 0..<customerCount {
      let next = try customer(providerCount: providerCount)
      if index > 0, customers[index - 1].field >= next.field {
        throw refusal("customers are not in the order of their PKIDs")
      }
      customers.append(next)
      siteCounts.append(try self.sites(into: &sites))
    }
    var start = 0
    for index in customers.indices {
      customers[index].sites = sites[start..<start + siteCounts[index]]
      start += siteCounts[index]
    }
    return customers
  }

  /// A customer without his sites.

  private mutating func customer(providerCount: Int) throws(Refusal) -> CustomerEntry {
    guard let field = PKIDField(stored: try take(PKIDField.byteCount)) else {
      throw refusal("a PKID is not valid")
    }
    let provider = try varint()
    guard provider < providerCount else { throw refusal("unknown provider") }
    let settings = try u8()
    guard settings <= 3 else { throw refusal("unknown customer setting") }
    let sizeMax = FormatConstants.countMax
    return CustomerEntry(
      field: field, provider: provider, settings: CustomerSettings(rawValue: settings),
      counters: try counters(), personCount: try varint(max: sizeMax),
      deviceCount: try varint(max: sizeMax), standaloneCount: try varint(max: sizeMax),
      surplusCount: try varint(max: sizeMax), sites: [])
  }

  /// In the order of `CustomerCounters.all`, which writing goes by; spelled out, as there are many
  /// customers and key paths are slow.
  private mutating func counters() throws(Refusal) -> CustomerCounters {
    let max = FormatConstants.countMax
    var counters = CustomerCounters()
    counters.users = try varint(max: max)
    counters.phones = try varint(max: max)
    counters.phoneServerPhones = try varint(max: max)
    counters.orphanOwners = try varint(max: max)
    counters.unknownAssociations = try varint(max: max)
    counters.mergedRecords = try varint(max: max)
    counters.aboveSiteLevel = try varint(max: max)
    counters.emptyKeys = try varint(max: max)
    return counters
  }

  /// Adds the sites of a customer to those of all.
  ///
  /// - Returns: how many they are.
  private mutating func sites(into sites: inout [UInt64]) throws(Refusal) -> Int {
    let siteCount = try count(ofAtLeast: 8)
    // The list grows by doubling: beside the new one there is, for a moment, the old one.
    try reserve(3 * siteCount * MemoryLayout<UInt64>.stride + MemoryLayout<Int>.stride)
    let start = sites.count
    for index in 0..<siteCount {
      let site = try u64()
      guard index == 0 || sites[start + index - 1] < site else {
        throw refusal("sites are not in order")
      }
      sites.append(site)
    }
    return siteCount
  }
}
