internal import Glibc

/// Hands the units of a plan, and the pieces that are cut off while units are read, to the threads
/// that read.
///
/// A thread that cuts never waits: where the queue is full it parses the piece by itself. So the
/// memory is bounded, and no thread waits for one that waits.
@safe final class PieceQueue: @unchecked Sendable {
  // Soundness of @unchecked: everything is looked at and changed with the lock held. A piece belongs
  // to the thread that has taken it.

  enum Work {
    case unit(Int)
    case piece(Piece)
  }

  private let unitCount: Int
  private let capacity: Int
  private var nextUnit = 0
  private var readingCount = 0
  private var pieces: [Piece] = []
  private var spare: [Piece] = []
  private var failedOrder: ReadingOrder?
  /// Files that must be read again in another way.
  private var abandonedFiles: Set<Int> = []
  private(set) var failure: FileFailure?
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let change = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  /// - Parameters:
  ///   - unitCount: how many units there are.
  ///   - capacity: how many pieces may wait; 0 where one thread does everything.
  init(unitCount: Int, capacity: Int) {
    self.unitCount = unitCount
    self.capacity = capacity
    unsafe pthread_mutex_init(lock, nil)
    unsafe pthread_cond_init(change, nil)
  }

  deinit {
    unsafe pthread_cond_destroy(change)
    unsafe pthread_mutex_destroy(lock)
    unsafe change.deallocate()
    unsafe lock.deallocate()
  }

  private func locked<Value>(_ body: () -> Value) -> Value {
    unsafe pthread_mutex_lock(lock)
    defer { unsafe pthread_mutex_unlock(lock) }
    return body()
  }

  /// True if pieces that are handed over find anyone.
  var takesPieces: Bool { capacity > 0 }

  /// The next work: pieces before units. Waits while others may still cut off pieces; nil when all
  /// is done.
  func next() -> Work? {
    locked {
      while true {
        if !pieces.isEmpty {
          let piece = pieces.removeFirst()
          if isInVain(piece.order) {
            spare.append(piece)
            continue
          }
          return .piece(piece)
        }
        if nextUnit < unitCount, !isInVain(ReadingOrder(unit: nextUnit)) {
          nextUnit += 1
          readingCount += 1
          return .unit(nextUnit - 1)
        }
        if readingCount == 0 { return nil }
        unsafe pthread_cond_wait(change, lock)
      }
    }
  }

  /// The unit taken last by this thread is read.
  func endUnit() {
    locked {
      readingCount -= 1
      if readingCount == 0 { unsafe pthread_cond_broadcast(change) }
    }
  }

  /// Hands a piece over; false if the queue is full.
  func offer(_ piece: Piece) -> Bool {
    locked {
      guard pieces.count < capacity else { return false }
      pieces.append(piece)
      unsafe pthread_cond_signal(change)
      return true
    }
  }

  /// A piece to be filled.
  func emptyPiece() -> Piece { locked { spare.popLast() } ?? Piece() }

  /// A piece that is done with.
  func giveBack(_ piece: Piece) { locked { spare.append(piece) } }

  /// Something failed; what comes after it need not be read.
  func fail(_ order: ReadingOrder, _ failure: FileFailure) {
    locked {
      if isInVain(order) { return }
      failedOrder = order
      self.failure = failure
    }
  }

  /// A file must be read again in another way; what comes of it need not be read now.
  func abandon(_ file: Int) { locked { _ = abandonedFiles.insert(file) } }

  /// The reason not to read on at a place of a file; nil while there is none.
  func stop(at order: ReadingOrder, in file: Int) -> ReadFailure? {
    locked {
      if abandonedFiles.contains(file) { return .spanning }
      // What came before is reported, not this.
      return isInVain(order) ? .io(reason: "something before it has failed") : nil
    }
  }

  /// True if something before it has failed. To be asked with the lock held.
  private func isInVain(_ order: ReadingOrder) -> Bool { failedOrder.map { $0 < order } ?? false }
}
