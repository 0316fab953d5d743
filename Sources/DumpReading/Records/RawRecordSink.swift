internal import CRecordParser

/// Notes the places of chosen records: the second pass under `reject`.
final class RawRecordSink: RecordSink {
  private let locations: Set<Location>
  private let nodes: Set<RecordPosition>
  private(set) var found: [(position: RecordPosition, location: Location, byteCount: Int)] = []

  init(locations: Set<Location>, nodes: Set<RecordPosition>) {
    self.locations = locations
    self.nodes = nodes
  }

  func accept(_ record: UnsafePointer<uc_record>, role: Role, at place: RecordPlace) {
    var location = unsafe Location(of: record)
    let known = locations.firstIndex(of: location)
    if known != nil || (role == .node && nodes.contains(place.position)) {
      // Records of one place share its text.
      if let known { location = locations[known] }
      unsafe found.append((place.position, location, record.pointee.raw.content.count))
    }
  }
}

extension RawRecordSink {
  func wants(_ kind: PackBlockKind) -> Bool { kind == .records }

  func accept(_ record: UnpackedRecord) {
    guard locations.contains(record.location) else { return }
    found.append((record.position, record.location, 0))
  }

  func accept(_ head: UnpackedHead) {
    let position = head.place.position
    guard locations.contains(head.location) || nodes.contains(position) else { return }
    found.append((position, head.location, 0))
  }
}

extension Location {
  /// The place that a record names.
  init(of record: UnsafePointer<uc_record>) {
    let place = unsafe record.pointee.place.string
    self = unsafe record.pointee.place_kind == UC_PLACE_PATH ? .path(place) : .hierarchy(place)
  }
}
