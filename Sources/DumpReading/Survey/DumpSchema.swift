internal import CensusModel

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
    let reader = SchemaReader(
      options, byteCount: isSample ? DumpSurvey.sampleByteCount(of: plan.files.count) : nil)
    var isWhole = true
    for file in plan.files {
      reader.begin(file: file.name)
      do throws(ReadFailure) {
        let found = reader.found
        do throws(ReadFailure) {
          try Self.read(file, options, reader)
        } catch .spanning {
          // Records span lines: once more.
          reader.found = found
          var spanning = file
          spanning.isSpanning = true
          try Self.read(spanning, options, reader)
        }
      } catch {
        if !isSample { throw DumpError(error, file: file.name, line: 1) }
        isWhole = false
      }
    }
    models = reader.found.models.sorted { $0.type.precedesExactly($1.type) }
    unreadableCount = reader.found.unreadableCount
    self.isWhole = isWhole
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
