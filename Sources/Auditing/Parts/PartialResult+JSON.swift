internal import CensusModel
internal import Report
internal import TextOutput

/// A partial result as JSON, always the same for the same result. `PartReader` reads it.
extension PartialResult {
  /// - Parameter version: of the format; 1 is for results that were read from such a file.
  func json(version: Int) -> JSONOutput {
    let providers = providers.sorted(by: Provider.precedes)
    let indexes = Dictionary(uniqueKeysWithValues: zip(providers, providers.indices))
    var members: [(key: String, value: JSONOutput)] = [("program", .string(program))]
    if let number {
      members.append(("part", Self.numbers([number.number, number.count])))
    }
    let customers = customers.sorted { $0.result.pkid.precedesExactly($1.result.pkid) }
    members += [
      ("ruleSet", .string(ruleSet)), ("deviceTable", .string(deviceTable)),
      ("inputs", .array(inputs.map { json(of: $0, indexes) }.sorted(by: JSONOutput.precedes))),
      ("providers", .array(providers.map { .array([.string($0.pkid), .string($0.name)]) })),
      ("deviceTypes", .array(sortedDeviceClasses.map(Self.json))),
      ("findings", findings.json),
      (
        "customers",
        .array(customers.map { $0.json(provider: indexes[$0.provider] ?? 0, version: version) })
      ),
    ]
    return .object(members)
  }

  private static func json(_ type: DeviceType, _ deviceClass: DeviceClass) -> JSONOutput {
    switch type {
    case .product(let product): .array([.string(deviceClass.name), .string(product)])
    case .otherClass: .array([.string(deviceClass.name)])
    }
  }

  fileprivate static func numbers(_ numbers: [Int]) -> JSONOutput {
    .array(numbers.map { .integer($0) })
  }
}

extension PartialResult {
  /// True if inputs say which of the providers are theirs: else all have all of them.
  private var tellsProvidersOfInputs: Bool {
    inputs.count > 1 && providers.count > 1 && inputs.contains { $0.providers != nil }
  }

  private func json(of input: CountedInput, _ indexes: [Provider: Int]) -> JSONOutput {
    guard tellsProvidersOfInputs, let providers = input.providers else { return input.json() }
    return input.json(providers: providers.compactMap { indexes[$0] }.sorted())
  }
}

extension CountedInput {
  fileprivate func json(providers: [Int]? = nil) -> JSONOutput {
    var members: [(key: String, value: JSONOutput)] = []
    if let columnFile { members.append(("columnFile", .string(columnFile))) }
    if let recordDigest { members.append(("records", .string(recordDigest.hexadecimal))) }
    if let dumpProfile { members.append(("dumpProfile", .string(dumpProfile))) }
    if let providers { members.append(("providers", PartialResult.numbers(providers))) }
    let facts = PlatformFacts.Key.allCases.compactMap { key in
      self.facts[key].map { (key.rawValue, JSONOutput.string($0)) }
    }
    let files = files.map(\.json).sorted(by: JSONOutput.precedes)
    return .object(members + [("facts", .object(facts)), ("files", .array(files))])
  }
}

extension CountedInput.File {
  fileprivate var json: JSONOutput {
    .object([
      (listed.digestKind.rawValue, .string(listed.file.sha256)),
      ("bytes", .integer(listed.byteCount)),
      ("recordsRead", .integer(listed.recordsRead)),
      ("recordsCounted", .integer(recordsCounted)),
      ("recordsRejected", .integer(listed.recordsRejected)),
    ])
  }
}

extension RunFindings {
  fileprivate var json: JSONOutput {
    func pairs(_ counts: [String: Int]) -> JSONOutput {
      let sorted = counts.sorted { $0.key.precedesExactly($1.key) }
      return .array(sorted.map { .array([.string($0.key), .integer($0.value)]) })
    }
    let incomplete = incompleteModels.map { model in
      JSONOutput.array([
        .string(model.model), .integer(model.readCount), .integer(model.expectedCount),
      ])
    }
    var members: [(key: String, value: JSONOutput)] = [
      ("aboveEveryCustomer", .integer(aboveEveryCustomer)),
      ("rejectedRecords", .integer(rejectedRecords)),
      ("unknownProducts", pairs(unknownProducts)), ("skippedModels", pairs(skippedModels)),
      ("incompleteModels", .array(incomplete.sorted(by: JSONOutput.precedes))),
    ]
    if !leftOutByCondition.isEmpty {
      members.append(("leftOutByCondition", pairs(leftOutByCondition)))
    }
    if excludedFiles > 0 { members.append(("excludedFiles", .integer(excludedFiles))) }
    if let models { members.append(("models", pairs(models))) }
    return .object(members)
  }
}

extension CustomerPart {
  fileprivate func json(provider: Int, version: Int) -> JSONOutput {
    let (counts, counters) = (result.counts, result.counters)
    return .object([
      ("pkid", .string(result.pkid)), ("provider", .integer(provider)),
      ("settings", .integer(Int(result.settings.rawValue))),
      ("sites", .array(sites.map { .string($0.hexadecimal) })),
      (
        "counters",
        PartialResult.numbers(CustomerCounters.all.map { counters[keyPath: $0] })
      ),
      ("columns", PartialResult.numbers(counts.columns)),
      (
        "totals",
        PartialResult.numbers(CustomerCounts.totals(version: version).map { counts[keyPath: $0] })
      ),
      ("assigned", PartialResult.numbers(Self.byClass(counts.assignedDevices))),
      ("standalone", PartialResult.numbers(Self.byClass(counts.standaloneDevices))),
    ])
  }

  private static func byClass(_ devices: DeviceCounts) -> [Int] {
    DeviceClass.allCases.map { devices[Int($0.rawValue)] }
  }
}

extension CustomerCounts {
  /// The counts that belong neither to a column nor to a device class, in the order in which
  /// they are written.
  static func totals(
    version: Int
  ) -> [any WritableKeyPath<CustomerCounts, Int> & Sendable] {
    [
      \.persons, \.users, \.unclassifiedUsers, \.unclassifiedAccounts, \.usersOverLicense,
      \.additionalLicenses,
    ] + (version >= 2 ? [\.licensedPersons] : [])
  }
}

extension JSONOutput {
  /// In byte order of the values, each in one line.
  fileprivate static func precedes(_ left: JSONOutput, _ right: JSONOutput) -> Bool {
    left.line().lexicographicallyPrecedes(right.line())
  }
}

extension UInt64 {
  /// Sixteen hexadecimal digits.
  fileprivate var hexadecimal: String {
    let digits = String(self, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}
