internal import CRecordParser

/// Packs the records of one thread for a packed file: those that count, and those that conditions
/// leave out.
final class PackSink: RecordSink {
  let packing: PackingSink
  let leftOut = LeftOutSink()
  /// By record that was left out.
  private(set) var linesOfLeftOut: [LinePlace] = []
  private(set) var misplaced: [PendingReject] = []
  private let misplacedRecords: MisplacedRecords?

  /// - Parameters:
  ///   - number: sets its batch apart from the others of the portion.
  ///   - misplaced: what is left out because its place is none.
  init(number: Int, misplaced: MisplacedRecords?) {
    packing = PackingSink(batchNumber: number)
    misplacedRecords = misplaced
  }

  func accept(_ record: UnsafePointer<uc_record>, role: Role, at place: RecordPlace) {
    if let misplacedRecords,
      let reason = unsafe misplacedRecords.reason(of: record, role, at: place.position)
    {
      unsafe misplaced.append(
        PendingReject(
          position: place.position, fault: place.position.byte, reason: reason,
          byteCount: record.pointee.raw.content.count))
      return
    }
    unsafe packing.accept(record, role: role, at: place)
  }

  func leaveOut(_ record: UnsafePointer<uc_record>, _ failure: ConditionFailure) {
    unsafe leftOut.leaveOut(record, failure)
    linesOfLeftOut.append(failure.place.line)
  }
}
