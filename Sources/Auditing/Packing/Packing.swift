internal import CensusModel
internal import DumpReading
internal import Files

/// A packing: the records of a dump, checked and reduced, to a file that audits take in its place.
public enum Packing {
  /// Reads the dumps and writes the file, which only its owner can read.
  ///
  /// - Parameters:
  ///   - request: the dumps and the file.
  ///   - announce: gets the outcome, without times, before any file appears; if it throws,
  ///     none does.
  /// - Throws: what stopped it; then nothing was written.
  @discardableResult
  public static func run(
    _ request: PackRequest, announce: (PackOutcome) throws(Failure) -> Void = { _ in }
  ) throws(Failure) -> PackOutcome {
    try Conversion.checkDumps(request.dump)
    let profile = try LoadedDump.profile(request.dump)
    try mapping(Failure.init) { () throws(FileError) in
      try InputProtection.check(
        outputs: [request.output, request.index, request.dump.rejectFile].compactMap(\.self),
        inputs: request.dump.inputs + [request.misplaced].compactMap(\.self),
        fileSystem: request.dump.fileSystem)
    }
    let options = request.dump.readerOptions(profile: profile.content)
    let choice = try request.choice()
    var packer = try mapping(Failure.init) { () throws(DumpError) in
      try DumpPacker(dumps: request.dump.dumps, options: options, choice: choice)
    }
    while true {
      if let outcome = try write(request, &packer, announce) { return outcome }
    }
  }

  /// Nil where all is to be written once more.
  private static func write(
    _ request: PackRequest, _ packer: inout DumpPacker,
    _ announce: (PackOutcome) throws(Failure) -> Void
  ) throws(Failure) -> PackOutcome? {
    var times = StageTimes()
    let outputs = OutputSet(isReplacing: request.force, fileSystem: request.dump.fileSystem)
    let (file, index, rejectFile) = try mapping(Failure.init) { () throws(FileError) in
      let file = try outputs.create(request.output, mode: 0o600)
      let index = try request.index.map { path throws(FileError) in
        try outputs.create(path, turn: .companion, mode: 0o600)
      }
      let rejectFile = try request.dump.rejectFile.map { path throws(FileError) in
        try outputs.create(path, turn: .companion)
      }
      return (file, index, rejectFile)
    }
    let packed = try mapping(Failure.init) { () throws(DumpError) in
      var emitIndex: PackOutputs.Emit?
      if let index { emitIndex = { bytes throws(FileError) in try index.write(bytes) } }
      return try packer.write(
        PackOutputs(pack: { bytes throws(FileError) in try file.write(bytes) }, index: emitIndex))
    }
    guard let packed else {
      outputs.abandon()
      return nil
    }
    times.end("read")
    if let rejectFile {
      let rejects = try mapping(Failure.init) { () throws(DumpError) in
        try packer.rejectedRecords()
      }
      try RejectFile(rejectFile).write(packer.reader(of: rejects))
    }
    var outcome = PackOutcome(packed, path: request.output, byteCount: file.byteCount)
    try outputs.commit { () throws(Failure) in try announce(outcome) }
    times.end("write")
    outcome.times = times
    return outcome
  }
}
