internal import CRecordParser

/// Keeps no record: who uses it wants to know how many there are.
final class NoSink: RecordSink {
  func accept(_ record: UnsafePointer<uc_record>, role: Role, at place: RecordPlace) {}
}
