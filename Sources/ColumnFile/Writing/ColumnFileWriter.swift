public import CensusModel
internal import Sealing

/// Writes an inventory as a columnar file, front to back, group by group.
///
/// Equal inventories and options make equal bytes, whatever the number of threads.
public struct ColumnFileWriter {
  /// How to write. Both are tuning constants: any value makes a valid file.
  public struct Options: Sendable {
    /// Persons in a group, 1…1,048,576.
    public var groupPersonCount: Int
    /// Groups that are encoded at once.
    public var threads: Int

    /// Options; the defaults suit large inventories.
    public init(groupPersonCount: Int = 65_536, threads: Int = 1) {
      precondition(
        (1...FormatConstants.groupPersonCountMax).contains(groupPersonCount), "group size")
      precondition(threads > 0, "threads")
      self.groupPersonCount = groupPersonCount
      self.threads = threads
    }
  }

  private let options: Options
  private let emit: ([UInt8]) throws -> Void
  private var footer: Footer
  private var open = GroupContent()
  private var waiting: [GroupContent] = []

  /// Starts a file.
  ///
  /// - Parameters:
  ///   - options: the size of groups, and the threads that write.
  ///   - metadata: what the file says of itself, by key.
  ///   - providers: the providers that customers refer to.
  ///   - deviceTypes: the device types that devices refer to; at most 65,535.
  ///   - emit: takes the bytes of the file, in order.
  /// - Precondition: no device type comes twice; one that no table knows is a phone, and a record
  ///   of another class is none.
  public init(
    metadata: [String: String], providers: [Provider], deviceTypes: [DeviceTypeEntry],
    options: Options = Options(), emit: @escaping ([UInt8]) throws -> Void
  ) throws {
    guard deviceTypes.count <= FormatConstants.deviceTypeCountMax else {
      throw ColumnFileError.limit(
        "\(deviceTypes.count) different products: a columnar file holds at most "
          + "\(FormatConstants.deviceTypeCountMax)")
    }
    precondition(deviceTypes.allSatisfy(\.isSound), "class of a device type")
    precondition(Set(deviceTypes.map(\.type)).count == deviceTypes.count, "a device type twice")
    self.options = options
    self.emit = emit
    footer = Footer(
      metadata: metadata, providers: providers, deviceTypes: deviceTypes,
      customers: CustomerDirectory(), groups: [])
    try emit(Header.serialized())
  }

  /// Adds a customer.
  ///
  /// - Returns: the order of their persons in the file, by their indexes in the inventory. Their
  ///   standalone devices, and each person's devices, are in ascending order of types; those of
  ///   one type stay as they are.
  /// - Precondition: customers have PKIDs and come in ascending byte order of them; no reader would
  ///   take the file otherwise.
  @discardableResult
  public mutating func append(_ customer: CustomerInventory) throws -> [Int] {
    let index = footer.customers.count
    guard let field = PKIDField(customer.pkid) else { preconditionFailure("PKID") }
    precondition(footer.customers.last.map { $0.field < field } ?? true, "order")
    footer.customers.append(
      CustomerEntry(
        field: field, provider: customer.provider, settings: customer.settings,
        counters: customer.counters, personCount: customer.persons.count,
        deviceCount: customer.persons.devices.count,
        standaloneCount: customer.standaloneDevices.count,
        surplusCount: customer.surplusDevices.count, siteCount: customer.sites.count),
      sites: customer.sites)
    tallyPhones(of: customer)
    var persons = customer.persons
    persons.sortDevices()
    let order = PersonOrder(persons).sorted()
    try append(order, of: persons, to: index)
    for type in customer.standaloneDevices.sorted() {
      try makeRoom()
      open.withSegment(of: index) { $0.standaloneCount += 1 }
      open.standalone.append(type)
    }
    for type in customer.surplusDevices.sorted() {
      try makeRoom()
      open.withSegment(of: index) { $0.surplusCount += 1 }
      open.surplus.append(type)
    }
    return order
  }

  /// Adds persons of a customer, in this order.
  private mutating func append(
    _ order: [Int], of persons: PersonTable, to customer: Int
  ) throws {
    var next = 0
    while next < order.count {
      try makeRoom()
      let first = next
      repeat {
        open.persons.append(order[next], of: persons)
        next += 1
      } while next < order.count && !isFull
      open.withSegment(of: customer) { $0.personCount += next - first }
    }
  }

  /// Writes what is left, the footer and the trailer.
  ///
  /// - Returns: the identity of the file, 32 hexadecimal digits.
  public mutating func finish() throws -> String {
    if !open.isEmpty { waiting.append(open) }
    open = GroupContent()
    try encodeWaiting()
    let end = SealedEnd(footer: footer.serialized(), kind: .columns)
    try emit(end.bytes)
    return end.trailer.identity.hexadecimal
  }

  private mutating func tallyPhones(of customer: CustomerInventory) {
    for type in customer.persons.devices { footer.deviceTypes[Int(type)].phoneCount += 1 }
    for type in customer.standaloneDevices { footer.deviceTypes[Int(type)].phoneCount += 1 }
    for type in customer.surplusDevices { footer.deviceTypes[Int(type)].phoneCount -= 1 }
  }

  /// True if the open group has all the persons that it may have, or so many devices that it would
  /// burst the scratch memory of a reader.
  private var isFull: Bool {
    open.persons.count >= options.groupPersonCount || open.rowCount >= 8 * options.groupPersonCount
  }

  /// Closes the open group when it is full.
  private mutating func makeRoom() throws {
    guard isFull else { return }
    waiting.append(open)
    open = GroupContent()
    if waiting.count >= 2 * options.threads { try encodeWaiting() }
  }

  private mutating func encodeWaiting() throws {
    let contents = waiting
    waiting = []
    let first = footer.groups.count
    let encoded = Parallel.map(count: contents.count, threads: options.threads) { index in
      contents[index].columns().map { column, raw in
        EncodedChunk(raw, column: column, group: first + index)
      }
    }
    for (content, chunks) in zip(contents, encoded) { try write(content, chunks) }
  }

  private mutating func write(_ content: GroupContent, _ chunks: [EncodedChunk]) throws {
    footer.groups.append(
      GroupEntry(
        personCount: content.persons.count, deviceCount: content.persons.devices.count,
        standaloneCount: content.standalone.count, surplusCount: content.surplus.count,
        segmentCount: content.segments.count, chunks: chunks.map(\.entry)))
    for chunk in chunks where !chunk.stored.isEmpty { try emit(chunk.stored) }
  }
}
