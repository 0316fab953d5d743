internal import CensusModel
internal import Files
internal import Sealing
internal import Synchronization

/// Reads a plan; with a store, portion by portion, each of which is kept there.
struct PortionedReading {
  /// With what was found out about files while they were read.
  private(set) var plan: DumpPlan
  private let options: DumpReader.Options
  private(set) var batches: [RecordBatch] = []
  private(set) var results: [WorkerResult] = []
  /// Portions that were taken from the store.
  private(set) var restoredCount = 0

  init(_ plan: DumpPlan, _ options: DumpReader.Options) {
    self.plan = plan
    self.options = options
  }

  /// Reads everything that is not in the store.
  ///
  /// A file may turn out to have records that span lines after portions of it were read line by
  /// line. Then the reading goes back to the portion in which the file begins.
  mutating func read() throws(PortionFailure) {
    results = plan.packs.map(\.result)
    let portions = plan.portions(of: options.store?.portionByteCount ?? .max)
    /// How many batches and results there were before each portion.
    var marks: [(batches: Int, results: Int)] = []
    while marks.count < portions.count {
      let units = portions[marks.count]
      marks.append((batches.count, results.count))
      let spanning = try read(units)
      if spanning.isEmpty { continue }
      for file in spanning { plan.files[file].isSpanning = true }
      let restart = portions.firstIndex { holds(unitOf: spanning, $0) } ?? 0
      batches.removeSubrange(marks[restart].batches...)
      results.removeSubrange(marks[restart].results...)
      marks.removeSubrange(restart...)
      let again = portions[restart].lowerBound..<units.upperBound
      options.progress?.expectAgain(byteCount: byteCount(of: again))
    }
    try checkSpill()
  }

  private func checkSpill() throws(PortionFailure) {
    if let failure = options.spill?.failure { throw .spilling(failure) }
    if let overflow = options.spill?.textOverflow { throw .texts(byteCountMax: overflow) }
  }

  private func holds(unitOf files: Set<Int>, _ units: Range<Int>) -> Bool {
    units.contains { plan.units[$0].files.contains(where: files.contains) }
  }

  private func byteCount(of units: Range<Int>) -> Int {
    units.reduce(0) { $0 + plan.byteCount(of: plan.units[$1]) }
  }

  /// Reads a portion, or takes it from the store.
  ///
  /// - Returns: the indexes of the files with records that span lines; if there are any, nothing
  ///   was added.
  private mutating func read(_ units: Range<Int>) throws(PortionFailure) -> Set<Int> {
    guard let store = options.store else { return try readUnits(units) }
    let before = batches.count
    let spanning = try read(units, store)
    for batch in batches[before...] { batch.seal() }
    return spanning
  }

  private mutating func read(
    _ units: Range<Int>, _ store: PortionStore
  ) throws(PortionFailure) -> Set<Int> {
    let files = files(of: units)
    guard let description = description(of: units, files) else { return try readUnits(units) }
    let base = PortionBase(file: files.lowerBound, dump: plan.files[files.lowerBound].dump)
    let name = store.name(of: description)
    if restore(name, base, store) {
      restoredCount += 1
      for unit in units { options.progress?.add(byteCount: plan.byteCount(of: plan.units[unit])) }
      return []
    }
    let (batchCount, resultCount) = (batches.count, results.count)
    let spanning = try readUnits(units)
    // What changed meanwhile is not kept.
    guard spanning.isEmpty, self.description(of: units, files) == description else {
      return spanning
    }
    do throws(FileError) {
      var sink = ByteSink()
      sink.varint(results.count - resultCount)
      for result in results[resultCount...] { try result.encode(into: &sink, from: base) }
      sink.varint(batches.count - batchCount)
      for batch in batches[batchCount...] { try batch.encode(into: &sink, from: base) }
      try store.save(sink.bytes, as: name)
    } catch {
      throw .spilling(error)
    }
    return []
  }

  /// - Returns: the indexes of the files with records that span lines; if there are any, nothing
  ///   was added.
  private mutating func readUnits(_ units: Range<Int>) throws(PortionFailure) -> Set<Int> {
    var part = plan
    part.units = Array(plan.units[units])
    let packed = Locked<[RecordBatch]>([])
    let nextBatch = Atomic<Int>(batches.count)
    let spill = options.spill
    let runner = PlanRunner(
      plan: part, options: options, isRejecting: options.onError == .reject,
      identities: { .logged(IdentityLog(spill: spill)) })
    do throws(FileFailure) {
      let results = try runner.run({ [options] in
        let number = nextBatch.wrappingAdd(1, ordering: .relaxed).oldValue
        return PackingSink(
          spill: options.spill, batchNumber: options.keepsOrigins ? number : nil)
      }) { sink in
        let batch = sink.batch
        packed.withLock { $0.append(batch) }
      }
      if runner.spanningFiles.isEmpty {
        self.results += results
        batches += packed.withLock { $0 }
      }
    } catch {
      // Whatever else was found, this came first.
      try checkSpill()
      // What such a file was refused for may not be wrong with it.
      if runner.spanningFiles.isEmpty { throw .reading(error) }
    }
    try checkSpill()
    return runner.spanningFiles
  }

  private mutating func restore(
    _ name: String, _ base: PortionBase, _ store: PortionStore
  ) -> Bool {
    guard let content = store.load(name) else { return false }
    let restored = unsafe content.withUnsafeBytes { bytes in
      var cursor = unsafe ByteCursor(bytes)
      return try? parse(&cursor, from: base)
    }
    guard let restored else { return false }
    results += restored.results
    batches += restored.batches
    return true
  }

  private func parse(
    _ cursor: inout ByteCursor, from base: PortionBase
  ) throws(ByteCursor.Refusal) -> (results: [WorkerResult], batches: [RecordBatch]) {
    let spill = options.spill
    let results = try cursor.list { (cursor) throws(ByteCursor.Refusal) in
      try WorkerResult(parsing: &cursor, from: base, spill: spill)
    }
    var number = batches.count
    let batches = try cursor.list { (cursor) throws(ByteCursor.Refusal) in
      defer { number += 1 }
      return try RecordBatch(
        parsing: &cursor, from: base, spill: spill,
        number: options.keepsOrigins ? number : nil)
    }
    try cursor.finish()
    return (results, batches)
  }

  private func files(of units: Range<Int>) -> Range<Int> {
    // Files of packed files need not come in the order of their units.
    let files = plan.units[units].map(\.files)
    let start = files.reduce(files[0].lowerBound) { min($0, $1.lowerBound) }
    return start..<files.reduce(start) { max($0, $1.upperBound) }
  }

  /// All that decides what is read; nil where something has no identity, as standard input.
  private func description(of units: Range<Int>, _ files: Range<Int>) -> String? {
    var lines = [
      "\(options.onError) \(options.recordByteCountMax) \(options.depthMax)",
      "\(options.makesDigests) \(options.keepsOrigins) \(options.chunkByteCount)",
    ]
    let firstDump = plan.files[files.lowerBound].dump
    for index in files {
      let file = plan.files[index]
      guard let stamp = file.stored.stampNow else { return nil }
      let name = "\(file.isSpanning) \(file.name.utf8.count) \(file.name)"
      lines.append("\(stamp) \(file.dump - firstDump) \(file.steps.map(\.entry.offset)) \(name)")
    }
    for unit in plan.units[units] {
      lines.append(Self.description(of: unit, from: files.lowerBound))
    }
    return lines.joined(separator: "\n")
  }

  private static func description(of unit: DumpPlan.Unit, from base: Int) -> String {
    switch unit {
    case .lines(let file, let range): "lines \(file - base) \(range)"
    case .whole(let file): "whole \(file - base)"
    case .sha256(let file): "sha256 \(file - base)"
    case .leaves(let file, let range): "leaves \(file - base) \(range)"
    case .packed(let file, let pack, let block): "packed \(file - base) \(pack) \(block ?? -1)"
    case .entries(let files): "entries \(files.lowerBound - base) \(files.count)"
    }
  }
}

/// Why a portion could not be read or kept.
enum PortionFailure: Error {
  case reading(FileFailure)
  case spilling(FileError)
  case texts(byteCountMax: Int)
}
