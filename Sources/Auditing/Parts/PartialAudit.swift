internal import CensusModel
internal import DumpReading
internal import Files
internal import TextOutput

/// A partial audit: inputs in, one partial result out, which `Merge` takes.
public enum PartialAudit {
  /// Counts the inputs and writes what was counted.
  ///
  /// - Parameters:
  ///   - request: the inputs and the partial result.
  ///   - announce: gets the outcome, without times, before any file appears; if it throws,
  ///     none does.
  /// - Throws: what stopped it; then nothing was written.
  public static func run(
    _ request: PartialAuditRequest,
    announce: (PartialAuditOutcome) throws(Failure) -> Void = { _ in }
  ) throws(Failure) -> PartialAuditOutcome {
    var remarks = RunRemarks()
    let outputs = OutputSet(
      isReplacing: request.force, fileSystem: request.count.dump.fileSystem)
    let rejectFile = try request.count.dump.beginRejectFile(
      besides: [request.output] + [request.names].compactMap(\.self),
      inputs: request.count.allInputs, in: outputs)
    let (file, namesFile) = try mapping(Failure.init) { () throws(FileError) in
      let names = try request.names.map { path throws(FileError) in
        try outputs.create(path, turn: .companion, mode: 0o600)
      }
      return (try outputs.create(request.output), names)
    }
    var count = request.count
    count.dump = count.dump.spilling(beside: request.output)
    // Of numbered parts a merge misses none.
    count.dump.takesShares = request.number != nil
    let counting = try Counting(count, &remarks)
    counting.warnOfMissingFacts(&remarks.warnings)
    let part = try part(of: counting, request.number)
    try counting.writeRejects(to: rejectFile)
    try mapping(Failure.init) { () throws(FileError) in
      let bytes = PartFile.bytes(of: part)
      try file.write(bytes)
      try namesFile?.write(counting.names(of: bytes, options: request.count.options).bytes)
    }
    var outcome = PartialAuditOutcome(
      part, path: request.output, byteCount: file.byteCount, remarks: remarks)
    try outputs.commit { () throws(Failure) in try announce(outcome) }
    outcome.remarks.times.end("write")
    return outcome
  }

  /// The inputs as one part, checked like an audit. Each input keeps its own facts, so that a merge
  /// can tell which agree; only the moment may differ, because it is the merge that decides it.
  private static func part(
    of counting: Counting, _ number: PartNumber?
  ) throws(Failure) -> PartialResult {
    var part = counting.merged.total
    part.number = number
    // Reports that are not written: making them checks facts and sums.
    _ = try AuditReports(of: part, .unwritten(), counting.rules.content, given: counting.given)
    for index in part.inputs.indices {
      part.inputs[index].facts = counting.given.completed(by: part.inputs[index].facts)
    }
    return part
  }
}

extension Counting {
  /// The records that the partial result leaves out.
  ///
  /// - Parameter part: the bytes of its file.
  fileprivate func names(of part: [UInt8], options: [String: String]) -> PartNames {
    var names = PartNames(
      parts: [FileDigest.hexadecimal(of: part)], deviceClasses: deviceClasses.provenance,
      dumpProfile: sources.dumpProfile, options: options,
      inputs: merged.total.inputs.flatMap(\.files).map(\.listed))
    names.excluded = sources.contents?.excludedFiles ?? []
    names.names = sources.names
    names.models = sources.completeness.models
    names.absent = sources.completeness.absentModels.map {
      PartNames.Absent(
        models: $0.modelTypes, reason: $0.reason, referenceCount: $0.referenceCount)
    }
    names.gaps = sources.completeness.otherGaps
    return names
  }
}

/// The result of a partial audit.
public struct PartialAuditOutcome: RunOutcome {
  /// Warnings, times, and the number of rejected records.
  public internal(set) var remarks: RunRemarks
  /// The counts and the files, for a terminal.
  public let text: String

  init(_ part: PartialResult, path: String, byteCount: Int, remarks: RunRemarks) {
    self.remarks = remarks
    let which = part.number.map { "part \($0), " } ?? ""
    text = """
      Written: \(path), \(byteCount) bytes: \(which)\(part.holdings).
      No reports: ucensus merge makes them from all parts.
      """
  }
}

extension PartialResult {
  /// The extent, in numbers.
  var holdings: String {
    let persons = customers.reduce(0) { $0 + $1.result.counts.persons }
    return "\(customers.count.counted("customer")), \(persons.counted("person"))"
  }
}
