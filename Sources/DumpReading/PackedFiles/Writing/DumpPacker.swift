internal import CensusModel
internal import Files
internal import Synchronization

/// Makes a packed file of a dump, of some of its files, or of a range of one.
public struct DumpPacker {
  /// The part of the inputs that is packed.
  public struct Choice: Sendable {
    /// The dump that the inputs are files of; without, each is a dump of its own.
    public var dump: String?
    /// The name of the only input, a file, in place of its path.
    public var name: String?
    /// The bytes of the only file: its lines that begin in them.
    public var range: Range<Int>?
    /// Records to be left out as malformed, beside those that are malformed by themselves.
    public var misplaced: MisplacedRecords?
    /// Of how many malformed records, the first ones, the bytes are kept.
    public var keptRejectCount = 0
    /// How much of the input is sorted at a time. A tuning constant: other values, other blocks.
    public var portionByteCount = 256 << 20

    /// All of it.
    public init() {}
  }

  /// Numbers of what was packed.
  public struct Outcome: Sendable {
    /// Files that were read, entries of archives each.
    public var fileCount = 0
    /// Records met, malformed ones included.
    public var recordCount = 0
    /// Malformed records, left out.
    public var rejectedCount = 0
    /// Hierarchy nodes and settings of customers.
    public var headCount = 0
    /// Bytes of the dump as stored.
    public var inputByteCount = 0
  }

  private(set) var plan: DumpPlan
  private let options: DumpReader.Options
  private(set) var choice: Choice
  private(set) var rejects: [PendingReject] = []

  /// Finds what there is to read.
  ///
  /// - Parameter options: how to read; spilling and keeping portions are not used.
  public init(
    dumps: [String], options: DumpReader.Options, choice: Choice = Choice()
  ) throws(DumpError) {
    var options = options
    options.makesDigests = true
    options.keepsOrigins = true
    options.archivesAreDumps = choice.dump == nil
    options.spill = nil
    options.store = nil
    self.options = options
    self.choice = choice
    plan = try DumpPlan(of: dumps, options)
    if let pack = plan.packs.first {
      throw .packs(.unreadable(file: pack.file.name, reason: "it is a packed file already"))
    }
    if let name = choice.name { plan.name(PathText.shown(dumps[0]), name) }
    if let dump = choice.dump { plan.belong(to: dump) }
    self.choice.misplaced?.locate(in: plan)
    if let range = choice.range { try cut(range) }
  }

  /// Writes the file. Nil where what was written is void, and all is to be written once more: files
  /// turned out to have records that span lines.
  ///
  /// - Parameter outputs: take the bytes of the file, and of its index.
  public mutating func write(_ outputs: PackOutputs) throws(DumpError) -> Outcome? {
    if !plan.isArriving { options.progress?.expect(byteCount: plan.byteCount) }
    do throws(PackingFailure) {
      return try writePortions(outputs)
    } catch {
      switch error {
      case .reading(let failure): throw DumpContents.error(failure, plan: plan)
      case .writing(let failure): throw .spilling(failure)
      case .dump(let error): throw error
      }
    }
  }

  /// The malformed records that were left out, in reading order.
  public func rejectedRecords() throws(DumpError) -> [RejectedRecord] {
    try DumpContents.rejects(rejects, plan)
  }

  /// Reads malformed records once more.
  public func reader(of rejects: [RejectedRecord]) -> RejectReader { RejectReader(rejects, plan) }

  // MARK: Portions

  private enum PackingFailure: Error {
    case reading(FileFailure)
    case writing(FileError)
    case dump(DumpError)
  }

  private mutating func writePortions(
    _ outputs: PackOutputs
  ) throws(PackingFailure) -> Outcome? {
    var writer = try Self.writing { () throws(FileError) in
      try PackWriter(profile: options.profile.digest, outputs)
    }
    var outcome = Outcome(fileCount: plan.files.count)
    var lines = PortionLines(beginsAfterLineEnd: try endsLine(before: choice.range?.lowerBound))
    rejects = []
    for units in plan.portions(of: choice.portionByteCount) {
      let (portion, spanning) = try read(units)
      if !spanning.isEmpty {
        try restart(spanning)
        return nil
      }
      lines.add(portion.results)
      try Self.writing { () throws(FileError) in try writer.append(portion, lines) }
      for batch in portion.batches.values {
        outcome.headCount += batch.nodes.count + batch.settings.count
      }
      for result in portion.results {
        rejects += result.rejects
        outcome.recordCount += result.counts.reduce(0) { $0 + $1.read }
        outcome.rejectedCount += result.rejects.count
      }
    }
    outcome.inputByteCount = plan.byteCount
    writer.add(try Self.reading { () throws(FileFailure) in try directoryRejects() })
    try keepRejects(in: &writer)
    let lastLineEndCount = try endsLine(before: choice.range?.upperBound) ? 1 : 0
    let part = choice.range.map { range in
      PackWriter.Part(range: range, lineEndCount: lines.lineEndCount + lastLineEndCount)
    }
    do throws(DumpError) {
      try DumpContents.checkUnchanged(plan)
      try writer.finish(plan, options.profile, part)
    } catch {
      throw .dump(error)
    }
    return outcome
  }

  /// True if the byte before another one of the only file, of which a range is read, ends a line.
  private func endsLine(before offset: Int?) throws(PackingFailure) -> Bool {
    guard let offset, offset > 0 else { return false }
    return try Self.reading { () throws(FileFailure) in
      do throws(ReadFailure) {
        return try plan.files[0].stored.source(from: offset - 1, to: offset).take(1) == [0x0A]
      } catch {
        throw FileFailure(file: 0, failure: error)
      }
    }
  }

  /// Keeps the bytes of the first malformed records.
  private func keepRejects(in writer: inout PackWriter) throws(PackingFailure) {
    if choice.keptRejectCount == 0 { return }
    let kept = rejects.sorted { ($0.position, $0.fault) < ($1.position, $1.fault) }
      .prefix(choice.keptRejectCount)
    var reader = RejectReader(
      kept.map { reject in
        RejectedRecord(
          position: reject.position, file: plan.files[reject.position.file].name, line: 1,
          byte: reject.fault, reason: reject.reason, byteCount: reject.byteCount)
      }, plan)
    for index in kept.indices {
      let bytes: [UInt8]?
      do throws(DumpError) {
        bytes = try reader.read()?.bytes
      } catch {
        throw .dump(error)
      }
      guard let bytes else { break }
      try Self.writing { () throws(FileError) in try writer.append(bytes, ofReject: index) }
    }
    try Self.writing { () throws(FileError) in try writer.finishRejects() }
  }

  /// Reads units, and gives the files with records that span lines; if there are any, nothing else
  /// counts.
  private func read(
    _ units: Range<Int>
  ) throws(PackingFailure) -> (portion: PackPortion, spanning: Set<Int>) {
    var part = plan
    part.units = Array(plan.units[units])
    let notes = Locked<[PageNotes]>([])
    let packed = Locked(PackPortion())
    let next = Atomic<Int>(0)
    let runner = PlanRunner(
      plan: part, options: options, isRejecting: options.onError == .reject,
      identities: {
        let made = PageNotes()
        notes.withLock { $0.append(made) }
        return .noted(made)
      })
    var results: [WorkerResult] = []
    let misplaced = choice.misplaced
    do throws(FileFailure) {
      results = try runner.run({
        PackSink(
          number: next.wrappingAdd(1, ordering: .relaxed).oldValue, misplaced: misplaced)
      }) { sink in
        packed.withLock { $0.add(sink) }
      }
    } catch {
      // What such a file was refused for may not be wrong with it.
      if runner.spanningFiles.isEmpty { throw .reading(error) }
    }
    var portion = packed.withLock { $0 }
    portion.results += results
    portion.notes = notes.withLock { $0 }
    return (portion, runner.spanningFiles)
  }

  private mutating func restart(_ spanning: Set<Int>) throws(PackingFailure) {
    if choice.range != nil {
      throw .dump(
        .packs(
          .range(
            file: plan.files[0].name,
            reason: "its records share lines or span them, so that no range of it can be read by "
              + "itself; pack the whole file")))
    }
    for file in spanning { plan.files[file].isSpanning = true }
    options.progress?.expectAgain(byteCount: plan.byteCount)
  }

  private static func reading<Value>(
    _ body: () throws(FileFailure) -> Value
  ) throws(PackingFailure) -> Value {
    do throws(FileFailure) { return try body() } catch { throw .reading(error) }
  }

  private static func writing<Value>(
    _ body: () throws(FileError) -> Value
  ) throws(PackingFailure) -> Value {
    do throws(FileError) { return try body() } catch { throw .writing(error) }
  }
}

extension DumpPacker {
  /// Leaves nothing in the plan but the lines of a range.
  private mutating func cut(_ range: Range<Int>) throws(DumpError) {
    guard plan.files.count == 1, let file = plan.files.first else {
      throw .packs(
        .range(file: plan.dumps[0], reason: "a range is one of a single file; give one"))
    }
    let byteCount = file.stored.byteCount
    func refuse(_ reason: String) -> DumpError {
      .packs(.range(file: file.name, reason: reason))
    }
    let isPlain =
      file.steps.isEmpty && file.compression == nil && file.byteOrder == nil
      && file.stored.stream == nil
    guard isPlain, isOfLines(file.stored) else {
      throw refuse("only of a plain file of JSON Lines can a range be read by itself")
    }
    let leaf = PackFormat.rangeByteCount
    guard range.lowerBound % leaf == 0, range.lowerBound < byteCount,
      range.upperBound % leaf == 0 || range.upperBound == byteCount,
      range.upperBound <= byteCount
    else {
      throw refuse(
        "a range begins at a multiple of \(leaf) bytes, and ends at one or with the file, which "
          + "has \(byteCount) bytes")
    }
    plan.units = stride(from: range.lowerBound, to: range.upperBound, by: options.chunkByteCount)
      .map { .lines(file: 0, $0..<min($0 + options.chunkByteCount, range.upperBound)) }
    if !file.isHashedInReading(options) { plan.units.append(.leaves(file: 0, range)) }
  }

  private func isOfLines(_ stored: StoredFile) -> Bool {
    let window = try? ByteWindow(source: stored.source(), readByteCount: options.readByteCount)
    let form = window.flatMap { window in
      try? Form(
        of: JSONScanner(
          window: window, at: 0, valueByteCountMax: options.recordByteCountMax))
    }
    return form == .lines
  }
}

extension DumpPlan {
  /// Gives the only input, a file, another name, and all that is in it.
  fileprivate mutating func name(_ old: String, _ new: String) {
    func renamed(_ name: String) -> String {
      guard name.utf8.starts(with: old.utf8) else { return name }
      return new + String(decoding: name.utf8.dropFirst(old.utf8.count), as: UTF8.self)
    }
    dumps = dumps.map(renamed)
    for index in files.indices {
      files[index].name = renamed(files[index].name)
      files[index].stored.name = renamed(files[index].stored.name)
      for step in files[index].steps.indices {
        files[index].steps[step].name = renamed(files[index].steps[step].name)
      }
    }
    for index in platformFiles.indices {
      platformFiles[index].name = renamed(platformFiles[index].name)
    }
    skippedFiles = skippedFiles.map(renamed)
    excludedFiles = excludedFiles.map(renamed)
  }

  /// Makes all files those of one dump.
  fileprivate mutating func belong(to dump: String) {
    dumps = [dump]
    for index in files.indices { files[index].dump = 0 }
    for index in manifests.indices { manifests[index].dump = 0 }
  }
}
