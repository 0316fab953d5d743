internal import CensusModel
internal import Sealing

/// Reading a footer. Its checksum has been verified; still nothing in it is believed that the rest
/// of it, or the size of the file, contradicts.
extension Footer {
  /// - Parameter bytes: all that `cursor` reads; customers stay in them.
  init(parsing cursor: inout ByteCursor, of bytes: [UInt8]) throws(ByteCursor.Refusal) {
    metadata = try cursor.metadata()
    providers = try cursor.providers()
    deviceTypes = try cursor.deviceTypes()
    customers = try CustomerDirectory(
      parsing: &cursor, of: bytes, providerCount: providers.count)
    groups = try cursor.groups()
    try cursor.finish()
    try checkTotals(cursor)
  }

  /// A check that all groups hold together what all customers have together.
  private func checkTotals(_ cursor: ByteCursor) throws(ByteCursor.Refusal) {
    let inCustomers = customers.sizes
    let inGroups = sizesOfGroups()
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

  /// Persons and rows of all groups together; nil if a sum is none that the format has.
  private func sizesOfGroups() -> SIMD4<Int>? {
    var total = SIMD4<Int>()
    for group in groups {
      total &+= group.sizes
      // No size is larger than the cap, so that a sum cannot pass it unseen.
      if any(total .> SealedConstants.countMax) || any(total .< 0) { return nil }
    }
    return total
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
      phoneCount: try varint(max: SealedConstants.countMax))
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
}
