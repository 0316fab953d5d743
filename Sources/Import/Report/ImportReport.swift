internal import CensusModel

/// The records that an import read, used and left out, with reasons.
public struct ImportReport: Sendable {
  /// A file of a source.
  struct File: Sendable {
    var name: String
    var form: String
    var digest: String
    var digestKind: DigestKind
    /// Descriptions of the elements and rows that records come from.
    var elements: [String]
    var recordCount: Int
    /// Records of the dump that come from it.
    var usedCount = 0
    var leftOut: [String: Int]
  }

  /// A source with its files.
  struct Source: Sendable {
    var name: String
    var system: SourceSystem
    var files: [File] = []
    /// Records that were left out after files were joined.
    var leftOut: [String: Int] = [:]
    var totals: [DeclaredTotal] = []
    var gaps: [String] = []
    var warnings: [String] = []
    var unplacedCount = 0
  }

  var sources: [Source]
  /// Records of the dump, by model.
  var models: [String: Int] = [:]
  /// Licences, products and models that no table knows, with their number.
  var unknown: [String: Int] = [:]
  /// Service plans that no table knows, by GUID.
  var unknownPlans: [String: Int] = [:]
  /// Files that were left out as it was asked for.
  public internal(set) var excludedFiles: [String] = []
  /// Records without a customer and a site.
  public internal(set) var unplaced: [UnplacedRecord] = []

  /// The index of each file in its source.
  private var places: [(source: Int, file: Int)] = []

  init(_ file: SourcesFile, _ files: [PlannedExport], _ read: [FileRecords]) {
    sources = file.sources.map { Source(name: $0.name, system: $0.system) }
    for (planned, records) in zip(files, read) {
      places.append((planned.source, sources[planned.source].files.count))
      sources[planned.source].files.append(
        File(
          name: planned.path, form: records.form, digest: records.digest,
          digestKind: DigestKind(inputByteCount: planned.byteCount),
          elements: records.elements, recordCount: records.readCount, leftOut: records.leftOut))
    }
  }

  mutating func add(_ lists: ListCompleteness, to source: Int) {
    sources[source].gaps += lists.gaps
    sources[source].warnings += lists.warnings
    sources[source].totals += lists.totals
  }

  mutating func add(_ records: SourceRecords, _ texts: TextPool) {
    sources[records.source].leftOut.merge(records.leftOut, uniquingKeysWith: +)
    sources[records.source].gaps += records.gaps
    sources[records.source].warnings += records.warnings
    sources[records.source].totals += records.totals
    var counts = TextMap()
    var models: [TextID] = []
    for phone in records.phones {
      let count = counts[phone.deviceModel] ?? 0
      if count == 0 { models.append(phone.deviceModel) }
      counts[phone.deviceModel] = count + 1
    }
    for model in models {
      let name = texts.string(model)
      guard name.hasPrefix("tkmodel ") else { continue }
      unknown["CUCM model \(name)", default: 0] += counts[model] ?? 0
    }
  }

  mutating func add(_ accounts: AccountRecords, to source: Int) {
    sources[source].leftOut.merge(accounts.leftOut, uniquingKeysWith: +)
    sources[source].gaps += accounts.gaps
    sources[source].totals += accounts.totals
    unknown.merge(accounts.unknown, uniquingKeysWith: +)
    unknownPlans.merge(accounts.unknownPlans, uniquingKeysWith: +)
  }

  mutating func count(_ records: [ImportedRecord]) {
    var byModel = [Int](repeating: 0, count: ImportedModel.allCases.count)
    var byFile = [Int](repeating: 0, count: places.count)
    for record in records {
      byModel[Int(record.model.rawValue)] += 1
      byFile[Int(record.origin.file)] += 1
    }
    for (model, count) in zip(ImportedModel.allCases, byModel) where count > 0 {
      models[model.name] = count
    }
    for (place, count) in zip(places, byFile) {
      sources[place.source].files[place.file].usedCount = count
    }
    for record in unplaced {
      guard let index = sources.firstIndex(where: { $0.name.isExactly(record.source) }) else {
        continue
      }
      sources[index].unplacedCount += 1
    }
  }

  /// Gaps that the exports themselves declare.
  public var gaps: [String] {
    sources.flatMap { source in source.gaps.map { "\(source.name): \($0)" } }
  }

  /// Records that were left out, with the reason and their number, as one line each.
  public var leftOut: [String] {
    sources.flatMap { source in
      var all = source.leftOut
      for file in source.files { all.merge(file.leftOut, uniquingKeysWith: +) }
      return all.sorted { $0.key < $1.key }.map { reason, count in
        "\(source.name): \(count) \(count == 1 ? "record" : "records"): \(reason)"
      }
    }
  }

  /// Warnings for the user.
  public var warnings: [String] {
    var all = sources.flatMap { source in source.warnings.map { "\(source.name): \($0)" } }
    for (what, count) in unknown.sorted(by: { $0.key < $1.key }) {
      all.append("\(what) is in no table; it has \(count) \(count == 1 ? "record" : "records")")
    }
    if let most = unknownPlans.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) {
      let count = unknownPlans.count
      let subject = count == 1 ? "plan is in no table, counting" : "plans are in no table, counting"
      all.append(
        "\(count) Microsoft service \(subject) for nothing; the most frequent is \(most.key), "
          + "which \(most.value) \(most.value == 1 ? "account has" : "accounts have")")
    }
    return all
  }
}
