internal import CensusModel
internal import CensusRules
internal import ColumnFile
internal import Files
internal import Parquet
internal import Report

/// The tables of an export while they are written, one group of an input after the other.
struct ExportTables {
  let total: PartialResult
  private let rules: RuleSet
  private let verdicts: PersonCounts
  let request: ExportRequest
  private let identities: IdentitySources
  private let names: [String: CustomerNames]?
  private let customerMap: CustomerMap?
  private let outputs: OutputSet
  private(set) var files: [ExportTable: ExportFile] = [:]
  private(set) var tallies: [ExportTally]
  /// By the key of the PKID, the numbers of the customers: their places in byte order.
  private let numbers: [String: Int]
  private var personCount = 0
  private var deviceCount = 0

  init(
    _ counting: Counting, _ request: ExportRequest, _ outputs: OutputSet
  ) throws(Failure) {
    total = counting.merged.total
    rules = counting.rules.content
    verdicts = PersonCounts(rules)
    self.request = request
    identities = counting.sources.identities
    names = counting.sources.names
    customerMap = counting.customerMap
    self.outputs = outputs
    tallies = Array(repeating: ExportTally(), count: total.customers.count)
    // PKIDs are ASCII: equal texts are equal bytes.
    numbers = Dictionary(
      uniqueKeysWithValues: total.customers.enumerated().map { ($1.result.pkid.pkidKey, $0) })
    for table in request.tables {
      let file = try mapping(Failure.init) { () throws(FileError) in
        try outputs.create(request.path(of: table), mode: table.mode)
      }
      files[table] = ExportFile(
        file,
        ParquetWriter(
          columns: table.columns(rules),
          metadata: [
            ("ucensus.table", table.rawValue), ("ucensus.rules.sha256", total.ruleSet),
            ("ucensus.device_classes.sha256", total.deviceTable),
          ],
          creator: "ucensus version \(Program.version)",
          rowGroupRowCount: request.rowGroupRowCount))
    }
  }

  /// Adds the persons and devices of an input.
  mutating func add(_ source: AuditSource, memoryLimit: Int) throws(Failure) {
    let file = try mapping(Failure.init) { () throws(ColumnFileError) in
      try ColumnFile(source.columns, memoryLimit: source.isColumnFile ? memoryLimit : .max)
    }
    let customers = try file.customers.map { customer throws(Failure) in
      let key = customerMap?.key(of: customer.pkid) ?? customer.pkid.pkidKey
      guard let number = numbers[key] else { throw changed(source) }
      return number
    }
    let classes = try file.deviceTypes.map { entry throws(Failure) in
      guard let deviceClass = total.deviceClasses[entry.type] else { throw changed(source) }
      return deviceClass
    }
    var names: ExportNames?
    if request.hasNames { names = ExportNames(try identities.file(of: file)) }
    let group = DecodedGroup()
    for index in 0..<file.groupCount {
      try mapping(Failure.init) { () throws(ColumnFileError) in
        try file.decode(group: index, into: group)
      }
      try add(group, file.deviceTypes, classes, customers, &names)
    }
  }

  private func changed(_ source: AuditSource) -> Failure {
    Failure(
      .inputOutput, "\(source.columns.name) has changed since it was counted",
      hint: "run the export again")
  }

  private mutating func add(
    _ group: DecodedGroup, _ types: [DeviceTypeEntry], _ classes: [DeviceClass], _ numbers: [Int],
    _ names: inout ExportNames?
  ) throws(Failure) {
    let rows = ExportRows(
      group, firstPerson: personCount, of: (classes, numbers), verdicts)
    ExportTally.add(
      rows, surplus: group.surplusTypes(), group, classes: classes, numbers: numbers, to: &tallies)
    try append(rows.persons(first: personCount, rules.columns.map(\.title)), to: .persons)
    try append(rows.devices(first: deviceCount, types, classes), to: .devices)
    if let (ofPersons, ofDevices) = try names?.next(group, rows) {
      try append(numbered(personCount, ofPersons), to: .personNames)
      try append(numbered(deviceCount, ofDevices), to: .deviceNames)
    }
    personCount += rows.customers.count
    deviceCount += rows.deviceTypes.count
  }

  private func numbered(_ first: Int, _ names: [String]) -> [ParquetValues] {
    [.integers(Array(first..<first + names.count)), .each(names)]
  }

  /// Adds customers and counts, and ends the files.
  ///
  /// - Throws: where the rows of a customer are not as many as were counted.
  mutating func finish(_ audit: AuditReports) throws(Failure) {
    for (customer, tally) in zip(total.customers, tallies)
    where !tally.agrees(with: customer.result.counts) {
      throw Failure(
        .invariantFailed,
        "customer \(customer.result.pkid): the exported rows are not those that were counted")
    }
    try append(customerValues, to: .customers)
    let report = try mapping(Failure.init) { () throws(ReportError) in
      try ReportTable(audit.reports)
    }
    try append(countValues(report), to: .counts)
    if request.hasNames {
      guard let names else { throw Failure(.invariantFailed, "an input has no names") }
      try append(nameValues(names), to: .customerNames)
    }
    for table in request.tables { try finish(table) }
  }

  /// Ends a file, and adds its hash: files of several exports must not pass for one.
  private mutating func finish(_ table: ExportTable) throws(Failure) {
    let hash = HashCompanion.contents(
      hexadecimal: try files[table]!.finish(), fileName: table.fileName)
    try mapping(Failure.init) { () throws(FileError) in
      try outputs.add(
        HashCompanion.name(of: request.path(of: table)), contents: hash, turn: .hash,
        mode: table.mode)
    }
  }

  private mutating func append(
    _ rows: [ParquetValues], to table: ExportTable
  ) throws(Failure) {
    try files[table]!.append(rows)
  }
}
