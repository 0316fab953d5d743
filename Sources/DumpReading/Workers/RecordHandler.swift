/// Takes what the readers of the forms find.
protocol RecordHandler: AnyObject {
  /// A text that should be a record. Under `reject`, a malformed one does not throw.
  func take(_ bytes: UnsafeRawBufferPointer, at place: TextPlace) throws(ReadFailure)

  /// Takes a record like `take`, but may do so later: another thread may look at it.
  /// Nothing but blanks and one comma is between an element and one taken before it in the same
  /// content.
  func takeElement(_ bytes: UnsafeRawBufferPointer, at place: TextPlace) throws(ReadFailure)

  /// Whole lines. False if not all of them could be taken at once; then none was, and each is to be
  /// taken by itself.
  ///
  /// - Parameter place: where they begin. Who counts their lines may move it to their end.
  func takeLines(
    _ bytes: UnsafeRawBufferPointer, at place: inout TextPlace
  ) throws(ReadFailure) -> Bool

  /// A record, or what is in its place, that cannot be read: where it stands (of what is too long,
  /// the beginning), the place of the fault and why. Throws unless bad records are rejected.
  func refuse(_ range: Range<Int>, fault: Int, reason: String) throws(ReadFailure)

  /// True if malformed records are set aside and reading goes on.
  var isRejecting: Bool { get }

  /// Set while the records of a page are taken: a page may not be among them.
  var isInsidePage: Bool { get set }

  /// The model type of the text taken last; empty where it could not be read. Valid until the next
  /// one is taken.
  var lastModelType: UnsafeRawBufferPointer { get }

  /// The end of a page.
  func finish(_ page: Page)

  /// How texts are bounded.
  var limits: RecordLimits { get }
}

/// The bounds of a record (Inputs.md).
struct RecordLimits: Sendable {
  var recordByteCountMax: Int
  var depthMax: Int
  /// Where records go that would pass a limit of memory.
  var spill: RecordSpill?

  /// Stops reading once records can no longer be kept: what is read after that is lost.
  func checkSpill() throws(ReadFailure) {
    if let spill, spill.isBroken { throw .io(reason: "what was read cannot be kept") }
  }

  /// As much of a record as is kept.
  func kept(_ range: Range<Int>) -> Range<Int> {
    range.lowerBound..<min(range.upperBound, range.lowerBound + recordByteCountMax)
  }

  var tooLong: String {
    "a record may be at most \(recordByteCountMax) bytes long; check that the file is not damaged"
  }
}
