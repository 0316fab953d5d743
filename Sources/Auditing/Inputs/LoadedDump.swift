internal import BuiltInData
internal import CensusModel
internal import Documents
internal import DumpReading
internal import Files
internal import Inventory
internal import Report

/// Dumps, read and joined: everything that a conversion writes or an audit counts.
struct LoadedDump {
  var inventory: Inventory
  var facts = PlatformFacts()
  var findings = RunFindings()
  var contents: DumpContents
  var rejects: [RejectedRecord]
  /// Leads a record that identities name back to the export that it was made of.
  private(set) var trace: (inout SourceRecord) -> Void = { _ in }
  /// Names of elements of exports, by which identities refer to records that were imported.
  private(set) var exportElements: [String] = []
  var profile: DataFile<DumpProfile>

  /// Reads the dumps of a request.
  ///
  /// - Parameter given: platform facts that override those of the dumps.
  init(
    _ request: DumpRequest, given: PlatformFacts, _ remarks: inout RunRemarks
  ) throws(Failure) {
    profile = try Self.profile(request)
    var options = request.readerOptions(profile: profile.content)
    let spill = request.spill
    options.spill = spill
    options.keepsOrigins = request.keepsIdentities
    options.store = request.store(profile: profile.provenance.sha256)
    var imported = try ImportedSources(request, &remarks.warnings)
    let reader = DumpReader(dumps: imported.dumps, options: options)
    contents = try mapping(Failure.init) { () throws(DumpError) in try reader.read() }
    imported.describe(&contents)
    if request.rejectFile != nil, contents.lacksRejectedBytes { throw Self.lackingBytes }
    exportElements = imported.elementNames
    let restoredCount = contents.restoredPortionCount
    remarks.times.end(
      restoredCount > 0 ? "read, and \(restoredCount) portions kept before" : "read")
    // Before joining: a lost node would make records look misplaced.
    try Self.checkCompleteness(contents, request)
    inventory = try Self.join(contents, request, spill)
    contents.batches = []
    remarks.times.end("join")
    if request.keepsIdentities { trace = imported.trace }
    rejects = contents.rejects
    try addMisplaced(isKeeping: request.rejectFile != nil)
    findings.aboveEveryCustomer = inventory.aboveEveryCustomer
    findings.rejectedRecords = rejects.count
    findings.excludedFiles = contents.excludedFiles.count
    findings.skippedModels = contents.skippedModels
    findings.leftOutByCondition = contents.leftOut
    // Nodes and settings may be in every part of a dump, and must not be added up.
    findings.models = contents.countedModels
    findings.incompleteModels = contents.incompleteModels.map {
      RunFindings.IncompleteModel(
        model: $0.modelType, readCount: $0.distinct, expectedCount: $0.expected)
    }
    facts = try Self.facts(contents, request, given, &remarks.warnings)
    warn(request, &remarks.warnings)
  }

  /// The profile of a request.
  static func profile(_ request: DumpRequest) throws(Failure) -> DataFile<DumpProfile> {
    let (name, bytes) = try DataFiles.load(
      request.profile, BuiltInData.dumpProfile, builtInName: "dump-profile.json",
      request.fileSystem)
    let profile = try mapping(Failure.init) { () throws(DocumentError) in
      try DumpProfile(parsing: bytes, file: name)
    }
    return DataFile(content: profile, name: name, bytes: bytes)
  }

  /// Of a file for rejected records, where their bytes are in no packed file.
  private static var lackingBytes: Failure {
    Failure(
      .usage, "packed files do not hold the bytes of rejected records",
      remedy: .keepRejectsWhenPacking)
  }

  // MARK: Joining

  private static func join(
    _ contents: DumpContents, _ request: DumpRequest, _ spill: RecordSpill?
  ) throws(Failure) -> Inventory {
    var options = Inventory.Options(
      threads: request.threads, onError: request.onError == .fail ? .fail : .reject, spill: spill)
    if request.keepsIdentities {
      options.naming = Inventory.Naming(contents.lineNumbers, of: request.wantedNames)
    }
    options.keepsHierarchy = request.keepsHierarchy
    do throws(InventoryError) {
      return try Inventory(batches: contents.batches, options: options)
    } catch {
      var failure = Failure(error, contents)
      // Two platforms of a provider have nodes of their own at the same paths.
      if request.dumps.count > 1, error.isContradictionOfNodes {
        failure.remedy = .convertEachByItself
      }
      throw failure
    }
  }

  /// Records whose place turned out to be none, once all nodes were known, join those that were
  /// malformed by themselves.
  private mutating func addMisplaced(isKeeping: Bool) throws(Failure) {
    let misplaced = inventory.misplaced
    guard misplaced.recordCount > 0 else { return }
    if isKeeping, contents.hasPackedFiles { throw Self.lackingBytes }
    let places = Dictionary(
      uniqueKeysWithValues: misplaced.places.map { ($0.location, $0.reason.description) })
    let nodes = Dictionary(
      misplaced.nodes.map { ($0.position, $0.reason.description) }, uniquingKeysWith: { $1 })
    let found = try mapping(Failure.init) { [contents] () throws(DumpError) in
      try contents.rawRecords(at: Set(places.keys), nodes: Set(nodes.keys))
    }
    rejects += found.map { record in
      RejectedRecord(
        record, reason: nodes[record.position] ?? places[record.location] ?? "")
    }
    rejects.sort { $0.position < $1.position }
    for record in found { contents.files[record.position.file].recordsRejected += 1 }
  }

  // MARK: Completeness

  static func checkCompleteness(
    _ contents: DumpContents, _ request: DumpRequest
  ) throws(Failure) {
    let gaps = contents.gaps
    if gaps.isEmpty || request.allowIncomplete { return }
    throw Failure(
      .incomplete, "the dump is incomplete: " + gaps.joined(separator: "; "),
      remedy: .allowIncomplete)
  }

  // MARK: Facts and warnings

  private static func facts(
    _ contents: DumpContents, _ request: DumpRequest, _ given: PlatformFacts,
    _ warnings: inout [String]
  ) throws(Failure) -> PlatformFacts {
    var agreement = FactsAgreement(given: given)
    if request.isDateTimeDecided { agreement.decided.insert(.dateTime) }
    var inputs: [(name: String, facts: PlatformFacts)] = []
    for file in contents.platformFiles {
      let facts = try DataFiles.platform(file.bytes, name: file.name, warnings: &warnings)
      inputs.append((file.name, facts))
    }
    return try agreement.facts(of: inputs)
  }

  private func warn(_ request: DumpRequest, _ warnings: inout [String]) {
    for gap in contents.gaps { warnings.append("incomplete, as allowed: \(gap)") }
    if !contents.skippedFiles.isEmpty {
      warnings.append(
        "hidden files were skipped: \(contents.skippedFiles.joined(separator: ", "))")
    }
    if !contents.excludedFiles.isEmpty {
      warnings.append("excluded, as asked: \(contents.excludedFiles.joined(separator: ", "))")
    }
    guard let first = rejects.first else { return }
    let noun = rejects.count == 1 ? "record was" : "records were"
    let more = request.rejectFile.map { "they are in \($0)" } ?? request.unkeptRejects
    warnings.append(
      "\(rejects.count) malformed \(noun) left out; \(more); the first: "
        + "\(first.file):\(first.line): byte \(first.byte): \(first.reason)")
  }
}

extension Failure {
  init(_ error: DumpError) {
    switch error {
    case .malformed: self.init(.malformed, error.description)
    case .cutOff: self.init(.incomplete, error.description)
    case .unreadable: self.init(.inputUnreadable, error.description)
    case .io: self.init(.inputOutput, error.description)
    case .misspelled:
      self.init(
        .malformed, error.description,
        hint: "name the key that is meant in a dump profile, which may list several for a field; "
          + "only value, _value_1 and meta.pkid have no other name")
    case .notDumpFiles:
      self.init(
        .malformed, error.description,
        hint: "export answers of servers again; exclude what is not part of the dump by a pattern")
    case .empty: self.init(.malformed, error.description, hint: "check that the export worked")
    case .packs(let error): self.init(error)
    case .spilling(let error): self.init(error)
    case .texts:
      self.init(.malformed, error.description, remedy: .allowMoreMemory)
    }
  }

  init(_ error: PackError) {
    switch error {
    case .damaged, .unsupported: self.init(.corrupt, error.description)
    case .otherProfile, .disagreement: self.init(.malformed, error.description)
    case .missing: self.init(.incomplete, error.description)
    case .range, .unreadable: self.init(.usage, error.description)
    }
  }

  /// Inventory knows positions; the names of files and the lines are the reader's.
  init(_ error: InventoryError, _ contents: DumpContents) {
    let record: MalformedRecord
    switch error {
    case .malformed(let malformed): record = malformed
    case .spilling(let error):
      self.init(error)
      return
    default:
      self.init(.malformed, error.description)
      return
    }
    self.init(
      .malformed,
      "\(contents.place(of: record.position)): \(record.reason)"
        + (record.reason.other.map { "; the other stands at \(contents.place(of: $0))" } ?? ""))
  }
}

extension InventoryError {
  /// True if two different nodes have one path or one PKID.
  fileprivate var isContradictionOfNodes: Bool {
    guard case .malformed(let record) = self else { return false }
    return record.reason.other != nil
  }
}

/// Which models dumps have, and what they lack.
struct Completeness {
  /// The models of which there are records or pages.
  var models: Set<String> = []
  /// The models that others refer to and that are absent.
  var absentModels: [AbsentModel] = []
  /// The gaps that pages and manifests show, a line each.
  var otherGaps: [String] = []
}

extension DumpContents {
  var completeness: Completeness {
    Completeness(
      models: presentModels, absentModels: absentModels,
      otherGaps: incompleteModels.map(\.description) + manifestDifferences.map(\.description))
  }

  /// The gaps of the dump, a line each.
  fileprivate var gaps: [String] {
    let completeness = completeness
    return completeness.otherGaps + completeness.absentModels.map(\.description)
  }

  fileprivate func place(of position: RecordPosition) -> String {
    let line = (try? self.line(of: position)) ?? 0
    return "\(files[position.file].name):\(line): byte \(position.byte)"
  }
}
