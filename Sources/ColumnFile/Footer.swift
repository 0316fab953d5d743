public import CensusModel

/// A customer as the footer's directory describes him.
public struct CustomerEntry: Equatable, Sendable {
  var field: PKIDField
  /// Index into the file's providers.
  public var provider: Int
  /// Settings of the customer.
  public var settings: CustomerSettings
  /// What conversion counted.
  public var counters: CustomerCounters
  /// Persons in all groups.
  public var personCount: Int
  /// Device rows of persons in all groups: a phone stands once for each owner.
  public var deviceCount: Int
  /// Phones that belong to nobody.
  public var standaloneCount: Int
  /// Rows of `deviceCount` that repeat a phone for a further owner.
  public var surplusCount: Int
  /// One identity per Site, ascending, without duplicates: a piece of the list of all customers.
  public var sites: ArraySlice<UInt64>

  /// 24 hexadecimal digits, as they came.
  public var pkid: String { field.text }
}

/// A device type as the footer describes it.
public struct DeviceTypeEntry: Equatable, Sendable {
  /// What decides the class.
  public var type: DeviceType
  /// The class that the device table of the conversion gives it.
  public var deviceClass: DeviceClass
  /// Whether that table knows the product; one that it does not know is a phone.
  public var isKnown: Bool
  /// Distinct phones of this type in the file.
  public var phoneCount: Int

  /// An entry; the writer counts the phones.
  public init(type: DeviceType, deviceClass: DeviceClass, isKnown: Bool, phoneCount: Int = 0) {
    self.type = type
    self.deviceClass = deviceClass
    self.isKnown = isKnown
    self.phoneCount = phoneCount
  }

  /// Whether the class can be: a product that no table knows is a phone, and a record of another
  /// class is none, whatever the table.
  var isSound: Bool {
    switch type {
    case .product: isKnown || deviceClass == .phone
    case .otherClass: isKnown && deviceClass == .none
    }
  }
}

/// A row group as the footer describes it.
struct GroupEntry: Equatable, Sendable {
  var personCount: Int
  var deviceCount: Int
  var standaloneCount: Int
  var surplusCount: Int
  var segmentCount: Int
  var chunks: [ChunkEntry]
  /// The file's byte at which the first chunk stands; follows from the groups before.
  var offset = 0

  var storedByteCount: Int { chunks.reduce(0) { $0 + $1.storedByteCount } }
  var rowCount: Int { deviceCount + standaloneCount + surplusCount }
  var columns: [ColumnKind] { chunks.map(\.column) }
}

/// All that a file says of itself and of its customers; it stands behind the chunks.
struct Footer: Equatable, Sendable {
  var metadata: [String: String]
  var providers: [Provider]
  var deviceTypes: [DeviceTypeEntry]
  var customers: [CustomerEntry]
  var groups: [GroupEntry]
}

extension Footer {
  func serialized() -> [UInt8] {
    var sink = ByteSink()
    sink.varint(metadata.count)
    for key in metadata.keys.sorted(by: { $0.precedesExactly($1) }) {
      sink.text(key)
      sink.text(metadata[key] ?? "")
    }
    sink.varint(providers.count)
    for provider in providers {
      sink.text(provider.pkid)
      sink.text(provider.name)
    }
    sink.varint(deviceTypes.count)
    for type in deviceTypes { sink.deviceType(type) }
    sink.varint(customers.count)
    for customer in customers { sink.customer(customer) }
    sink.varint(groups.count)
    for group in groups { sink.group(group) }
    return sink.bytes
  }
}

extension ByteSink {
  fileprivate mutating func deviceType(_ entry: DeviceTypeEntry) {
    switch entry.type {
    case .product(let name):
      u8(1)
      text(name)
    case .otherClass: u8(2)
    }
    u8(entry.deviceClass.rawValue)
    u8(entry.isKnown ? 1 : 0)
    varint(entry.phoneCount)
  }

  fileprivate mutating func customer(_ customer: CustomerEntry) {
    bytes.append(contentsOf: customer.field.stored)
    varint(customer.provider)
    u8(customer.settings.rawValue)
    for counter in CustomerCounters.all { varint(customer.counters[keyPath: counter]) }
    varint(customer.personCount)
    varint(customer.deviceCount)
    varint(customer.standaloneCount)
    varint(customer.surplusCount)
    varint(customer.sites.count)
    words(customer.sites)
  }

  fileprivate mutating func group(_ group: GroupEntry) {
    varint(group.personCount)
    varint(group.deviceCount)
    varint(group.standaloneCount)
    varint(group.surplusCount)
    varint(group.segmentCount)
    varint(group.chunks.count)
    for chunk in group.chunks {
      u8(chunk.column.rawValue)
      u8(chunk.codec.rawValue)
      if chunk.codec == .constant {
        u8(chunk.constant)
      } else {
        varint(chunk.rawByteCount)
        varint(chunk.storedByteCount)
        u64(chunk.checksum)
      }
    }
  }
}
