internal import CensusModel

/// Puts what all files yielded together: records of each source, their places, and the report.
struct ImportAssembly {
  private(set) var records: [ImportedRecord] = []
  /// The texts of all spans of records.
  private(set) var lists: [TextID] = []
  var report: ImportReport

  /// - Parameter read: loses its records.
  init(
    _ sources: SourcesFile, _ files: [PlannedExport], _ read: inout ReadExports,
    _ setup: ExportReader.Setup
  ) {
    report = ImportReport(sources, files, read.files)
    let count = read.sources.reduce(0) { $0 + $1.devices.count + $1.users.count }
    var placing = Placing(sources, setup.placement, read.texts, deviceAndUserCount: count)
    // Users first, then the accounts that belong to them, and PexIP after Microsoft.
    let order = sources.sources.indices.sorted {
      (Self.turn(sources.sources[$0].system), $0) < (Self.turn(sources.sources[$1].system), $1)
    }
    let needsMail = sources.sources.contains { $0.system.isMatchedByMail }
    for source in order {
      let indexes = files.indices.filter { files[$0].source == source }
      var own = ReadSource(
        index: source, system: sources.sources[source].system,
        files: indexes.map { read.files[$0] }, exported: read.takeRecords(of: source),
        needsMail: needsMail)
      report.add(
        ListCompleteness(own, names: indexes.map { files[$0].path }, read.texts), to: source)
      var devices = DeviceJoin(&own, read.texts, list: &lists).records
      report.add(devices, read.texts)
      placing.place(&devices, lists)
      let accounts = AccountRecords(own, read.texts, setup.tables)
      report.add(accounts, to: source)
      placing.place(accounts, source: source)
    }
    records = placing.records
    report.unplaced = placing.unplaced.map { entry in
      UnplacedRecord(
        source: sources.sources[entry.source].name,
        file: files[Int(entry.record.origin.file)].path, line: entry.record.origin.line,
        model: entry.record.model.name, key: read.texts.string(entry.record.key),
        reason: entry.reason)
    }
    report.count(records)
  }

  private static func turn(_ system: SourceSystem) -> Int {
    switch system {
    case .cucm, .phoneserver: 0
    case .unity, .webex, .microsoft, .uccx, .ucce: 1
    case .pexip: 2
    }
  }
}
