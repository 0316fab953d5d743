public import CensusModel
internal import Sealing

/// A device type as the footer describes it.
public struct DeviceTypeEntry: Equatable, Sendable {
  /// The facts that decide the class.
  public var type: DeviceType
  /// The class that the device table of the conversion gives it.
  public var deviceClass: DeviceClass
  /// True if that table knows the product; one that it does not know is a phone.
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

  /// True if the class can be: a product that no table knows is a phone, and a record of another
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
  /// The file's byte at which the first chunk begins; follows from the groups before.
  var offset = 0

  var storedByteCount: Int { chunks.reduce(0) { $0 + $1.storedByteCount } }
  var rowCount: Int { deviceCount + standaloneCount + surplusCount }
  var columns: [ColumnKind] { chunks.map(\.column) }
}

/// Everything in a file but its chunks, after which it comes.
struct Footer: Equatable, Sendable {
  var metadata: [String: String]
  var providers: [Provider]
  var deviceTypes: [DeviceTypeEntry]
  var customers: CustomerDirectory
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
    sink.bytes += customers.bytes
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
