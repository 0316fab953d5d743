/// Stands between the readers of forms and a worker: gathers records to pieces and hands them to
/// other threads, so that one thread decodes and cuts while others parse. What must be known at once,
/// and what no other thread has room for, goes to the worker itself.
final class PieceCutter: RecordHandler {
  private let worker: Worker
  private let queue: PieceQueue
  /// Pieces of elements are handed over when they have grown to this.
  private let pieceByteCount: Int
  private var open: Piece?
  private var file = 0
  /// Where the next piece is in reading order.
  private(set) var order = ReadingOrder(unit: 0)
  var isInsidePage = false { didSet { worker.isInsidePage = isInsidePage } }

  /// Blanks and a comma between two elements are copied up to this length.
  private static let gapByteCountMax = 4096

  init(worker: Worker, queue: PieceQueue, pieceByteCount: Int) {
    self.worker = worker
    self.queue = queue
    self.pieceByteCount = pieceByteCount
  }

  /// Announces records of this unit.
  func begin(unit: Int) { order = ReadingOrder(unit: unit) }

  /// Announces records of this file.
  func begin(file: Int) { self.file = file }

  var limits: RecordLimits { worker.limits }
  var isRejecting: Bool { worker.isRejecting }
  var lastModelType: UnsafeRawBufferPointer { unsafe worker.lastModelType }

  func finish(_ page: Page) { worker.finish(page) }

  func take(_ bytes: UnsafeRawBufferPointer, at place: TextPlace) throws(ReadFailure) {
    try flush()
    try unsafe worker.take(bytes, at: place)
  }

  func refuse(_ range: Range<Int>, fault: Int, reason: String) throws(ReadFailure) {
    try flush()
    try worker.refuse(range, fault: fault, reason: reason)
  }

  func takeLines(
    _ bytes: UnsafeRawBufferPointer, at place: inout TextPlace
  ) throws(ReadFailure) -> Bool {
    try flush()
    if !queue.takesPieces { return try unsafe worker.takeLines(bytes, at: &place) }
    let piece = queue.emptyPiece()
    piece.begin(.lines, file: file, isInsidePage: isInsidePage, at: place)
    unsafe piece.append(lines: bytes)
    try hand(piece)
    return true
  }

  func takeElement(_ bytes: UnsafeRawBufferPointer, at place: TextPlace) throws(ReadFailure) {
    if let open, !canGrow(open, to: place.byte) { try flush() }
    let piece = open ?? queue.emptyPiece()
    if open == nil {
      piece.begin(.elements, file: file, isInsidePage: isInsidePage, at: place)
      open = piece
    }
    unsafe piece.append(element: bytes, at: place)
  }

  private func canGrow(_ piece: Piece, to position: Int) -> Bool {
    let gap = position - piece.place.byte - piece.count
    return piece.count < pieceByteCount && piece.isInsidePage == isInsidePage
      && (1...Self.gapByteCountMax).contains(gap)
  }

  /// Hands over what was gathered.
  func flush() throws(ReadFailure) {
    guard let piece = open else { return }
    open = nil
    try hand(piece)
  }

  private func hand(_ piece: Piece) throws(ReadFailure) {
    piece.order = order
    if let failure = queue.stop(at: order, in: file) { throw failure }
    if queue.takesPieces, queue.offer(piece) {
      order.piece += 1
      return
    }
    defer { queue.giveBack(piece) }
    try worker.take(piece)
    order.piece += 1
  }
}
