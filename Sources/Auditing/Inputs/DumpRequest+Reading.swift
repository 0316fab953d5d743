internal import DumpReading

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
}
