internal import CensusModel

/// A look at dumps before they are read: which files there are, and what their beginnings hold.
///
/// The beginning of each file is parsed as a reading would parse it, so that the numbers of records,
/// and the time, of the whole can be estimated.
public struct DumpSurvey: Sendable {
  /// A file, or an entry of an archive.
  public struct File: Sendable {
    /// `dump/phones.jsonl`, or `dump/export.zip:phones.json`.
    public var name: String
    /// How it is packed; nil for a plain file.
    public var compression: String?
    /// True if it has one record a line; else it is list pages, or an array of records.
    public var isLines = true
    /// As stored; of an entry of an archive, as it is without the archive.
    public var byteCount: Int?
    /// Records of its beginning by model type.
    public var models: [String: Int] = [:]
    /// Bytes of its beginning, decompressed.
    public var sampledByteCount = 0
    /// How much larger the whole is than the beginning; 1 where all of it was looked at.
    public var scale = 1.0
    /// True if all of it was looked at.
    public var isWhole = false
    /// How long its beginning took.
    public var duration = Duration.zero
    /// The fault in its beginning that a reading would refuse.
    public var fault: DumpError?
  }

  /// In reading order.
  public private(set) var files: [File] = []
  /// Bytes as stored, of all.
  public private(set) var byteCount: Int
  /// Hidden files and folders: they are not read.
  public let skippedFiles: [String]
  /// The files and records that were left out as asked.
  public let excludedFiles: [String]
  /// Files that a manifest has and the dump has not, or the other way round, and other sizes.
  public let manifestDifferences: [ManifestDifference]
  /// `platform.json` of each dump that has one.
  public let platformFiles: [PlatformFile]

  /// Names a temporary file by what it was made of.
  package mutating func describe(_ path: String, as name: String, byteCount: Int) {
    for index in files.indices where files[index].name.isExactly(path) {
      self.byteCount += byteCount - (files[index].byteCount ?? 0)
      files[index].name = name
      files[index].byteCount = byteCount
    }
  }

  /// Of each file so much is looked at, less where there are many. Tuning constants.
  private static let sampleByteCountMax = 1 << 20
  private static let sampleByteCountMin = 16 << 10
  private static let totalByteCount = 64 << 20

  /// How much of each of so many files is looked at.
  static func sampleByteCount(of fileCount: Int) -> Int {
    min(sampleByteCountMax, max(sampleByteCountMin, totalByteCount / max(1, fileCount)))
  }

  /// Looks at dumps.
  ///
  /// - Parameters:
  ///   - dumps: a directory or a file each.
  ///   - options: how they would be read.
  /// - Throws: what keeps a reading from beginning: `.unreadable`, `.io`, a damaged zip or manifest.
  public init(of dumps: [String], options: DumpReader.Options) throws(DumpError) {
    let plan = try DumpPlan(of: dumps, options)
    if let pack = plan.packs.first {
      throw .packs(
        .unreadable(
          file: pack.file.name, reason: "it is a packed file, of which there is nothing to estimate"
        )
      )
    }
    try plan.complete()
    byteCount = plan.storedByteCount
    skippedFiles = plan.skippedFiles
    excludedFiles = plan.excludedFiles
    platformFiles = plan.platformFiles
    let unread = plan.files.map { DumpFile($0, read: 0, counted: 0, rejected: 0) }
    var check = ManifestCheck(plan: plan, files: unread, sha256: [:])
    check.isShallow = true
    manifestDifferences = try check.differences()
    let sampler = FileSampler(
      plan: plan, options: options, byteCount: Self.sampleByteCount(of: plan.files.count))
    for index in plan.files.indices { files.append(sampler.sample(index)) }
  }
}

extension DumpPlan {
  /// Takes in all that is still to come by pipes: an estimate needs their sizes.
  fileprivate func complete() throws(DumpError) {
    for file in files {
      do throws(ReadFailure) {
        try file.stored.stream?.complete()
      } catch {
        throw DumpError(error, file: file.stored.name, line: 1)
      }
    }
  }

  /// As stored, each archive once.
  fileprivate var storedByteCount: Int {
    files.indices.reduce(0) { sum, index in
      let isFurther = index > 0 && files[index].sharesStoredArchive(with: files[index - 1])
      return sum + (isFurther ? 0 : files[index].stored.byteCount)
    }
  }
}

/// Parses beginnings of files.
private struct FileSampler {
  let plan: DumpPlan
  let options: DumpReader.Options
  let byteCount: Int

  func sample(_ index: Int) -> DumpSurvey.File {
    do throws(ReadFailure) {
      return try sample(index, plan.files[index])
    } catch {
      // Records span lines: once more.
      var planned = plan.files[index]
      planned.isSpanning = true
      return (try? sample(index, planned)) ?? DumpSurvey.File(name: planned.name)
    }
  }

  /// - Throws: `spanning`, and nothing else.
  private func sample(
    _ index: Int, _ planned: PlannedFile
  ) throws(ReadFailure) -> DumpSurvey.File {
    var file = DumpSurvey.File(name: planned.name, compression: planned.packingName)
    file.byteCount =
      planned.entryByteCount ?? planned.stored.byteCount
    let worker = Worker(
      plan: plan, profile: CompiledProfile(options.profile),
      limits: RecordLimits(
        recordByteCountMax: options.recordByteCountMax, depthMax: options.depthMax),
      isRejecting: false, sink: NoSink())
    worker.begin(file: index)
    let progress = RunProgress()
    let sampled = SampledRecords(worker, byteCount: byteCount)
    if planned.packingName != nil { sampled.stored = progress }
    let start = ContinuousClock.now
    do throws(ReadFailure) {
      file.isLines = try read(planned, sampled, progress)
      file.isWhole = true
    } catch .spanning {
      throw .spanning
    } catch {
      if !sampled.isEnough { file.fault = fault(error, in: planned) }
    }
    file.duration = ContinuousClock.now - start
    file.isLines = sampled.isLines
    let result = worker.finish()
    file.models = result.modelCounts
    file.models.merge(SkippedTypes.named(result.skippedModels), uniquingKeysWith: +)
    file.sampledByteCount = sampled.end
    if !file.isWhole { file.scale = scale(of: planned, sampled, progress) }
    return file
  }

  /// Reads until there is enough; true for lines.
  private func read(
    _ file: PlannedFile, _ handler: SampledRecords, _ progress: RunProgress
  ) throws(ReadFailure) -> Bool {
    var window = ByteWindow(
      source: try file.content(progress), readByteCount: options.readByteCount)
    func scanner() -> JSONScanner {
      JSONScanner(window: window, at: 0, valueByteCountMax: options.recordByteCountMax)
    }
    var form = try Form(of: scanner())
    if form == .lines, file.isSpanning { form = .spanning }
    if window.base > 0 {
      // Looking at a first value that is too long for memory took its beginning: once more.
      window = ByteWindow(source: try file.content(), readByteCount: options.readByteCount)
    }
    handler.isLines = form != .values
    switch form {
    case .lines, .spanning:
      let mode = form == .lines ? LineReader.Mode.strict : .spanning
      try LineReader(window: window, handler: handler, mode: mode).read(from: 0, before: .max)
    case .values:
      try ValueReader(scanner: scanner(), handler: handler, file: file.name).read()
    }
    return form != .values
  }

  /// By bytes as they are stored where these are known, else by those of the content.
  private func scale(
    of file: PlannedFile, _ sampled: SampledRecords, _ progress: RunProgress
  ) -> Double {
    let (whole, part) =
      switch (file.entryByteCount, file.compression) {
      // An entry may be compressed once more: then less of it was read than came out.
      case (.some(let byteCount), _): (byteCount, min(sampled.end, progress.moment.byteCount))
      case (nil, nil): (file.stored.byteCount, sampled.end)
      case (nil, .some): (file.stored.byteCount, progress.moment.byteCount)
      }
    return max(1, Double(whole) / Double(max(1, part)))
  }

  private func fault(_ failure: ReadFailure, in file: PlannedFile) -> DumpError {
    var line = 1
    switch failure {
    case .malformed(let byte, _), .damaged(let byte, _), .cutOff(let byte, _):
      if let content = try? file.content(),
        let place = try? LineCounter.places(of: [byte], in: content)
      {
        line = place[0].line
      }
    case .unreadable, .io, .spanning, .pack: break
    }
    return DumpError(failure, file: file.name, line: line)
  }
}

/// Hands records to a worker until there were enough bytes; then it ends the reading.
private final class SampledRecords: RecordHandler {
  private let worker: Worker
  private let byteCount: Int
  /// Where what was taken last ends.
  private(set) var end = 0
  /// True if the reading was ended.
  private(set) var isEnough = false
  var isLines = true
  /// Counts bytes as they are stored, where content is a compressed stream. It is read by the block, so
  /// that only after some blocks its share of the whole is known.
  var stored: RunProgress?

  /// Tuning constants: more is slower, and nearer to the truth.
  private static let storedByteCountMin = 512 << 10
  private static let expansionMax = 16

  init(_ worker: Worker, byteCount: Int) {
    self.worker = worker
    self.byteCount = byteCount
  }

  /// To be called when a text was taken.
  private func pass(_ count: Int, at position: Int) throws(ReadFailure) {
    end = max(end, position + count)
    guard end >= byteCount else { return }
    if let stored, stored.moment.byteCount < Self.storedByteCountMin,
      end < byteCount * Self.expansionMax
    {
      return
    }
    isEnough = true
    throw .io(reason: "enough was read")
  }

  func take(_ bytes: UnsafeRawBufferPointer, at place: TextPlace) throws(ReadFailure) {
    try unsafe worker.take(bytes, at: place)
    try pass(bytes.count, at: place.byte)
  }

  func takeElement(_ bytes: UnsafeRawBufferPointer, at place: TextPlace) throws(ReadFailure) {
    try unsafe worker.takeElement(bytes, at: place)
    try pass(bytes.count, at: place.byte)
  }

  func takeLines(
    _ bytes: UnsafeRawBufferPointer, at place: inout TextPlace
  ) throws(ReadFailure) -> Bool {
    let start = place.byte
    guard try unsafe worker.takeLines(bytes, at: &place) else { return false }
    try pass(bytes.count, at: start)
    return true
  }

  func refuse(_ range: Range<Int>, fault: Int, reason: String) throws(ReadFailure) {
    try worker.refuse(range, fault: fault, reason: reason)
  }

  var isRejecting: Bool { worker.isRejecting }
  var isInsidePage: Bool {
    get { worker.isInsidePage }
    set { worker.isInsidePage = newValue }
  }
  var lastModelType: UnsafeRawBufferPointer { unsafe worker.lastModelType }
  var limits: RecordLimits { worker.limits }
  func finish(_ page: Page) { worker.finish(page) }
}
