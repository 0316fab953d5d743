internal import CRecordParser

/// Packs the records of one thread for a packed file: those that count, and those that conditions
/// leave out.
final class PackSink: RecordSink {
  let number: Int
  let packing: PackingSink
  let leftOut = LeftOutSink()

  /// - Parameter number: sets its batch apart from the others of the portion.
  init(number: Int) {
    self.number = number
    packing = PackingSink(batchNumber: number)
  }

  func accept(_ record: UnsafePointer<uc_record>, role: Role, at place: RecordPlace) {
    packing.accept(record, role: role, at: place)
  }

  func leaveOut(_ record: UnsafePointer<uc_record>, _ failure: ConditionFailure) {
    leftOut.leaveOut(record, failure)
  }
}
