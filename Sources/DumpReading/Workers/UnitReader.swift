internal import CensusModel
internal import Files

/// Reads the units of a plan, one after the other, for one thread.
final class UnitReader {
  private let plan: DumpPlan
  private let options: DumpReader.Options
  private let worker: Worker
  private let cutter: PieceCutter
  /// For one window after the other.
  private let memory = WindowMemory()
  private let hasher = LeafHasher()
  /// The file being read.
  private var file = 0

  init(plan: DumpPlan, options: DumpReader.Options, worker: Worker, queue: PieceQueue) {
    self.plan = plan
    self.options = options
    self.worker = worker
    cutter = PieceCutter(worker: worker, queue: queue, pieceByteCount: options.readByteCount)
  }

  /// How far the reading has come.
  var order: ReadingOrder { cutter.order }

  /// Reads the unit with this index.
  ///
  /// - Throws: the failure and the file it is in. What comes before it may have failed, too.
  func read(_ index: Int) throws(FileFailure) {
    let unit = plan.units[index]
    cutter.begin(unit: index)
    do throws(ReadFailure) {
      switch unit {
      case .lines(let file, let range):
        begin(file)
        if plan.files[file].isSpanning {
          // The first of its units reads all of it.
          if range.lowerBound == 0 { try readWhole(file) }
        } else {
          let stretch = range.lowerBound / options.chunkByteCount
          worker.begin(file: file, stretch: stretch)
          let lineCount = try readLines(of: file, in: range)
          if options.keepsOrigins {
            worker.add(StretchLines(file: file, stretch: stretch, count: lineCount))
          }
        }
      case .whole(let file):
        begin(file)
        try readWhole(file, options.progress)
      case .entries(let files): try readEntries(files)
      case .sha256(let file):
        self.file = file
        var digest = FileDigest()
        try unsafe plan.files[file].stored.source().forEachPiece { unsafe digest.update($0) }
        worker.add(sha256: digest.hexadecimal(), of: file)
      case .leaves(let file, let range):
        self.file = file
        try worker.add(StretchDigest(of: file, plan.files[file].stored, range, hasher).finish())
      case .packed(let file, let pack, let block):
        self.file = file
        try worker.take(plan.packs[pack], block: block)
      }
    } catch {
      throw FileFailure(file: file, failure: error)
    }
    if case .whole = unit { return }
    options.progress?.add(byteCount: plan.byteCount(of: unit))
  }

  private func begin(_ file: Int) {
    self.file = file
    worker.begin(file: file)
    cutter.begin(file: file)
  }

  /// A whole file, whatever its form.
  private func readWhole(_ file: Int, _ progress: RunProgress? = nil) throws(ReadFailure) {
    let planned = plan.files[file]
    let digest = digest(of: file, 0..<planned.stored.byteCount)
    try read(planned.content(progress, digest: digest), digest: digest)
    if let digest { try worker.add(digest.finish()) }
    if options.makesDigests, let leaves = try planned.stored.stream?.leaves() {
      worker.add(StretchLeaves(file: file, first: 0, leaves: leaves))
    }
  }

  /// Where what is read of a file is hashed; nil where that is done by another unit, or not at all.
  private func digest(of file: Int, _ range: Range<Int>) -> StretchDigest? {
    let planned = plan.files[file]
    guard planned.isHashedInReading(options) else { return nil }
    return StretchDigest(of: file, planned.stored, range, hasher)
  }

  /// - Returns: how many lines begin in the range, but for the first of the file; 0 where lines are
  ///   not counted.
  private func readLines(of file: Int, in range: Range<Int>) throws(ReadFailure) -> Int {
    let start = max(0, range.lowerBound - 1)
    let source = try plan.files[file].stored.source(from: start)
    source.stretchEnd = range.upperBound
    let digest = digest(of: file, range)
    source.digest = digest
    let window = ByteWindow(
      source: source, start: start, readByteCount: options.readByteCount, memory: memory)
    if options.keepsOrigins { window.countLines() }
    let reader = LineReader(window: window, handler: worker, mode: .strict)
    let first = range.lowerBound == 0 ? 0 : try reader.firstLine(in: range)
    var lineCount = 0
    if let first {
      let end = try reader.read(from: first, before: range.upperBound)
      // The last line feed before the end begins a line of the next stretch; the last line of a
      // content need not have one.
      let lineEnds = window.place(at: min(end, window.end)).line
      lineCount = end > window.end ? lineEnds : max(0, lineEnds - 1)
    }
    if let digest { try worker.add(digest.finish()) }
    return lineCount
  }

  /// Reads a whole content; records before a failure are handed over before it is thrown.
  private func read(
    _ content: any ByteSource, digest: StretchDigest? = nil
  ) throws(ReadFailure) {
    do throws(ReadFailure) {
      try readForm(content, digest: digest)
    } catch {
      try cutter.flush()
      throw error
    }
    try cutter.flush()
  }

  private func readForm(
    _ content: any ByteSource, digest: StretchDigest?
  ) throws(ReadFailure) {
    var window = ByteWindow(
      source: content, readByteCount: options.readByteCount, memory: memory)
    let planned = plan.files[file]
    var form = try Form(of: scanner(window))
    if form == .lines, planned.isSpanning { form = .spanning }
    if window.base > 0 {
      // Looking at a first value that is too long for memory took its beginning: once more.
      window = ByteWindow(
        source: try planned.content(digest: digest), readByteCount: options.readByteCount,
        memory: memory)
    }
    if options.keepsOrigins { window.countLines() }
    switch form {
    case .lines:
      try LineReader(window: window, handler: cutter, mode: .strict).read(from: 0, before: .max)
    case .spanning:
      // Pieces end at line ends, and these records need not: one thread takes them.
      try LineReader(window: window, handler: worker, mode: .spanning).read(from: 0, before: .max)
    case .values:
      try ValueReader(scanner: scanner(window), handler: cutter, file: planned.name).read()
    }
  }

  private func scanner(_ window: ByteWindow) -> JSONScanner {
    JSONScanner(window: window, at: 0, valueByteCountMax: options.recordByteCountMax)
  }

  private func readEntries(_ files: Range<Int>) throws(ReadFailure) {
    var row: TarRow?
    for next in files {
      begin(next)
      let planned = plan.files[next]
      if row == nil { row = TarRow(planned) }
      if let content = try row?.content(of: planned) {
        try read(planned.decoded(content))
      } else {
        try read(planned.content())
      }
    }
  }
}

/// A failure with the index of the file it is in.
struct FileFailure: Error {
  var file: Int
  var failure: ReadFailure
}
