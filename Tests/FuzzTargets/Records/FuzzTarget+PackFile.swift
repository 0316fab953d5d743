internal import CensusModel
internal import DumpReading

extension FuzzTarget {
  /// The reader of packed files: whatever the bytes are, they are read or refused as damaged, and
  /// the number of threads does not matter.
  static let packFile = FuzzTarget("pack-file", mutate: change) { (input) throws(Finding) in
    let outcome = file.withLock { file in
      file.replace(by: input)
      return Result { () throws(Finding) in try check(file) }
    }
    try outcome.get()
  }

  /// To make a file takes as long as to read a small one.
  private static let file = Locked(MemoryFile())

  private static func check(_ file: MemoryFile) throws(Finding) {
    let (one, three) = (PackOutcome(of: file, threads: 1), PackOutcome(of: file, threads: 3))
    try Finding.unless(one == three, "one thread: \(one), three: \(three)")
  }

  /// Changes parts under checksums that are right.
  private static func change(_ input: inout [UInt8], _ changes: inout Changes) -> Bool {
    guard var pack = LoosePack(input) else { return false }
    pack.change(&changes)
    let sealed = pack.sealed()
    guard sealed.count <= changes.byteCountMax else { return false }
    input = sealed
    return true
  }
}
