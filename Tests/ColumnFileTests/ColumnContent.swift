import CensusModel
import ColumnFile
import Foundation
import FuzzTargets
import Sealing

/// All that a columnar file holds: as `ucol_reader.py --persons` prints it, or read through
/// the public face.
struct ColumnContent: Equatable, Decodable {
  struct NamedProvider: Equatable, Decodable {
    var pkid: String
    var name: String
  }

  struct DeviceTypeContent: Equatable, Decodable {
    var product: String?
    var `class`: String
    var known: Int
    var phones: Int
  }

  struct CustomerContent: Equatable, Decodable {
    var pkid: String
    var provider: Int
    var publicSector: Bool
    var inactiveBilling: Bool
    var counters: [String: Int]
    var persons: Int
    var devices: Int
    var standalone: Int
    var surplus: Int
    var sites: [String]
  }

  struct SegmentContent: Equatable, Decodable {
    var customer: Int
    var persons: Int
    var standalone: Int
    var surplus: Int
  }

  struct Column: Equatable, Decodable {
    var name: String
    var codec: String
    var rawBytes: Int
    var storedBytes: Int
  }

  struct GroupOutline: Equatable, Decodable {
    var offset: Int
    var persons: Int
    var devices: Int
    var standalone: Int
    var surplus: Int
    var segments: [SegmentContent]
    var columns: [Column]
  }

  struct Person: Hashable, Decodable {
    var facts: [String]
    var devices: [Int]
  }

  /// The rows of one customer in all groups, in the order of the file.
  struct CustomerRows: Equatable, Decodable {
    var persons: [Person] = []
    var standalone: [Int] = []
    var surplus: [Int] = []
  }

  var formatVersion: Int
  var identity: String
  var bytes: Int
  var directoryBytes: Int
  var metadata: [String: String]
  var providers: [NamedProvider]
  var deviceTypes: [DeviceTypeContent]
  var customers: [CustomerContent]
  var groups: [GroupOutline]
  var contents: [CustomerRows]
}

extension ColumnContent.Person {
  /// A pair: facts, device types.
  init(from decoder: any Decoder) throws {
    var pair = try decoder.unkeyedContainer()
    facts = try pair.decode([String].self)
    devices = try pair.decode([Int].self)
  }
}

extension ColumnContent {
  static let counters: [(String, any WritableKeyPath<CustomerCounters, Int> & Sendable)] = [
    ("users", \.users), ("phones", \.phones), ("phoneServerPhones", \.phoneServerPhones),
    ("orphanOwners", \.orphanOwners), ("unknownAssociations", \.unknownAssociations),
    ("mergedRecords", \.mergedRecords), ("aboveSiteLevel", \.aboveSiteLevel),
    ("emptyKeys", \.emptyKeys),
  ]

  init(json: [UInt8]) throws {
    self = try JSONDecoder().decode(ColumnContent.self, from: Data(json))
  }

  /// Reads and decodes a whole file.
  init(reading file: ColumnFile) throws {
    formatVersion = ColumnFile.formatVersion
    identity = file.identity
    bytes = file.source.byteCount
    directoryBytes = file.footerByteCount
    metadata = file.metadata
    providers = file.providers.map { NamedProvider(pkid: $0.pkid, name: $0.name) }
    deviceTypes = file.deviceTypes.map(DeviceTypeContent.init)
    customers = file.customers.enumerated().map {
      CustomerContent($1, sites: file.customers.sites(of: $0))
    }
    groups = []
    contents = file.customers.map { _ in CustomerRows() }
    let group = DecodedGroup()
    for (index, description) in file.groupDescriptions.enumerated() {
      try file.decode(group: index, into: group)
      groups.append(GroupOutline(description, segments: group.segments))
      deal(PlainGroup(group), to: group.segments)
    }
  }

  private mutating func deal(_ group: PlainGroup, to segments: [DecodedGroup.Segment]) {
    var (person, standalone, surplus) = (0, 0, 0)
    for segment in segments {
      for _ in 0..<segment.personCount {
        let facts = Fact.allCases.filter { group.facts[person].contains($0) }
        contents[segment.customer].persons.append(
          Person(facts: facts.map(\.symbol), devices: group.devices[person].sorted()))
        person += 1
      }
      let standaloneEnd = standalone + segment.standaloneCount
      let surplusEnd = surplus + segment.surplusCount
      contents[segment.customer].standalone += group.standalone[standalone..<standaloneEnd]
      contents[segment.customer].surplus += group.surplus[surplus..<surplusEnd]
      (standalone, surplus) = (standaloneEnd, surplusEnd)
    }
  }
}

extension ColumnContent.DeviceTypeContent {
  init(_ entry: DeviceTypeEntry) {
    product = if case .product(let name) = entry.type { name } else { nil }
    self.class = entry.deviceClass.name
    known = entry.isKnown ? 1 : 0
    phones = entry.phoneCount
  }
}

extension ColumnContent.CustomerContent {
  init(_ entry: CustomerEntry, sites: [UInt64]) {
    pkid = entry.pkid
    provider = entry.provider
    publicSector = entry.settings.contains(.publicSector)
    inactiveBilling = entry.settings.contains(.inactiveBilling)
    counters = Dictionary(
      uniqueKeysWithValues: ColumnContent.counters.map { ($0, entry.counters[keyPath: $1]) })
    persons = entry.personCount
    devices = entry.deviceCount
    standalone = entry.standaloneCount
    surplus = entry.surplusCount
    self.sites = sites.map { site in
      (0..<8).reversed().map { UInt8(truncatingIfNeeded: site >> (8 * UInt64($0))) }.hexadecimal
    }
  }
}

extension ColumnContent.GroupOutline {
  init(_ group: GroupDescription, segments: [DecodedGroup.Segment]) {
    offset = group.offset
    persons = group.personCount
    devices = group.deviceCount
    standalone = group.standaloneCount
    surplus = group.surplusCount
    self.segments = segments.map {
      ColumnContent.SegmentContent(
        customer: $0.customer, persons: $0.personCount, standalone: $0.standaloneCount,
        surplus: $0.surplusCount)
    }
    columns = group.columns.map {
      ColumnContent.Column(
        name: $0.name, codec: $0.codec, rawBytes: $0.rawByteCount, storedBytes: $0.storedByteCount)
    }
  }
}
