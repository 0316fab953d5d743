internal import CensusModel
internal import ColumnFile

/// Reads the persons of an input in pieces, several at once, and hands on in order what is made of
/// them.
struct PersonPieceReading: Sendable {
  let input: NamedInput

  init(_ input: NamedInput) { self.input = input }

  /// Makes something of each piece. Two pieces a thread are in memory.
  ///
  /// - Parameters:
  ///   - kept: makes what serves a thread from one piece to the next.
  ///   - make: makes something of a piece.
  ///   - body: takes what was made, in order.
  func forEachPiece<Kept: Sendable, Made: Sendable>(
    keeping kept: @Sendable () -> Kept,
    make: @Sendable (Kept, PersonPieces, Int) throws(ColumnFileError) -> Made,
    _ body: (Made) throws(Failure) -> Void
  ) throws(Failure) {
    let outline = try input.outline(holding: nil)
    let pieces = try mapping(Failure.init) { () throws(ColumnFileError) in
      try PersonPieces(of: input.columns, input.identities, outline)
    }
    let windowCount = 2 * input.threads
    // What was made for one window serves the next.
    let idle = Locked<[Kept]>([])
    for start in stride(from: 0, to: pieces.count, by: windowCount) {
      let count = min(windowCount, pieces.count - start)
      let made = Slots<Result<Made, ColumnFileError>>(count: count)
      Parallel.run(count: count, threads: input.threads) { next in
        let mine = idle.withLock { $0.popLast() } ?? kept()
        defer { idle.withLock { $0.append(mine) } }
        while let index = next() {
          made[index] = Result { () throws(ColumnFileError) in
            try make(mine, pieces, start + index)
          }
        }
      }
      for result in made.values() {
        try body(try mapping(Failure.init) { () throws(ColumnFileError) in try result.get() })
      }
    }
  }
}
