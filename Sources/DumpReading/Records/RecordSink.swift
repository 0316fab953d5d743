internal import CRecordParser

/// Takes the well-formed records of the models that the profile names.
protocol RecordSink: AnyObject, SendableMetatype {
  /// A record, its role, and where it stands. The record is valid during the call.
  func accept(_ record: UnsafePointer<uc_record>, role: Role, position: RecordPosition)
}
