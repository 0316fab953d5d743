internal import CensusKernel
internal import CensusModel
internal import CensusRules
internal import ColumnFile
internal import Report

/// Counts inputs one by one.
struct Counter {
  let rules: DataFile<RuleSet>
  let deviceClasses: DataFile<DeviceClassTable>
  /// True if the device table decides, and not the classes that columnar files were converted with.
  let isOverriding: Bool
  private let memoryLimit: Int
  private let census: Census

  init(
    rules: DataFile<RuleSet>, deviceClasses: DataFile<DeviceClassTable>, request: CountRequest
  ) {
    self.rules = rules
    self.deviceClasses = deviceClasses
    isOverriding = request.dump.hasDeviceClasses
    memoryLimit = request.memoryLimit
    census = Census(
      rules: rules.content, deviceClasses: isOverriding ? deviceClasses.content : nil,
      threads: request.dump.threads, path: request.kernel.path)
  }

  /// Counts one input. Its files are left out: their digests take a pass of their own.
  func count(_ source: AuditSource) throws(Failure) -> PartialResult {
    let (file, counts) = try mapping(Failure.init) { () throws(ColumnFileError) in
      // What dumps were converted to, just now and in memory, needs no limit.
      let file = try ColumnFile(
        source.columns, memoryLimit: source.isColumnFile ? memoryLimit : .max)
      return (file, try census.count(file))
    }
    let metadata = try FileMetadata(of: file)
    var result = PartialResult(
      name: source.columns.name, ruleSet: rules.provenance.sha256,
      deviceTable: deviceClasses.provenance.sha256,
      inputs: [
        CountedInput(
          name: source.columns.name, columnFile: source.isColumnFile ? file.identity : nil,
          recordDigest: metadata.recordDigest, dumpProfile: source.dumpProfile?.sha256,
          providers: Self.sorted(file.providers), facts: metadata.facts)
      ],
      providers: Self.sorted(file.providers), deviceClasses: [:],
      customers: CustomerParts(of: file, counts),
      findings: metadata.findings)
    for entry in file.deviceTypes { add(entry, to: &result) }
    ListedNames.keepFirst(of: &result.findings.unknownProducts)
    return result
  }

  private static func sorted(_ providers: [Provider]) -> [Provider] {
    Set(providers).sorted(by: Provider.precedes)
  }

  private func add(_ entry: DeviceTypeEntry, to result: inout PartialResult) {
    let table = isOverriding ? deviceClasses.content : nil
    result.deviceClasses[entry.type] = table?.deviceClass(of: entry.type) ?? entry.deviceClass
    guard entry.phoneCount > 0, case .product(let product) = entry.type else { return }
    if !(table?.knows(product) ?? entry.isKnown) {
      result.findings.unknownProducts[ListedNames.quoted(product), default: 0] += entry.phoneCount
    }
  }
}

extension FileMetadata {
  /// The metadata of a columnar file.
  init(of file: ColumnFile) throws(Failure) {
    guard let metadata = FileMetadata(file.metadata) else {
      throw Failure(.corrupt, "\(file.source.name): its metadata hold a number that is none")
    }
    self = metadata
  }
}
