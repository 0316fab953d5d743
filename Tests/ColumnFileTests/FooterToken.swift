import CensusModel
import Sealing

@testable import ColumnFile

/// One field of a footer: writing them one after the other writes the footer a second time, from
/// the document of the format.
struct FooterToken {
  enum Form {
    case byte
    case varint
    case word
    case text
    case digits
  }

  var name: String
  var form: Form
  var bytes: [UInt8]
  /// True if the file may well say something else here: nothing else in it contradicts.
  var isFree: Bool

  private init(_ name: String, _ form: Form, _ bytes: [UInt8], isFree: Bool = false) {
    self.name = name
    self.form = form
    self.bytes = bytes
    self.isFree = isFree
  }

  private static func byte(_ name: String, _ value: UInt8, isFree: Bool = false) -> FooterToken {
    FooterToken(name, .byte, [value], isFree: isFree)
  }

  private static func varint(_ name: String, _ value: Int, isFree: Bool = false) -> FooterToken {
    var bytes: [UInt8] = []
    var rest = value
    repeat {
      bytes.append(UInt8(rest & 0x7F) | (rest > 0x7F ? 0x80 : 0))
      rest >>= 7
    } while rest > 0
    return FooterToken(name, .varint, bytes, isFree: isFree)
  }

  private static func word(_ name: String, _ value: UInt64, isFree: Bool = false) -> FooterToken {
    let bytes = (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
    return FooterToken(name, .word, bytes, isFree: isFree)
  }

  /// A length is never free: what follows would be read as something else.
  private static func text(_ name: String, _ value: String) -> [FooterToken] {
    [
      varint("length of \(name)", value.utf8.count),
      FooterToken(name, .text, Array(value.utf8), isFree: true),
    ]
  }

  static func all(_ footer: Footer) -> [FooterToken] {
    var tokens = [varint("metadata", footer.metadata.count)]
    for (key, value) in footer.metadata.sorted(by: { $0.key < $1.key }) {
      tokens += text("key", key) + text("value", value)
    }
    tokens.append(varint("providers", footer.providers.count))
    for provider in footer.providers {
      tokens += text("provider PKID", provider.pkid) + text("provider name", provider.name)
    }
    tokens.append(varint("device types", footer.deviceTypes.count))
    for type in footer.deviceTypes { tokens += all(type) }
    tokens.append(varint("customers", footer.customers.count))
    for (index, customer) in footer.customers.enumerated() {
      tokens += all(customer, sites: footer.customers.sites(of: index))
    }
    tokens.append(varint("groups", footer.groups.count))
    for group in footer.groups { tokens += all(group) }
    return tokens
  }

  private static func all(_ entry: DeviceTypeEntry) -> [FooterToken] {
    let type =
      switch entry.type {
      case .product(let name): [byte("kind", 1)] + text("product", name)
      case .otherClass: [byte("kind", 2)]
      }
    return type + [
      byte("class", entry.deviceClass.rawValue, isFree: true),
      byte("known", entry.isKnown ? 1 : 0, isFree: true),
      varint("phones of type", entry.phoneCount),
    ]
  }

  private static func all(_ customer: CustomerEntry, sites: [UInt64]) -> [FooterToken] {
    let field = customer.field.stored
    let counters = CustomerCounters.all.map { customer.counters[keyPath: $0] }
    return [
      FooterToken("digits", .digits, Array(field.prefix(12)), isFree: true),
      FooterToken("capitals", .digits, Array(field.suffix(3)), isFree: true),
      varint("provider", customer.provider, isFree: true),
      byte("settings", customer.settings.rawValue, isFree: true),
    ] + counters.map { varint("counter", $0, isFree: true) } + [
      varint("persons of customer", customer.personCount),
      varint("devices of customer", customer.deviceCount),
      varint("standalone of customer", customer.standaloneCount),
      varint("surplus of customer", customer.surplusCount),
      varint("sites", customer.siteCount),
    ] + sites.map { word("site", $0, isFree: true) }
  }

  private static func all(_ group: GroupEntry) -> [FooterToken] {
    var tokens = [
      varint("persons of group", group.personCount), varint("devices of group", group.deviceCount),
      varint("standalone of group", group.standaloneCount),
      varint("surplus of group", group.surplusCount), varint("segments", group.segmentCount),
      varint("chunks", group.chunks.count),
    ]
    for chunk in group.chunks {
      tokens += [byte("column", chunk.column.rawValue), byte("codec", chunk.codec.rawValue)]
      guard chunk.codec != .constant else {
        tokens.append(byte("constant", chunk.constant, isFree: true))
        continue
      }
      tokens += [
        varint("raw bytes", chunk.rawByteCount), varint("stored bytes", chunk.storedByteCount),
        word("checksum", chunk.checksum),
      ]
    }
    return tokens
  }

  /// Other bytes for the field: 0, 1, neighbours, limits, negative numbers as bit patterns, and
  /// spellings that are none.
  var replacements: [[UInt8]] {
    let candidates: [[UInt8]] =
      switch form {
      case .byte:
        ([0, 1, 2, 3, 4, 5, 6, 15, 16, 28, 29, 127, 128, 254, 255, bytes[0] &+ 1, bytes[0] &- 1])
          .map { [$0] }
      case .varint: varintReplacements
      case .word: [0, 1, 1 << 63, .max, .max - 1].map { Self.word("", $0).bytes } + neighbours
      case .text:
        [[UInt8](repeating: 0xFF, count: bytes.count), [UInt8](repeating: 0, count: bytes.count)]
      case .digits: [[UInt8](repeating: 0xFF, count: bytes.count)] + neighbours
      }
    return candidates.filter { $0 != bytes }
  }

  private var varintReplacements: [[UInt8]] {
    let value = bytes.reversed().reduce(0) { $0 << 7 | Int($1 & 0x7F) }
    let limits = [
      0, 1, value - 1, value + 1, 127, 128, 65_535, 65_536, 1 << 20, 1 << 20 + 1, 1 << 31,
      1 << 32, 1 << 40, 1 << 40 + 1, 1 << 62, 1 << 62 + 1, Int.max,
    ]
    let tooLong = [UInt8](repeating: 0xFF, count: 9) + [0x01]
    let spare = bytes.dropLast() + [bytes.last! | 0x80, 0]
    return limits.filter { $0 >= 0 }.map { Self.varint("", $0).bytes } + [tooLong, Array(spare)]
  }

  private var neighbours: [[UInt8]] {
    ([1, 0x80] as [UInt8]).map { bit in
      var other = bytes
      other[0] ^= bit
      return other
    }
  }
}
