internal import CRecordParser

/// The counts of a worker, and where its records go.
struct WorkerTally {
  let sink: any RecordSink
  private let spill: RecordSpill?
  private let models: [DumpProfile.Model]
  /// By model.
  private let roles: [Role]
  private var modelCounts: [Int]
  private var conditions: [ModelConditions]
  private var result = WorkerResult()
  let identities: IdentityUse
  /// Hash seeds, by model of the profile.
  private let modelSeeds: [UInt64]
  /// The records that follow are in a page.
  var isInsidePage = false
  private var skippedTypes = SkippedTypes()
  /// The stretch of the file from which records come.
  var stretch = 0
  /// The file being read, and its dump.
  private var file = 0
  private var dump = 0
  private var readCount = 0
  private var countedCount = 0
  private var rejectCount = 0
  /// Records of files that ended, and those of this file that have been reported.
  private var endedCount = 0
  private var toldCount = 0

  /// - Parameter spill: where it is counted how much models of pages take.
  init(
    profile: CompiledProfile, sink: any RecordSink, identities: IdentityUse, spill: RecordSpill?
  ) {
    self.spill = spill
    self.sink = sink
    self.identities = identities
    modelSeeds = profile.models.map { model in
      unsafe Array(model.type.utf8).withUnsafeBytes { unsafe IdentityHash.seed(ofModel: $0) }
    }
    models = profile.models
    roles = models.map(\.role)
    conditions = models.map(ModelConditions.init)
    modelCounts = [Int](repeating: 0, count: models.count)
  }

  /// Announces records of this file.
  mutating func begin(file: Int, dump: Int) {
    endFile()
    self.file = file
    self.dump = dump
  }

  /// All that was seen.
  mutating func finish() -> WorkerResult {
    endFile()
    for (model, count) in zip(models, modelCounts) where count > 0 {
      result.modelCounts[model.type, default: 0] += count
    }
    for conditions in conditions {
      result.leftOut.merge(conditions.leftOut, uniquingKeysWith: +)
    }
    result.skippedModels = skippedTypes.listed
    if case .logged(let log) = identities { result.identities = log }
    return result
  }

  private mutating func endFile() {
    if readCount > 0 || rejectCount > 0 {
      result.counts.append(
        WorkerResult.FileCount(
          file: file, read: readCount, counted: countedCount, rejected: rejectCount))
    }
    endedCount += readCount - toldCount
    toldCount = 0
    readCount = 0
    countedCount = 0
    rejectCount = 0
  }

  /// Counts a record and hands it over if it is wanted; false for what is not a record.
  mutating func accept(_ record: UnsafePointer<uc_record>, at place: TextPlace) -> Bool {
    let position = place.byte
    switch unsafe record.pointee.kind {
    case UC_RECORD_WANTED:
      readCount += 1
      let model = unsafe record.pointee.model
      modelCounts[model] += 1
      unsafe result.spellings.add(record)
      if isInsidePage { unsafe note(record, seed: modelSeeds[model], at: position) }
      if !conditions[model].isEmpty, unsafe leavesOut(record, at: place) { return true }
      countedCount += roles[model].isCounted ? 1 : 0
      unsafe sink.accept(
        record, role: roles[model], at: RecordPlace(file: file, stretch: stretch, place))
      return true
    case UC_RECORD_SKIPPED:
      readCount += 1
      let seed = unsafe skippedTypes.add(record.pointee.model_type.content)
      if isInsidePage { unsafe note(record, seed: seed, at: position) }
      return true
    default: return false
    }
  }

  /// True if a condition leaves a record out.
  private mutating func leavesOut(
    _ record: UnsafePointer<uc_record>, at place: TextPlace
  ) -> Bool {
    let (file, stretch) = (file, stretch)
    let failure = unsafe conditions[record.pointee.model]
      .failure(of: record, at: RecordPlace(file: file, stretch: stretch, place))
    guard let failure else { return false }
    unsafe sink.leaveOut(record, failure)
    return true
  }

  private func note(_ record: UnsafePointer<uc_record>, seed: UInt64, at position: Int) {
    if unsafe record.pointee.pkid.length == 0 { return }
    let hash = unsafe IdentityHash.moved(IdentityHash.hash(of: record, seed: seed), byDumps: dump)
    switch identities {
    case .ignored: break
    case .logged(let log): log.add(hash)
    case .noted(let notes):
      unsafe notes.take(record, at: RecordPosition(file: file, byte: position))
    case .searched(let search):
      unsafe search.take(
        record, hash: hash, dump: dump, at: RecordPosition(file: file, byte: position))
    }
  }

  /// Records of packed files: they are reported, and counted in the files' own numbers.
  mutating func tell(unpackedCount: Int) { endedCount += unpackedCount }

  /// How many records were read since this was asked last.
  mutating func takeNewRecordCount() -> Int {
    defer {
      endedCount = 0
      toldCount = readCount
    }
    return endedCount + readCount - toldCount
  }

  /// Puts a malformed record aside.
  mutating func reject(_ range: Range<Int>, fault: Int, reason: String) {
    readCount += 1
    rejectCount += 1
    result.rejects.append(
      PendingReject(
        position: RecordPosition(file: file, byte: range.lowerBound), fault: fault,
        reason: reason, byteCount: range.count))
  }

  /// The SHA-256 of the stored file that contains a file.
  mutating func add(sha256: String, of file: Int) { result.sha256[file] = sha256 }

  /// How many lines begin in a stretch.
  mutating func add(_ lines: StretchLines) { result.lines.append(lines) }

  /// Leaves of the tree hash of a stored file.
  mutating func add(_ stretch: StretchLeaves) { result.stretches.append(stretch) }

  /// The end of a page.
  mutating func add(_ page: Page) {
    if result.pages.add(page, dump: dump) {
      unsafe page.modelType.withUnsafeBytes { unsafe spill?.keep($0, .pageModel) }
    }
    switch identities {
    case .searched(let search): search.take(page, file: file, dump: dump)
    case .noted(let notes): notes.take(page, file: file)
    case .ignored, .logged: break
    }
  }
}
