internal import CRecordParser

/// Takes the well-formed records of the models that the profile names.
protocol RecordSink: AnyObject, SendableMetatype {
  /// A record, its role, and where it stands. The record is valid during the call.
  func accept(_ record: UnsafePointer<uc_record>, role: Role, position: RecordPosition)

  /// A record that a condition of the profile leaves out. The record is valid during the call.
  func leaveOut(_ record: UnsafePointer<uc_record>, _ failure: ConditionFailure)
}

extension RecordSink {
  func leaveOut(_ record: UnsafePointer<uc_record>, _ failure: ConditionFailure) {}
}
