internal import CensusModel
internal import CensusRules
internal import Files
internal import Report

/// Writes the reports of an audit with their companions, all of them or none.
struct ReportWriter {
  let request: AuditRequest
  let rules: DataFile<RuleSet>
  let deviceClasses: DataFile<DeviceClassTable>
  let sources: AuditSources
  let outputs: OutputSet
  let rejectFile: OutputFile?

  /// Finds out what can be known of the outputs before the inputs are read, and begins the file of
  /// rejected records.
  static func prepare(
    _ request: AuditRequest, _ outputs: OutputSet
  ) throws(Failure) -> OutputFile? {
    try mapping(Failure.init) { () throws(FileError) in
      try OutputDirectory.check(request.outputDirectory, fileSystem: request.dump.fileSystem)
      try InputProtection.check(
        outputs: [request.outputDirectory] + [request.dump.rejectFile].compactMap(\.self),
        inputs: request.allInputs, fileSystem: request.dump.fileSystem)
      guard let path = request.dump.rejectFile else { return nil }
      return try outputs.create(path, turn: .companion)
    }
  }

  func write(
    _ audit: AuditReports, times: inout StageTimes
  ) throws(Failure) -> AuditOutcome {
    var outcome = AuditOutcome()
    let names = audit.reports.map { ReportFileNames(header: $0.header) }
    if let collision = ReportFileNames.collision(among: names) {
      throw Failure(
        .cannotCreate, "two providers' reports would both be \(collision)",
        hint: "write them one at a time: --provider takes a PKID, too")
    }
    let inputs = try sources.provenance(anonymously: request.anonymousOnly)
    times.end("digest of inputs")
    try mapping(Failure.init) { () throws(FileError) in
      try OutputDirectory.create(
        request.outputDirectory, fileSystem: request.dump.fileSystem)
    }
    for (report, names) in zip(audit.reports, names) {
      let files = try csvFiles(report, names)
      let summary = audit.summary(of: report)
      let provenance = provenance(inputs, files).json(of: report, summary: summary).bytes()
      let paths = (files.map(\.name) + [names.provenance]).map(path)
      try mapping(Failure.init) { () throws(FileError) in
        try InputProtection.check(
          outputs: paths, inputs: request.allInputs, fileSystem: request.dump.fileSystem)
        if !hasDetailedReport {
          for name in [names.detailed, HashCompanion.name(of: names.detailed)] {
            try outputs.checkAbsence(of: path(name))
          }
        }
        for (name, bytes) in files { try outputs.addWithHash(path(name), contents: bytes) }
        try outputs.add(path(names.provenance), contents: provenance, turn: .companion)
      }
      outcome.add(report, summary, paths: paths)
    }
    try mapping(Failure.init) { () throws(FileError) in
      try rejectFile?.write(RejectFile.bytes(sources.rejects))
      try outputs.commit()
    }
    times.end("write")
    if !sources.hasNames, !request.anonymousOnly {
      outcome.remarks.append(
        "No detailed report: columnar files hold no names. Audit the dump to get one.")
    }
    return outcome
  }

  private func path(_ name: String) -> String {
    request.outputDirectory.hasSuffix("/")
      ? request.outputDirectory + name : request.outputDirectory + "/" + name
  }

  private var hasDetailedReport: Bool { sources.hasNames && !request.anonymousOnly }

  private func csvFiles(
    _ report: CensusReport, _ names: ReportFileNames
  ) throws(Failure) -> [(name: String, bytes: [UInt8])] {
    var files = [(names.anonymous, report.anonymousCSV())]
    if hasDetailedReport {
      let detailed = try mapping(Failure.init) { () throws(ReportError) in
        try report.detailedCSV(names: sources.names)
      }
      files.append((names.detailed, detailed))
    }
    files.append((names.breakdown, report.breakdownCSV()))
    return files
  }

  private func provenance(
    _ inputs: [Provenance.Input], _ files: [(name: String, bytes: [UInt8])]
  ) -> Provenance {
    var options: [String: String] = [:]
    options["date-time"] = request.dateTime
    options["provider"] = request.provider
    if request.anonymousOnly { options["anonymous-only"] = "true" }
    if request.dump.allowIncomplete { options["allow-incomplete"] = "true" }
    if request.dump.onError == .reject { options["on-error"] = "reject" }
    return Provenance(
      programVersion: Program.version, ruleSet: rules.provenance,
      deviceClasses: deviceClasses.provenance, dumpProfile: sources.dumpProfile,
      inputs: inputs, options: options,
      outputs: files.map {
        Provenance.DataFile(name: $0.name, sha256: FileDigest.hexadecimal(of: $0.bytes))
      })
  }
}
