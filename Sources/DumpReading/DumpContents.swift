internal import Synchronization

/// What a dump holds, reduced to what the audit needs.
public struct DumpContents: Sendable {
  /// The records of the wanted models, in no order.
  public var batches: [RecordBatch] = []
  /// The files that were read; `RecordPosition.file` counts them.
  public var files: [DumpFile] = []
  /// The malformed records in reading order, with `.reject`.
  public var rejects: [RejectedRecord] = []
  /// Well-formed records by wanted model type.
  public var modelCounts: [String: Int] = [:]
  /// Records of other model types, by type.
  public var skippedModels: [String: Int] = [:]
  /// The models of which pages or records are missing. The caller decides what that means.
  public var incompleteModels: [IncompleteModel] = []
  /// `platform.json` of each dump that has one.
  public var platformFiles: [PlatformFile] = []
  /// Hidden files and folders, and what is no file: they were not read.
  public var skippedFiles: [String] = []

  private let plan: DumpPlan
  private let options: DumpReader.Options

  init(reading plan: DumpPlan, options: DumpReader.Options) throws(DumpError) {
    self.plan = plan
    self.options = options
    platformFiles = plan.platformFiles
    skippedFiles = plan.skippedFiles
    let results: [WorkerResult]
    (batches, results) = try Self.read(plan, options)
    try merge(results)
  }

  /// The line, from 1, of a record; the file is read again.
  public func line(of position: RecordPosition) throws(DumpError) -> Int {
    try Self.lines(of: [position], plan: plan)[0]
  }

  /// Reads a file once more, as it is stored, piece by piece.
  ///
  /// - Parameters:
  ///   - file: index into `files`; every entry of a zip stands for the whole zip.
  ///   - body: takes the bytes in order.
  public func readStored(
    file: Int, _ body: (UnsafeRawBufferPointer) -> Void
  ) throws(DumpError) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { buffer.deallocate() }
    do throws(ReadFailure) {
      let source = try plan.files[file].stored.source()
      while true {
        let count = try source.read(into: buffer)
        if count == 0 { return }
        body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      }
    } catch {
      throw DumpError(error, file: plan.files[file].name, line: 1)
    }
  }

  /// The raw bytes of records that are well-formed but stand in the wrong place: a second pass over
  /// the dump. In reading order.
  ///
  /// - Parameters:
  ///   - locations: all records are handed back that name one of these as their place.
  ///   - nodes: and the hierarchy nodes that stand at these positions.
  public func rawRecords(
    at locations: Set<Location>, nodes: Set<RecordPosition>
  ) throws(DumpError) -> [RawRecord] {
    typealias Found = (position: RecordPosition, location: Location, bytes: [UInt8])
    let collected = Mutex<[Found]>([])
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
        location: record.location, bytes: record.bytes)
    }
  }
}

extension DumpContents {
  private static func read(
    _ plan: DumpPlan, _ options: DumpReader.Options
  ) throws(DumpError) -> ([RecordBatch], [WorkerResult]) {
    do throws(PortionFailure) {
      var reading = PortionedReading(plan, options)
      try reading.read()
      return (reading.batches, reading.results)
    } catch {
      switch error {
      case .reading(let failure): throw Self.error(failure, plan: plan)
      case .spilling(let failure): throw .spilling(failure)
      }
    }
  }

  private mutating func merge(_ results: [WorkerResult]) throws(DumpError) {
    var read = [Int](repeating: 0, count: plan.files.count)
    var counted = read
    var rejected = read
    var pages = PageTally()
    for result in results {
      for count in result.counts {
        read[count.file] += count.read
        counted[count.file] += count.counted
        rejected[count.file] += count.rejected
      }
      modelCounts.merge(result.modelCounts, uniquingKeysWith: +)
      for (type, count) in result.skippedModels {
        skippedModels[String(decoding: type, as: UTF8.self), default: 0] += count
      }
      pages.merge(result.pages)
    }
    files = plan.files.indices.map { index in
      DumpFile(
        plan.files[index], read: read[index], counted: counted[index], rejected: rejected[index])
    }
    incompleteModels = pages.incomplete(dumps: plan.dumps)
    rejects = try self.rejects(results.flatMap(\.rejects))
  }

  private func rejects(_ pending: [PendingReject]) throws(DumpError) -> [RejectedRecord] {
    let pending = pending.sorted { ($0.position, $0.fault) < ($1.position, $1.fault) }
    let faults = pending.map { RecordPosition(file: $0.position.file, byte: $0.fault) }
    let lines = try Self.lines(of: faults, plan: plan)
    return zip(pending, lines).map { reject, line in
      RejectedRecord(
        position: reject.position, file: plan.files[reject.position.file].name, line: line,
        byte: reject.fault, reason: reject.reason, bytes: reject.bytes)
    }
  }

  /// The lines of positions in any order.
  private static func lines(
    of positions: [RecordPosition], plan: DumpPlan
  ) throws(DumpError) -> [Int] {
    var lines = [Int](repeating: 0, count: positions.count)
    let byFile = Dictionary(grouping: positions.indices) { positions[$0].file }
    for (file, unsorted) in byFile {
      let indexes = unsorted.sorted { positions[$0].byte < positions[$1].byte }
      do throws(ReadFailure) {
        let content = try plan.files[file].content()
        let found = try LineCounter.lines(of: indexes.map { positions[$0].byte }, in: content)
        for (index, line) in zip(indexes, found) { lines[index] = line }
      } catch {
        throw DumpError(error, file: plan.files[file].name, line: 1)
      }
    }
    return lines
  }

  private static func error(_ failure: FileFailure, plan: DumpPlan) -> DumpError {
    let file = plan.files[failure.file]
    switch failure.failure {
    case .malformed(let byte, _), .damaged(let byte, _):
      let position = RecordPosition(file: failure.file, byte: byte)
      let lines = (try? lines(of: [position], plan: plan)) ?? [1]
      return DumpError(failure.failure, file: file.name, line: lines[0])
    case .unreadable, .io: return DumpError(failure.failure, file: file.name, line: 1)
    }
  }
}

extension DumpError {
  init(_ failure: ReadFailure, file: String, line: Int) {
    switch failure {
    case .malformed(let byte, let reason), .damaged(let byte, let reason):
      self = .malformed(file: file, line: line, byte: byte, reason: reason)
    case .unreadable(let reason): self = .unreadable(file: file, reason: reason)
    case .io(let reason): self = .io(file: file, reason: reason)
    }
  }
}
