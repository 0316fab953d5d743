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
  }

  private func sum(_ indices: Range<Int>, _ sizes: (Int) -> SIMD4<Int>) -> SIMD4<Int>? {
    var total = SIMD4<Int>()
    for index in indices {
      total &+= sizes(index)
      // No size is larger than the cap, so that a sum cannot pass it unseen.
      if any(total .> Self.sizeMax) || any(total .< 0) { return nil }
    }
    return total
  }

  /// No count of persons or rows is larger, of one customer, of one group or of all.
  static let sizeMax = 1 << 40
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
    var metadata: [String: String] = [:]
    for _ in 0..<(try count(ofAtLeast: 2)) {
      let key = try text()
      let value = try text()
      guard metadata.updateValue(value, forKey: key) == nil else {
        throw refusal("metadata key twice")
      }
    }
    return metadata
  }

  fileprivate mutating func providers() throws(Refusal) -> [Provider] {
    var providers: [Provider] = []
    for _ in 0..<(try count(ofAtLeast: 2)) {
      let pkid = try text()
      providers.append(Provider(pkid: pkid, name: try text()))
    }
    return providers
  }

  fileprivate mutating func deviceTypes() throws(Refusal) -> [DeviceTypeEntry] {
    var types: [DeviceTypeEntry] = []
    let typeCount = try count(ofAtLeast: 4)
    guard typeCount <= FormatConstants.deviceTypeCountMax else {
      throw refusal("more device types than the format has")
    }
    for _ in 0..<typeCount {
      let type = try deviceType()
      guard let deviceClass = DeviceClass(rawValue: try u8()) else {
        throw refusal("unknown device class")
      }
      let known = try u8()
      guard known <= 1 else { throw refusal("neither known nor unknown") }
      types.append(
        DeviceTypeEntry(
          type: type, deviceClass: deviceClass, isKnown: known == 1, phoneCount: try varint()))
    }
    return types
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
    var customers: [CustomerEntry] = []
    let fieldCount = PKIDField.byteCount + 1 + 1 + CustomerCounters.all.count + 5
    for _ in 0..<(try count(ofAtLeast: fieldCount)) {
      let next = try customer(providerCount: providerCount)
      if let last = customers.last, !last.pkid.precedesExactly(next.pkid) {
        throw refusal("customers are not in the order of their PKIDs")
      }
      customers.append(next)
    }
    return customers
  }

  private mutating func customer(providerCount: Int) throws(Refusal) -> CustomerEntry {
    guard let pkid = PKIDField.text(try take(PKIDField.byteCount)) else {
      throw refusal("a PKID is not valid")
    }
    let provider = try varint()
    guard provider < providerCount else { throw refusal("unknown provider") }
    let settings = try u8()
    guard settings <= 3 else { throw refusal("unknown customer setting") }
    let sizeMax = Footer.sizeMax
    return CustomerEntry(
      pkid: pkid, provider: provider, settings: CustomerSettings(rawValue: settings),
      counters: try counters(), personCount: try varint(max: sizeMax),
      deviceCount: try varint(max: sizeMax), standaloneCount: try varint(max: sizeMax),
      surplusCount: try varint(max: sizeMax), sites: try sites())
  }

  /// In the order of `CustomerCounters.all`, which writing goes by; spelled out, as there are many
  /// customers and key paths are slow.
  private mutating func counters() throws(Refusal) -> CustomerCounters {
    let max = Footer.sizeMax
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

  private mutating func sites() throws(Refusal) -> [UInt64] {
    let siteCount = try count(ofAtLeast: 8)
    var sites: [UInt64] = []
    sites.reserveCapacity(siteCount)
    for _ in 0..<siteCount {
      let site = try u64()
      guard sites.last.map({ $0 < site }) ?? true else { throw refusal("sites are not in order") }
      sites.append(site)
    }
    return sites
  }

  fileprivate mutating func groups() throws(Refusal) -> [GroupEntry] {
    var groups: [GroupEntry] = []
    var offset = FormatConstants.headerByteCount
    for _ in 0..<(try count(ofAtLeast: 6)) {
      var next = try group()
      next.offset = offset
      let (end, overflow) = offset.addingReportingOverflow(next.storedByteCount)
      if overflow { throw refusal("chunks larger than any file") }
      offset = end
      groups.append(next)
    }
    return groups
  }

  private mutating func group() throws(Refusal) -> GroupEntry {
    let personCount = try varint(max: FormatConstants.groupPersonCountMax)
    let rowCountMax = Footer.sizeMax
    let deviceCount = try varint(max: rowCountMax)
    let standaloneCount = try varint(max: rowCountMax)
    let surplusCount = try varint(max: rowCountMax)
    let segmentCount = try varint(max: rowCountMax)
    var entry = GroupEntry(
      personCount: personCount, deviceCount: deviceCount, standaloneCount: standaloneCount,
      surplusCount: surplusCount, segmentCount: segmentCount, chunks: [])
    let planeByteCount = (personCount + 63) / 64 * 8
    for _ in 0..<(try count(ofAtLeast: 3)) {
      entry.chunks.append(try chunk(planeByteCount: planeByteCount))
    }
    try checkColumns(of: entry)
    return entry
  }

  private mutating func chunk(planeByteCount: Int) throws(Refusal) -> ChunkEntry {
    guard let column = ColumnKind(rawValue: try u8()) else { throw refusal("unknown column") }
    guard let codec = Codec(rawValue: try u8()) else { throw refusal("unknown codec") }
    if codec == .constant {
      guard case .fact = column else { throw refusal("this column cannot be constant") }
      return ChunkEntry(
        column: column, codec: codec, constant: try u8(), rawByteCount: planeByteCount,
        storedByteCount: 0, checksum: 0)
    }
    let rawByteCount = try varint()
    let storedByteCount = try varint(max: 1 << 40)
    let limit = codec == .raw ? storedByteCount : storedByteCount * FormatConstants.lz4RatioMax
    guard rawByteCount <= limit, codec == .lz4 || rawByteCount == storedByteCount else {
      throw refusal("a chunk cannot hold what it declares")
    }
    if case .fact = column, rawByteCount != planeByteCount {
      throw refusal("a plane does not have one bit per person")
    }
    return ChunkEntry(
      column: column, codec: codec, rawByteCount: rawByteCount, storedByteCount: storedByteCount,
      checksum: try u64())
  }

  /// Every column that counting needs is there once, in ascending order of its number.
  private func checkColumns(of group: GroupEntry) throws(Refusal) {
    let columns = group.chunks.map(\.column)
    guard zip(columns, columns.dropFirst()).allSatisfy({ $0.rawValue < $1.rawValue }) else {
      throw refusal("columns are not in order")
    }
    let needed: [ColumnKind] =
      [.segments, .ownerIndex, .deviceTypes] + Fact.allCases.map { .fact($0.rawValue) }
    for column in needed where !columns.contains(column) {
      throw refusal("a group lacks column \(column.rawValue)")
    }
  }
}
