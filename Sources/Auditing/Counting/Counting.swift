internal import CensusModel
internal import CensusRules
internal import DumpReading
internal import Files
internal import Report

/// Inputs read and counted: what audits and partial audits begin with.
struct Counting {
  let rules: DataFile<RuleSet>
  let deviceClasses: DataFile<DeviceClassTable>
  /// Platform facts that override those of the inputs.
  let given: PlatformFacts
  let sources: AuditSources
  /// Which customers of different platforms are one.
  let customerMap: CustomerMap?
  /// The inputs added up.
  private(set) var merged: MergedParts

  /// Reads and counts; what is rejected is counted among the remarks.
  init(_ request: CountRequest, _ remarks: inout RunRemarks) throws(Failure) {
    let fileSystem = request.dump.fileSystem
    rules = try DataFiles.rules(request.rules, fileSystem)
    deviceClasses = try DataFiles.deviceClasses(of: request.dump)
    given = try DataFiles.givenFacts(request.dump.platform, fileSystem, warnings: &remarks.warnings)
    customerMap = try request.customerMap.map { path throws(Failure) in
      try CustomerMap(path: path, fileSystem)
    }
    sources = try AuditSources(
      request, deviceClasses: deviceClasses.content, given: given, &remarks)
    remarks.rejectedCount += sources.rejects.count
    var parts = try sources.counted(
      by: Counter(rules: rules, deviceClasses: deviceClasses, request: request))
    remarks.times.end("count")
    for (index, source) in sources.all.enumerated() {
      parts[index].inputs[0].files = try source.files()
    }
    remarks.times.end("digest of inputs")
    for part in parts {
      remarks.warnings += PlausibilityWarnings.pageSizes(
        of: part.findings.models ?? [:], in: part.name)
    }
    if let customerMap { parts = try customerMap.applied(to: parts) }
    merged = try MergedParts(parts, mayShare: request.addSharedCustomers)
    if let warning = merged.warning(ofSharedIn: "\(parts.count) inputs") {
      remarks.warnings.append(warning)
    }
    remarks.warnings += PlausibilityWarnings.Associations(of: merged.total.customers).warnings
  }

  /// Warns where the dumps have no platform facts and the request gives none.
  func warnOfMissingFacts(_ warnings: inout [String]) {
    guard let contents = sources.contents, contents.platformFiles.isEmpty, given.values.isEmpty
    else { return }
    warnings.append(PlatformFacts.missingWarning)
  }

  /// The counts of the same inputs under another rule set.
  ///
  /// - Parameter request: that of these inputs.
  func merged(
    under rules: DataFile<RuleSet>, _ request: CountRequest
  ) throws(Failure) -> MergedParts {
    let parts = try sources.counted(
      by: Counter(rules: rules, deviceClasses: deviceClasses, request: request))
    return try MergedParts(
      customerMap?.applied(to: parts) ?? parts, mayShare: request.addSharedCustomers)
  }

  /// Writes the rejected records to the file begun for them.
  func writeRejects(to file: OutputFile?) throws(Failure) {
    guard let file, let contents = sources.contents else { return }
    try RejectFile(file).write(sources.rejects, of: contents)
  }
}

extension AuditSources {
  /// The counts of each, in order.
  fileprivate func counted(by counter: Counter) throws(Failure) -> [PartialResult] {
    var parts: [PartialResult] = []
    for source in all { parts.append(try counter.count(source)) }
    return parts
  }
}
