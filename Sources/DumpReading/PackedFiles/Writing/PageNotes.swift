internal import CRecordParser
internal import CensusModel
internal import Sealing

/// Which records one worker has seen in pages, and the pages: what a packed file keeps of them.
///
/// It is filled by one thread and only read afterwards.
final class PageNotes: @unchecked Sendable {
  // Soundness of @unchecked: `take` is called by the one who fills it, before anyone else sees it.

  struct Record {
    var position: RecordPosition
    /// Index into the models.
    var model: Int
    var pkid: Range<Int>
    var content: UInt64
  }

  private(set) var records: [Record] = []
  private(set) var pages: [(file: Int, page: Page)] = []
  private var models = ByteInterner()
  private var bytes: [UInt8] = []

  /// Takes a record that has a PKID.
  func take(_ record: UnsafePointer<uc_record>, at position: RecordPosition) {
    let start = bytes.count
    unsafe bytes.append(contentsOf: record.pointee.pkid.content)
    unsafe records.append(
      Record(
        position: position, model: models.index(of: record.pointee.model_type.content),
        pkid: start..<bytes.count, content: Checksum.of(record.pointee.raw.content)))
  }

  /// Takes the end of a page.
  func take(_ page: Page, file: Int) { pages.append((file, page)) }

  /// The model type of a record.
  func model(of record: Record) -> [UInt8] { models.bytes(record.model) }

  /// The PKID of a record as it is written.
  func pkid(of record: Record) -> ArraySlice<UInt8> { bytes[record.pkid] }
}
