internal import CensusModel

/// Puts what all files yielded together: records of each source, their places, and the report.
struct ImportAssembly {
  private(set) var records: [ImportedRecord] = []
  var report: ImportReport

  init(
    _ sources: SourcesFile, _ files: [PlannedExport], _ read: [FileRecords],
    _ setup: ExportReader.Setup
  ) {
    report = ImportReport(sources, files, read)
    var placing = Placing(sources, setup.placement)
    // Users first, then the accounts that belong to them, and PexIP after Microsoft.
    let order = sources.sources.indices.sorted {
      (Self.turn(sources.sources[$0].system), $0) < (Self.turn(sources.sources[$1].system), $1)
    }
    let needsMail = sources.sources.contains { $0.system.isMatchedByMail }
    for source in order {
      let indexes = files.indices.filter { files[$0].source == source }
      let own = indexes.map { read[$0] }
      let lists = ListCompleteness(
        own, names: indexes.map { files[$0].path }, system: sources.sources[source].system)
      report.sources[source].gaps += lists.gaps
      report.sources[source].warnings += lists.warnings
      report.sources[source].totals += lists.totals
      let devices = DeviceJoin(
        own, system: sources.sources[source].system, source: source, needsMail: needsMail
      ).records
      report.add(devices)
      placing.place(devices)
      let accounts = AccountRecords(
        own, system: sources.sources[source].system, tables: setup.tables)
      report.add(accounts, to: source)
      placing.place(accounts, source: source)
    }
    records = placing.records
    report.unplaced = placing.unplaced.map { entry in
      UnplacedRecord(
        source: sources.sources[entry.source].name, file: files[entry.record.origin.file].path,
        line: entry.record.origin.line, model: entry.record.model.rawValue, key: entry.record.key,
        reason: entry.reason)
    }
    report.count(records, files)
  }

  private static func turn(_ system: SourceSystem) -> Int {
    switch system {
    case .cucm, .phoneserver: 0
    case .unity, .webex, .microsoft, .uccx, .ucce: 1
    case .pexip: 2
    }
  }
}
