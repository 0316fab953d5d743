internal import CRecordParser

/// Takes the well-formed records of the models that the profile names.
protocol RecordSink: AnyObject, SendableMetatype {
  /// A record, its role, and its place. The record is valid during the call.
  func accept(_ record: UnsafePointer<uc_record>, role: Role, at place: RecordPlace)

  /// A record that a condition of the profile leaves out. The record is valid during the call.
  func leaveOut(_ record: UnsafePointer<uc_record>, _ failure: ConditionFailure)

  /// True if blocks of packed files with such content are of use to it.
  func wants(_ kind: PackBlockKind) -> Bool

  /// A counted record of a packed file.
  func accept(_ record: UnpackedRecord)

  /// A node, or settings, of a packed file.
  func accept(_ head: UnpackedHead)

  /// A record of a packed file that a condition of the profile left out.
  func leaveOut(_ record: UnpackedLeftOut, of part: PackPart)
}

extension RecordSink {
  func wants(_ kind: PackBlockKind) -> Bool { false }
  func accept(_ record: UnpackedRecord) {}
  func accept(_ head: UnpackedHead) {}
  func leaveOut(_ record: UnpackedLeftOut, of part: PackPart) {}
  func leaveOut(_ record: UnsafePointer<uc_record>, _ failure: ConditionFailure) {}
}
