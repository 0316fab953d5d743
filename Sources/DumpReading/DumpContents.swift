internal import CensusModel
internal import Files

/// The contents of a dump, reduced to what the audit needs.
public struct DumpContents: Sendable {
  /// The records of the wanted models, in no order.
  public var batches: [RecordBatch] = []
  /// The files that were read; `RecordPosition.file` counts them.
  public var files: [DumpFile] = []
  /// The malformed records in reading order, with `.reject`.
  public var rejects: [RejectedRecord] = []
  /// Well-formed records by wanted model type.
  public var modelCounts: [String: Int] = [:]
  /// Records of other model types, by type, within the bounds of `ListedNames`.
  public var skippedModels: [String: Int] = [:]
  /// Records that a condition of the profile leaves out, by `model type: field`.
  public var leftOut: [String: Int] = [:]
  /// The models of which pages or records are missing. The caller decides what that means.
  public var incompleteModels: [IncompleteModel] = []
  /// Where dumps are not what their manifests say. The caller decides what that means.
  public var manifestDifferences: [ManifestDifference] = []
  /// The wanted models of which there are well-formed records, and all of which there are pages.
  public var presentModels: Set<String> = []
  /// The models that others refer to and that are absent. The caller decides what that means.
  public var absentModels: [AbsentModel] = []
  /// `platform.json` of each dump that has one.
  public var platformFiles: [PlatformFile] = []
  /// Digests of the stored files (`InputDigest`), if they were asked for: by the first index in
  /// `files` of each stored file.
  public var digests: [Int: String] = [:]
  /// Hidden files and folders: they were not read.
  public var skippedFiles: [String] = []
  /// The files and records that were left out as asked.
  public var excludedFiles: [String] = []
  /// The numbers of the lines that records are in, if these keep that.
  public private(set) var lineNumbers = LineNumbers([])
  /// Portions that an earlier reading kept, and that were not read again.
  public private(set) var restoredPortionCount = 0

  private(set) var plan: DumpPlan
  private let options: DumpReader.Options

  init(reading plan: DumpPlan, options: DumpReader.Options) throws(DumpError) {
    self.plan = plan
    self.options = options
    platformFiles = plan.platformFiles
    skippedFiles = plan.skippedFiles
    excludedFiles = plan.excludedFiles
    try Self.checkRejects(plan, options)
    if !plan.isArriving { options.progress?.expect(byteCount: plan.byteCount) }
    let reading = try Self.read(plan, options)
    (batches, self.plan) = (reading.batches, reading.plan)
    restoredPortionCount = reading.restoredCount
    try Self.checkUnchanged(plan)
    try merge(reading.results)
  }

  /// The line, from 1, of a record; the file is read again.
  public func line(of position: RecordPosition) throws(DumpError) -> Int {
    try Self.lines(of: [position], plan: plan)[0]
  }

  /// The lines, from 1, of positions in any order; each file is read again, once.
  public func lines(of positions: [RecordPosition]) throws(DumpError) -> [Int] {
    try Self.lines(of: positions, plan: plan)
  }

  /// Where records stand that are well-formed but in the wrong place: a second pass over the dump. In
  /// reading order.
  ///
  /// - Parameters:
  ///   - locations: all records are handed back that name one of these as their place.
  ///   - nodes: and the hierarchy nodes that stand at these positions.
  public func rawRecords(
    at locations: Set<Location>, nodes: Set<RecordPosition>
  ) throws(DumpError) -> [RawRecord] {
    typealias Found = (position: RecordPosition, location: Location, byteCount: Int)
    let collected = Locked<[Found]>([])
    let runner = PlanRunner(plan: plan, options: options, isRejecting: true)
    do throws(FileFailure) {
      _ = try runner.run({ RawRecordSink(locations: locations, nodes: nodes) }) { sink in
        let found = sink.found
        collected.withLock { $0 += found }
      }
    } catch {
      throw Self.error(error, plan: plan)
    }
    let found = collected.withLock { $0 }.sorted { $0.position < $1.position }
    let lines = try Self.lines(of: found.map(\.position), plan: plan)
    return zip(found, lines).map { record, line in
      RawRecord(
        position: record.position, file: plan.files[record.position.file].name, line: line,
        location: record.location, byteCount: record.byteCount)
    }
  }

  /// The records that conditions of the profile leave out: a second pass over the dump. In reading
  /// order.
  public func leftOutRecords() throws(DumpError) -> [LeftOutRecord] {
    if leftOut.isEmpty { return [] }
    let collected = Locked<[LeftOutRecord]>([])
    let runner = PlanRunner(plan: plan, options: options, isRejecting: true)
    do throws(FileFailure) {
      _ = try runner.run({ LeftOutSink() }) { sink in
        let found = sink.found
        collected.withLock { $0 += found }
      }
    } catch {
      throw Self.error(error, plan: plan)
    }
    return collected.withLock { $0 }.sorted { $0.position < $1.position }
  }
}

extension DumpContents {
  /// Well-formed records by model type, for the types that are counted (AuditRules.md §2, rule 5).
  public var countedModels: [String: Int] {
    let counted = Set(options.profile.models.filter(\.role.isCounted).map(\.type))
    return modelCounts.filter { counted.contains($0.key) }
  }

  /// True if files come from packed files, which do not hold the bytes of well-formed records.
  public var hasPackedFiles: Bool { !plan.packs.isEmpty }

  /// True if packed files left out malformed records whose bytes they do not hold.
  public var lacksRejectedBytes: Bool { PackedRejects.lacking(in: plan) > 0 }

  /// Stops at the first malformed record that packed files lack, unless these are to be left out.
  private static func checkRejects(
    _ plan: DumpPlan, _ options: DumpReader.Options
  ) throws(DumpError) {
    guard options.onError == .fail else { return }
    let rejects = plan.packs.flatMap(\.result.rejects)
    guard let first = rejects.min(by: { ($0.position, $0.fault) < ($1.position, $1.fault) })
    else { return }
    throw error(
      FileFailure(
        file: first.position.file, failure: .malformed(byte: first.fault, reason: first.reason)),
      plan: plan)
  }

  private static func read(
    _ plan: DumpPlan, _ options: DumpReader.Options
  ) throws(DumpError) -> PortionedReading {
    do throws(PortionFailure) {
      var reading = PortionedReading(plan, options)
      try reading.read()
      return reading
    } catch {
      switch error {
      case .reading(let failure): throw Self.error(failure, plan: plan)
      case .spilling(let failure): throw .spilling(failure)
      case .texts(let byteCountMax): throw .texts(byteCountMax: byteCountMax)
      }
    }
  }

  private mutating func merge(_ results: [WorkerResult]) throws(DumpError) {
    var read = [Int](repeating: 0, count: plan.files.count)
    var counted = read
    var rejected = read
    var pages = PageTally()
    var spellings = SpellingTally()
    var skipped: [[UInt8]: Int] = [:]
    var sha256: [Int: String] = [:]
    for result in results {
      for count in result.counts {
        read[count.file] += count.read
        counted[count.file] += count.counted
        rejected[count.file] += count.rejected
      }
      modelCounts.merge(result.modelCounts, uniquingKeysWith: +)
      skipped.merge(result.skippedModels, uniquingKeysWith: +)
      pages.merge(result.pages)
      spellings.merge(result.spellings)
      leftOut.merge(result.leftOut, uniquingKeysWith: +)
      sha256.merge(result.sha256) { $1 }
    }
    skippedModels = SkippedTypes.named(skipped)
    files = plan.files.indices.map { index in
      DumpFile(
        plan.files[index], read: read[index], counted: counted[index], rejected: rejected[index])
    }
    let misspelled = spellings.misspelled(in: options.profile)
    if !misspelled.isEmpty { throw .misspelled(misspelled) }
    if let repeats = try repeats(in: results.compactMap(\.identities)) { pages.add(repeats) }
    incompleteModels = pages.incomplete(dumps: plan.dumps)
    lineNumbers = LineNumbers(results.flatMap(\.lines))
    digests = StretchLeaves.digests(of: results.flatMap(\.stretches), in: plan)
      .merging(plan.shareDigests) { $1 }
    manifestDifferences =
      try ManifestCheck(
        plan: plan, files: files, sha256: sha256.merging(digests.filter { isShort($0.key) }) { $1 }
      ).differences() + plan.packs.flatMap(\.file.directory.differences)
    presentModels = Set(modelCounts.keys).union(pages.modelTypes)
    absentModels = AbsentModel.all(in: batches, of: options.profile, present: presentModels)
    rejects = try Self.rejects(results.flatMap(\.rejects), plan)
  }

  /// True if the digest of a stored file is its SHA-256.
  private func isShort(_ file: Int) -> Bool {
    plan.files[file].stored.byteCount <= DigestKind.leafByteCount
  }

  /// The records of pages that come more than once. Only where hashes do is the dump read again.
  private func repeats(in logs: [IdentityLog]) throws(DumpError) -> RepeatReport? {
    let hashes: Set<UInt64>
    do throws(FileError) {
      hashes = try RepeatedHashes.all(in: logs, threads: options.threads)
    } catch {
      throw .spilling(error)
    }
    if hashes.isEmpty { return nil }
    let search = RepeatSearch(for: hashes)
    var options = options
    options.progress = nil
    let runner = PlanRunner(
      plan: plan, options: options, isRejecting: true, identities: { .searched(search) })
    do throws(FileFailure) {
      _ = try runner.run({ NoSink() }) { _ in }
    } catch {
      throw Self.error(error, plan: plan)
    }
    return RepeatReport(search, names: plan.files.map { shortName(of: $0) })
  }

  /// The name of a file within its dump, which is named beside it.
  private func shortName(of file: PlannedFile) -> String {
    let folder = plan.dumps[file.dump] + "/"
    guard file.name.utf8.starts(with: folder.utf8) else { return file.name }
    return String(decoding: file.name.utf8.dropFirst(folder.utf8.count), as: UTF8.self)
  }

  static func checkUnchanged(_ plan: DumpPlan) throws(DumpError) {
    for (index, file) in plan.files.enumerated()
    where index == 0 || !file.sharesStoredArchive(with: plan.files[index - 1]) {
      do throws(ReadFailure) {
        try file.stored.checkUnchanged()
      } catch {
        throw DumpError(error, file: file.stored.name, line: 1)
      }
    }
  }

  /// Malformed records with the lines of their faults, in reading order.
  static func rejects(
    _ pending: [PendingReject], _ plan: DumpPlan
  ) throws(DumpError) -> [RejectedRecord] {
    let pending = pending.sorted { ($0.position, $0.fault) < ($1.position, $1.fault) }
    let faults = pending.map { RecordPosition(file: $0.position.file, byte: $0.fault) }
    let lines = try lines(of: faults, plan: plan)
    return zip(pending, lines).map { reject, line in
      RejectedRecord(
        position: reject.position, file: plan.files[reject.position.file].name, line: line,
        byte: reject.fault, reason: reject.reason, byteCount: reject.byteCount)
    }
  }

  /// The lines of positions in any order.
  private static func lines(
    of positions: [RecordPosition], plan: DumpPlan
  ) throws(DumpError) -> [Int] {
    try places(of: positions, plan: plan).map(\.line)
  }

  private static func places(
    of positions: [RecordPosition], plan: DumpPlan
  ) throws(DumpError) -> [LineCounter.Place] {
    var places = [LineCounter.Place](repeating: (line: 0, column: 0), count: positions.count)
    let byFile = Dictionary(grouping: positions.indices) { positions[$0].file }
    for (file, unsorted) in byFile where !plan.files[file].isPacked {
      let indexes = unsorted.sorted { positions[$0].byte < positions[$1].byte }
      do throws(ReadFailure) {
        let content = try plan.files[file].content()
        let found = try LineCounter.places(of: indexes.map { positions[$0].byte }, in: content)
        for (index, place) in zip(indexes, found) { places[index] = place }
      } catch {
        throw DumpError(error, file: plan.files[file].name, line: 1)
      }
    }
    try findPacked(&places, of: positions, plan: plan)
    return places
  }

  private static func findPacked(
    _ places: inout [LineCounter.Place], of positions: [RecordPosition], plan: DumpPlan
  ) throws(DumpError) {
    let packed = positions.indices.filter { plan.files[positions[$0].file].isPacked }
      .sorted { positions[$0] < positions[$1] }
    guard let first = packed.first else { return }
    do throws(ReadFailure) {
      let found = try PackLines.places(of: packed.map { positions[$0] }, in: plan)
      for (index, place) in zip(packed, found) { places[index] = place }
    } catch {
      throw DumpError(error, file: plan.files[positions[first].file].name, line: 1)
    }
  }

  static func error(_ failure: FileFailure, plan: DumpPlan) -> DumpError {
    let file = plan.files[failure.file]
    switch failure.failure {
    case .malformed(let byte, _), .damaged(let byte, _), .cutOff(let byte, _):
      let position = RecordPosition(file: failure.file, byte: byte)
      let lines = (try? lines(of: [position], plan: plan)) ?? [1]
      return DumpError(failure.failure, file: file.name, line: lines[0])
    case .unreadable, .io, .spanning, .pack:
      return DumpError(failure.failure, file: file.name, line: 1)
    }
  }
}

extension DumpError {
  init(_ failure: ReadFailure, file: String, line: Int) {
    switch failure {
    case .malformed(let byte, let reason), .damaged(let byte, let reason):
      self = .malformed(file: file, line: line, byte: byte, reason: reason)
    case .cutOff(let byte, let reason):
      self = .cutOff(file: file, line: line, byte: byte, reason: reason)
    case .unreadable(let reason): self = .unreadable(file: file, reason: reason)
    case .io(let reason): self = .io(file: file, reason: reason)
    case .pack(let error): self = .packs(error)
    case .spanning: preconditionFailure("records that span lines were not read again")
    }
  }
}
