internal import CRecordParser

/// Keeps the records that conditions leave out: the second pass of a list.
final class LeftOutSink: RecordSink {
  private(set) var found: [LeftOutRecord] = []
  /// Records of one place share its text.
  private var locations: Set<Location> = []

  func accept(_ record: UnsafePointer<uc_record>, role: Role, at place: RecordPlace) {}

  func leaveOut(_ record: UnsafePointer<uc_record>, _ failure: ConditionFailure) {
    let texts = unsafe UnsafeBufferPointer(start: record.pointee.texts, count: failure.textCount)
    unsafe found.append(
      LeftOutRecord(
        position: failure.place.position, model: failure.model, field: failure.field,
        value: failure.value.bytes == nil ? nil : failure.value.string,
        name: texts.lazy.map(\.string).first { !$0.isEmpty } ?? "",
        location: unsafe locations.insert(Location(of: record)).memberAfterInsert))
  }
}

extension LeftOutSink {
  func wants(_ kind: PackBlockKind) -> Bool { kind == .leftOut }

  func leaveOut(_ record: UnpackedLeftOut, of part: PackPart) {
    found.append(
      LeftOutRecord(
        position: RecordPosition(
          file: part.files[record.position.file], byte: record.position.byte),
        model: record.model, field: record.field, value: record.value, name: record.name,
        location: part.file.directory.places[record.place].location))
  }
}
