internal import CensusModel
internal import Dispatch
internal import Sealing
internal import Synchronization

extension ColumnFile {
  /// Verifies the whole file: every checksum, every rule of the format that a group can break, and
  /// that groups and directory agree, customer by customer and device type by device type. Nothing
  /// is counted.
  ///
  /// - Parameter threads: how many groups are verified at once.
  /// - Throws: for the first bad group in the file; then for the directory.
  public func verify(threads: Int) throws(ColumnFileError) {
    let total = Locked(GroupTotals())
    try forEachGroup(threads: threads) {
      let group = DecodedGroup()
      return { (index) throws(ColumnFileError) in
        try decode(group: index, into: group)
        let totals = GroupTotals(group, index: index)
        total.withLock { $0.add(totals) }
      }
    }
    if let reason = total.withLock({ $0.contradiction(with: footer) }) {
      let start = source.byteCount - SealedConstants.trailerByteCount - footerByteCount
      throw .corrupt(file: source.name, byte: start, reason: reason)
    }
  }

  /// Calls a body for every group, once each.
  ///
  /// - Parameters:
  ///   - threads: how many work at once.
  ///   - makeBody: makes the body of one thread, with scratch memory of its own.
  /// - Throws: of several failures that of the first group.
  private func forEachGroup(
    threads: Int,
    _ makeBody: @Sendable () -> (_ group: Int) throws(ColumnFileError) -> Void
  ) throws(ColumnFileError) {
    let next = Atomic<Int>(0)
    let failure = Locked<(group: Int, error: ColumnFileError)?>(nil)
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, groupCount))) { _ in
      let body = makeBody()
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < groupCount else { return }
        do throws(ColumnFileError) {
          try body(index)
        } catch {
          failure.withLock { if $0.map({ index < $0.group }) ?? true { $0 = (index, error) } }
        }
      }
    }
    if let failure = failure.withLock({ $0 }) { throw failure.error }
  }
}
