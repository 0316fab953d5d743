internal import CensusModel
internal import DumpReading

/// A node record with its location spelled out.
struct NodeStatement: Sendable {
  let pkid: String
  let name: String
  let type: String
  let location: Location
  let position: RecordPosition
  let line: LinePlace

  init(_ record: NodeRecord, location: Location) {
    pkid = record.pkid
    name = record.name
    type = record.nodeType
    self.location = location
    position = record.position
    line = record.line
  }

  /// All node records of the batches, in reading order.
  static func all(in batches: [RecordBatch]) -> [NodeStatement] {
    batches
      .flatMap { batch in
        batch.nodes.map { NodeStatement($0, location: batch.locations[$0.location].location) }
      }
      .sorted { $0.position < $1.position }
  }

  /// The PKIDs that these records state.
  static func pkids(of records: [NodeStatement]) -> Set<ExactText> {
    Set(records.map { ExactText($0.pkid) })
  }

  /// The fault of the record, whatever the others say.
  var ownFault: MalformedRecord.Reason? {
    if name.isEmpty { return .emptyNodeName }
    if name.utf8.contains(UInt8(ascii: ".")) { return .dottedNodeName(name) }
    if location.text.isEmpty { return .emptyPlace }
    guard NodeKind(type: type) != .customer || pkid.isPKID else {
      return .customerPKID(pkid)
    }
    return nil
  }

  /// True if the record says enough to give the node a path, sound or not.
  var hasPlace: Bool { !name.isEmpty && !location.text.isEmpty }
}

/// The role of a node in the audit. Types are compared exactly.
enum NodeKind: Sendable {
  case provider, reseller, customer, site, intermediate

  init(type: String) {
    switch type {
    case "Provider": self = .provider
    case "Reseller": self = .reseller
    case "Customer": self = .customer
    case "Site": self = .site
    default: self = .intermediate
    }
  }
}
