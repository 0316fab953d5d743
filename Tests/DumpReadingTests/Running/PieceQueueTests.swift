import Testing

@testable import DumpReading

/// Work comes in order, pieces before units, and nothing after a failure.
@Suite struct PieceQueueTests {
  private func text(_ work: PieceQueue.Work?) -> String {
    switch work {
    case .unit(let unit): "unit \(unit)"
    case .piece(let piece): "piece \(piece.order.unit).\(piece.order.piece)"
    case nil: "end"
    }
  }

  private func piece(_ unit: Int, _ number: Int) -> Piece {
    let piece = Piece()
    piece.order = ReadingOrder(unit: unit, piece: number)
    return piece
  }

  @Test func unitsComeInOrderAndThenTheEnd() {
    let queue = PieceQueue(unitCount: 2, capacity: 0)
    #expect(!queue.takesPieces)
    #expect(text(queue.next()) == "unit 0")
    queue.endUnit()
    #expect(text(queue.next()) == "unit 1")
    queue.endUnit()
    #expect(text(queue.next()) == "end")
  }

  @Test func piecesComeBeforeUnitsUpToTheCapacity() {
    let queue = PieceQueue(unitCount: 2, capacity: 2)
    #expect(text(queue.next()) == "unit 0")
    #expect(queue.offer(piece(0, 0)))
    #expect(queue.offer(piece(0, 1)))
    #expect(!queue.offer(piece(0, 2)))
    #expect(text(queue.next()) == "piece 0.0")
    #expect(text(queue.next()) == "piece 0.1")
    #expect(text(queue.next()) == "unit 1")
  }

  @Test func theFirstFailureInReadingOrderIsKept() throws {
    let queue = PieceQueue(unitCount: 3, capacity: 4)
    for file in [2, 1, 3] {
      queue.fail(
        ReadingOrder(unit: file), FileFailure(file: file, failure: .malformed(byte: 0, reason: "")))
    }
    #expect(queue.failure?.file == 1)
    #expect(queue.stop(at: ReadingOrder(unit: 1), in: 1) == nil)
    #expect(queue.stop(at: ReadingOrder(unit: 1, piece: 1), in: 1) != nil)
    // Units up to the failure are read, what comes after it is not.
    #expect(queue.offer(piece(2, 0)))
    #expect(text(queue.next()) == "unit 0")
    #expect(text(queue.next()) == "unit 1")
    queue.endUnit()
    queue.endUnit()
    #expect(text(queue.next()) == "end")
  }

  @Test func anAbandonedFileIsReadNoFurther() throws {
    let queue = PieceQueue(unitCount: 1, capacity: 1)
    queue.abandon(4)
    #expect(queue.stop(at: ReadingOrder(unit: 0), in: 3) == nil)
    guard case .spanning? = queue.stop(at: ReadingOrder(unit: 0), in: 4) else {
      Issue.record("file 4 is read on")
      return
    }
  }
}
