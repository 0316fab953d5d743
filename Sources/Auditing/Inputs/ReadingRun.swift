internal import DumpReading
internal import Files

/// A run that reads inputs to show something: its remarks, and the file of rejected records.
struct ReadingRun {
  var remarks = RunRemarks()
  /// The files that the run writes.
  let outputs: OutputSet
  private let rejectFile: OutputFile?

  /// Checks the file of rejected records against the inputs, and begins it.
  init(
    _ request: DumpRequest, inputs: [String], outputs: OutputSet? = nil
  ) throws(Failure) {
    let outputs = outputs ?? OutputSet(isReplacing: false, fileSystem: request.fileSystem)
    self.outputs = outputs
    rejectFile = try request.beginRejectFile(inputs: inputs, in: outputs)
  }

  /// A run that reads inputs once more, without keeping rejected records again.
  static func withoutRejectFile(_ request: DumpRequest) throws(Failure) -> ReadingRun {
    var request = request
    request.rejectFile = nil
    return try ReadingRun(request, inputs: [])
  }

  /// Reads and counts inputs, and writes the rejected records to the file for them.
  mutating func counting(_ request: CountRequest) throws(Failure) -> Counting {
    let counting = try Counting(request, &remarks)
    try counting.writeRejects(to: rejectFile)
    return counting
  }

  /// Counts the rejected records of dumps that are read by name, and writes them to their file.
  mutating func add(
    _ rejects: [RejectedRecord], of contents: DumpContents
  ) throws(Failure) {
    remarks.rejectedCount += rejects.count
    guard let rejectFile else { return }
    try RejectFile(rejectFile).write(rejects, of: contents)
  }

  /// Gives the outputs their names.
  func commit() throws(Failure) {
    try mapping(Failure.init) { () throws(FileError) in try outputs.commit() }
  }
}
