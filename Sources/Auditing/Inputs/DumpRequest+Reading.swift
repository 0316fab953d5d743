internal import DumpReading
internal import Files

extension DumpRequest {
  /// How the reader is to read, but for what is kept where.
  func readerOptions(profile: DumpProfile) -> DumpReader.Options {
    var options = DumpReader.Options(profile: profile)
    options.threads = threads
    options.fileSystem = fileSystem
    options.exclusions = exclusions
    options.makesDigests = makesDigests
    options.takesShares = takesShares
    options.progress = progress
    options.temporaryDirectory = temporaryDirectory ?? "."
    options.onError = onError == .fail ? .fail : .reject
    if let chunkByteCount { options.chunkByteCount = chunkByteCount }
    return options
  }

  /// Finds out what can be known of the outputs before the inputs are read, and begins the file of
  /// rejected records.
  ///
  /// - Parameters:
  ///   - targets: the other files, or the directory, that will be written.
  ///   - inputs: everything that will be read.
  ///   - outputs: receives the file.
  func beginRejectFile(
    besides targets: [String] = [], inputs: [String], in outputs: OutputSet
  ) throws(Failure) -> OutputFile? {
    try mapping(Failure.init) { () throws(FileError) in
      try InputProtection.check(
        outputs: targets + [rejectFile].compactMap(\.self), inputs: inputs, fileSystem: fileSystem)
      return try rejectFile.map { path throws(FileError) in
        try outputs.create(path, turn: .companion)
      }
    }
  }
}
