internal import CensusModel
internal import Files
internal import Report
internal import TextOutput

/// Writes the reports of an audit with their companions, all of them or none.
struct ReportWriter {
  let request: ReportRequest
  let outputs: OutputSet
  /// The system calls.
  var fileSystem = FileSystem.live
  /// How many files are made at once.
  var threads = 1
  /// Every file and directory that was read: none is replaced.
  let inputs: [String]
  /// Names of customers by PKID; nil where an input holds none.
  let names: [String: CustomerNames]?
  /// The remark where an input holds none.
  let withoutNames: String
  /// Where the numbers come from; its outputs are filled in.
  let provenance: Provenance

  /// Finds out what can be known of the directory before anything is read.
  static func check(_ request: ReportRequest, _ fileSystem: FileSystem) throws(Failure) {
    try mapping(Failure.init) { () throws(FileError) in
      try OutputDirectory.check(request.outputDirectory, fileSystem: fileSystem)
    }
  }

  /// Adds the reports to the outputs and puts all outputs in place, after the outcome has been
  /// announced.
  func write(
    _ audit: AuditReports, into outcome: inout AuditOutcome,
    announce: (AuditOutcome) throws(Failure) -> Void
  ) throws(Failure) {
    let names = audit.reports.map { ReportFileNames(header: $0.header) }
    if let collision = ReportFileNames.collision(among: names) {
      throw Failure(
        .cannotCreate, "two providers' reports would both be \(collision)",
        remedy: .convertEachByItself)
    }
    try mapping(Failure.init) { () throws(FileError) in
      try OutputDirectory.create(request.outputDirectory, fileSystem: fileSystem)
    }
    outcome.run = audit.runFindings
    for (index, report) in audit.reports.enumerated() {
      let (names, provider) = (names[index], audit.providers[index])
      var files = try csvFiles(report, names)
      files.append(bundle(of: files, report.header, names))
      let summary = audit.summary(index)
      let provenance = provenance(of: files, audit, index).json(of: report, summary: summary)
        .bytes()
      let paths = (files.map(\.name) + [names.provenance]).map(path)
      try mapping(Failure.init) { () throws(FileError) in
        try InputProtection.check(outputs: paths, inputs: inputs, fileSystem: fileSystem)
        if !hasDetailedReport {
          for name in [names.detailed, HashCompanion.name(of: names.detailed)] {
            try outputs.checkAbsence(of: path(name))
          }
        }
        for file in files {
          try outputs.addWithHash(path(file.name), pieces: file.pieces, sha256: file.sha256)
        }
        try outputs.add(path(names.provenance), contents: provenance, turn: .companion)
      }
      outcome.add(report, provider, summary, paths: paths)
    }
    outcome.configuration = request.configuration
    outcome.customerMap = provenance.customerMap
    outcome.notes += audit.remarks
    if self.names == nil, !request.anonymousOnly {
      outcome.notes.append(withoutNames)
    }
    let announced = outcome
    try outputs.commit { () throws(Failure) in try announce(announced) }
  }

  /// The files of a report, by the name that each would have: those with a hash, and the provenance.
  func contents(of audit: AuditReports, _ index: Int) throws(Failure) -> [String: [UInt8]] {
    let (report, summary) = (audit.reports[index], audit.summary(index))
    let names = ReportFileNames(header: report.header)
    let files = try csvFiles(report, names)
    var contents = Dictionary(uniqueKeysWithValues: files.map { ($0.name, $0.bytes) })
    contents[names.provenance] =
      provenance(of: files, audit, index).json(of: report, summary: summary).bytes()
    return contents
  }

  private func path(_ name: String) -> String {
    request.outputDirectory.hasSuffix("/")
      ? request.outputDirectory + name : request.outputDirectory + "/" + name
  }

  private var hasDetailedReport: Bool { names != nil && !request.anonymousOnly }

  /// The archive of the files without names.
  private func bundle(
    of files: [HashedFile], _ header: ReportMetadata, _ names: ReportFileNames
  ) -> HashedFile {
    var packed: [ReportBundle.File] = []
    for file in files where file.name == names.anonymous || file.name == names.breakdown {
      packed.append(ReportBundle.File(name: file.name, contents: file.bytes))
      packed.append(
        ReportBundle.File(
          name: HashCompanion.name(of: file.name),
          contents: HashCompanion.contents(hexadecimal: file.sha256, fileName: file.name)))
    }
    return HashedFile(names.archive, ReportBundle(header: header, files: packed).pieces())
  }

  /// A report, or the archive, as it will be in the directory.
  private struct HashedFile {
    let name: String
    /// Its bytes, one piece after the other.
    let pieces: [[UInt8]]
    let sha256: String

    init(_ name: String, _ pieces: [[UInt8]]) {
      self.name = name
      self.pieces = pieces
      sha256 = FileDigest.hexadecimal(ofPieces: pieces)
    }

    var bytes: [UInt8] { pieces.count == 1 ? pieces[0] : Array(pieces.joined()) }
  }

  private func csvFiles(
    _ report: CensusReport, _ fileNames: ReportFileNames
  ) throws(Failure) -> [HashedFile] {
    typealias Making = @Sendable () throws(ReportError) -> [UInt8]
    var makings: [(name: String, bytes: Making)] = [
      (fileNames.anonymous, { () in report.anonymousCSV() })
    ]
    if let names, !request.anonymousOnly {
      makings.append(
        (fileNames.detailed, { () throws(ReportError) in try report.detailedCSV(names: names) }))
    }
    makings.append((fileNames.breakdown, { () in report.breakdownCSV() }))
    let made = Parallel.map(count: makings.count, threads: threads) { [makings] index in
      Result { () throws(ReportError) in
        HashedFile(makings[index].name, [try makings[index].bytes()])
      }
    }
    return try mapping(Failure.init) { () throws(ReportError) in
      try made.map { file throws(ReportError) in try file.get() }
    }
  }

  private func provenance(
    of files: [HashedFile], _ audit: AuditReports, _ index: Int
  ) -> Provenance {
    var provenance = provenance
    provenance.runFindings = audit.runFindings
    provenance.providerNodes = audit.providers[index].nodes.map { node in
      Provenance.ProviderNode(
        pkid: node.provider.pkid, inputs: request.anonymousOnly ? [] : node.inputs)
    }
    provenance.configuration = request.configuration.map { ($0.sha256, $0.options) }
    provenance.outputs = files.map { Provenance.DataFile(name: $0.name, sha256: $0.sha256) }
    guard request.anonymousOnly else { return provenance }
    for index in provenance.inputs.indices {
      provenance.inputs[index].file.name = ""
      provenance.inputs[index].part = nil
    }
    provenance.excluded = provenance.excluded.map { _ in "" }
    for index in provenance.parts.indices { provenance.parts[index].file.name = "" }
    provenance.customerMap?.file.name = ""
    provenance.previous?.name = ""
    return provenance
  }
}
