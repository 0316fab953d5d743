internal import Files

extension OutputSet {
  /// Puts all files in place, after what they are has been announced: a run that cannot say what it
  /// wrote writes nothing.
  ///
  /// - Parameter announce: shows the result; runs when everything is on the disk without names.
  func commit(
    announcing announce: () throws(Failure) -> Void
  ) throws(Failure) {
    try mapping(Failure.init) { () throws(FileError) in try prepare() }
    do throws(Failure) {
      try announce()
    } catch {
      abandon()
      throw error
    }
    try mapping(Failure.init) { () throws(FileError) in try commit() }
  }
}
