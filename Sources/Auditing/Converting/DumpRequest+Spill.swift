internal import DumpReading
internal import Files

extension DumpRequest {
  /// The memory that a process takes for any input: the program itself, and buffers of each thread.
  /// CONTRIBUTING.md has the formula.
  private static let constantByteCount = 24 << 20
  private static let byteCountPerThread = 4 << 20

  /// Where records go that would pass the limit.
  var spill: RecordSpill {
    let constant = Self.constantByteCount + threads * Self.byteCountPerThread
    // Beside the records there are the tables that join them, and buffers to sort them.
    let share = max(memoryLimit - constant, memoryLimit / 4) / 8 * 5
    return RecordSpill(
      in: temporaryDirectory ?? ".", memoryByteCountMax: share, threads: threads,
      fileSystem: fileSystem)
  }

  /// Where what was read is kept, if it is.
  ///
  /// - Parameter profile: the digest of the dump profile.
  func store(profile: String) -> PortionStore? {
    guard let resumeDirectory else { return nil }
    var store = PortionStore(
      in: resumeDirectory, context: "\(Program.version) \(profile)", fileSystem: fileSystem)
    if let portionByteCount { store.portionByteCount = portionByteCount }
    return store
  }

  /// The same, with temporary files beside an output unless they have a place of their own.
  func spilling(beside output: String) -> DumpRequest {
    var request = self
    request.temporaryDirectory = temporaryDirectory ?? OutputDirectory.standing(above: output)
    return request
  }
}
