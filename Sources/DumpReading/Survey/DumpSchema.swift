internal import CensusModel
internal import Files

/// The fields that records of dumps have, by model: a renamed field is seen before it costs money.
public struct DumpSchema: Sendable {
  /// A field that the profile names.
  public struct Field: Sendable {
    /// Its name in the profile; of a condition, the key.
    public let name: String
    /// The keys under which records have it; the first one that a record has counts.
    public let keys: [String]
    /// True for a field of a condition.
    public let isCondition: Bool
    /// Records by what they say; all others do not have the field.
    public internal(set) var counts: [FieldState: Int] = [:]
  }

  /// The records of a model type.
  public struct Model: Sendable {
    /// The model type.
    public let type: String
    /// The role that the profile gives it; nil for a model that is skipped.
    public let role: String?
    /// Records that are JSON.
    public internal(set) var recordCount = 0
    /// Those of them that are malformed.
    public internal(set) var malformedCount = 0
    /// In the order of the profile, conditions last.
    public internal(set) var fields: [Field] = []
    /// Other keys, the most frequent first, then in byte order; none of a model that is skipped.
    public internal(set) var unknownFields: [(key: String, count: Int)] = []
    /// Values under keys that came when too many were known.
    public internal(set) var furtherValueCount = 0
    /// PKIDs that more than one record has, where all were looked at.
    public internal(set) var repeatedPKIDCount = 0
    /// PKIDs among them whose records differ.
    public internal(set) var changedPKIDCount = 0
  }

  /// In byte order of their types.
  public private(set) var models: [Model]
  /// Texts that are not JSON, or records without a model type.
  public let unreadableCount: Int
  /// True if all records were looked at, not only those at the beginnings of files.
  public let isWhole: Bool

  /// Reads dumps.
  ///
  /// - Parameters:
  ///   - dumps: a directory or a file each.
  ///   - options: how they would be read.
  ///   - isSample: true to look at the beginnings of files only, as a survey does.
  /// - Throws: files that cannot be read, and damaged ones where all is looked at.
  public init(
    of dumps: [String], options: DumpReader.Options, isSample: Bool = false
  ) throws(DumpError) {
    let plan = try DumpPlan(of: dumps, options)
    let log = IdentityLog(spill: nil)
    let reader = SchemaReader(
      options, byteCount: isSample ? DumpSurvey.sampleByteCount(of: plan.files.count) : nil,
      identities: isSample ? .ignored : .logged(log))
    isWhole = try Self.read(plan, options, reader, isSample: isSample)
    models = reader.found.models.sorted { $0.type.precedesExactly($1.type) }
    unreadableCount = reader.found.unreadableCount
    try countRepeats(of: plan, options, log)
  }

  /// Counts PKIDs that come more than once; only where hashes do, everything is read again.
  private mutating func countRepeats(
    of plan: DumpPlan, _ options: DumpReader.Options, _ log: IdentityLog
  ) throws(DumpError) {
    let hashes: Set<UInt64>
    do throws(FileError) {
      hashes = try RepeatedHashes.all(in: [log], threads: options.threads)
    } catch {
      throw .spilling(error)
    }
    if hashes.isEmpty { return }
    let search = RepeatSearch(for: hashes)
    let reader = SchemaReader(options, byteCount: nil, identities: .searched(search))
    _ = try Self.read(plan, options, reader, isSample: false)
    let found = search.findings
    for records in Dictionary(grouping: found.records, by: \.identity).values
    // A file that was begun again shows its records again.
    where Set(records.map(\.position)).count > 1 {
      let type = String(decoding: found.models.texts[records[0].identity.model], as: UTF8.self)
      guard let model = models.firstIndex(where: { $0.type.isExactly(type) }) else { continue }
      models[model].repeatedPKIDCount += 1
      let isChanged = Set(records.map(\.content)).count > 1
      models[model].changedPKIDCount += isChanged ? 1 : 0
    }
  }

  /// - Returns: false if a file of a sample cannot be read to its end.
  private static func read(
    _ plan: DumpPlan, _ options: DumpReader.Options, _ reader: SchemaReader, isSample: Bool
  ) throws(DumpError) -> Bool {
    var isWhole = true
    for (index, file) in plan.files.enumerated() {
      reader.begin(file: file, index: index)
      do throws(ReadFailure) {
        let found = reader.found
        do throws(ReadFailure) {
          try read(file, options, reader)
        } catch .spanning {
          // Records span lines: once more.
          reader.found = found
          var spanning = file
          spanning.isSpanning = true
          try read(spanning, options, reader)
        }
      } catch {
        if !isSample { throw DumpError(error, file: file.name, line: 1) }
        isWhole = false
      }
    }
    return isWhole
  }

  private static func read(
    _ file: PlannedFile, _ options: DumpReader.Options, _ reader: SchemaReader
  ) throws(ReadFailure) {
    var window = ByteWindow(source: try file.content(), readByteCount: options.readByteCount)
    func scanner() -> JSONScanner {
      JSONScanner(window: window, at: 0, valueByteCountMax: options.recordByteCountMax)
    }
    let form = try Form(of: scanner())
    if window.base > 0 {
      // Looking at a first value that is too long for memory took its beginning: once more.
      window = ByteWindow(source: try file.content(), readByteCount: options.readByteCount)
    }
    if form == .values {
      try ValueReader(scanner: scanner(), handler: reader, file: file.name).read()
    } else {
      let mode = file.isSpanning ? LineReader.Mode.spanning : .strict
      try LineReader(window: window, handler: reader, mode: mode).read(from: 0, before: .max)
    }
  }
}
