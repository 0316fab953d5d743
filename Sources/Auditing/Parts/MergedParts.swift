internal import CensusModel
internal import Report

/// Partial results, added up. The order of the parts does not matter.
struct MergedParts {
  /// The sum.
  private(set) var total: PartialResult
  /// The PKIDs of customers that occur in more than one part, in byte order.
  private(set) var shared: [String] = []

  /// Adds up parts.
  ///
  /// - Throws: where parts were counted under different rules, contradict each other on a device
  ///   type or on the provider of a customer, or have counted the same.
  init(_ parts: [PartialResult]) throws(Failure) {
    guard let first = parts.first else { throw Failure(.usage, "nothing to count") }
    total = first
    for part in parts { try Self.checkRules(first, part) }
    try Self.checkInputs(parts.flatMap(\.inputs))
    total.deviceClasses = try Self.deviceClasses(parts)
    for part in parts.dropFirst() {
      total.inputs += part.inputs
      total.findings.add(part.findings)
    }
    total.providers = Set(parts.flatMap(\.providers)).sorted(by: Provider.precedes)
    try addCustomers(parts)
  }

  private static func checkRules(
    _ first: PartialResult, _ second: PartialResult
  ) throws(Failure) {
    let pairs = [
      ("rule sets", first.ruleSet, second.ruleSet),
      ("device tables", first.deviceTable, second.deviceTable),
    ]
    for (what, mine, other) in pairs where mine != other {
      throw Failure(
        .malformed,
        "\(first.name) and \(second.name) were counted under different \(what): SHA-256 \(mine) "
          + "and \(other)", hint: "count one of them again")
    }
  }

  // MARK: What was counted

  /// Refuses what would count twice. Files with nodes and settings alone may stand in several dumps,
  /// and so may one file in several dumps that were joined: there its records are one.
  private static func checkInputs(_ inputs: [CountedInput]) throws(Failure) {
    var columnFiles: [String: String] = [:]
    var records: [UInt64: String] = [:]
    var files: [String: String] = [:]
    for input in inputs {
      if let identity = input.columnFile {
        try note(identity, input, &columnFiles, "are the same columnar file, identity \(identity)")
      }
      // 0 is the digest of no records at all.
      if let digest = input.recordDigest, digest != 0 {
        try note(digest, input, &records, "hold the same records")
      }
      for file in Set(input.files.filter { $0.recordsCounted > 0 }.map(\.listed.file.sha256)) {
        try note(file, input, &files, "hold the same file, SHA-256 \(file)")
      }
    }
  }

  private static func note<Key>(
    _ key: Key, _ input: CountedInput, _ known: inout [Key: String], _ what: String
  ) throws(Failure) {
    guard let first = known.updateValue(input.name, forKey: key) else { return }
    throw Failure(
      .malformed, "\(first) and \(input.name) \(what)",
      hint: "its customers would count twice; leave one of them out")
  }

  private static func deviceClasses(
    _ parts: [PartialResult]
  ) throws(Failure) -> [DeviceType: DeviceClass] {
    var known: [DeviceType: (deviceClass: DeviceClass, part: String)] = [:]
    for part in parts {
      for (type, deviceClass) in part.sortedDeviceClasses {
        let first = known[type] ?? (deviceClass, part.name)
        known[type] = first
        guard first.deviceClass != deviceClass, case .product(let product) = type else { continue }
        throw Failure(
          .malformed,
          "\(first.part) takes \"\(product)\" for \(first.deviceClass.name), \(part.name) for "
            + deviceClass.name, hint: "count all of them with --device-classes FILE")
      }
    }
    return known.mapValues(\.deviceClass)
  }

  // MARK: Customers

  /// A customer's parts come side by side by sorting where they are, in the order of the parts: there
  /// can be thousands of those.
  private mutating func addCustomers(_ parts: [PartialResult]) throws(Failure) {
    guard parts.count > 1 else { return }
    var places = parts.indices.flatMap { part in
      parts[part].customers.indices.map { (part: part, index: $0) }
    }
    func pkid(_ place: (part: Int, index: Int)) -> String {
      parts[place.part].customers[place.index].result.pkid
    }
    places.sort { left, right in
      pkid(left).isExactly(pkid(right))
        ? left.part < right.part : pkid(left).precedesExactly(pkid(right))
    }
    var merged: [CustomerPart] = []
    var first = 0
    for place in places {
      let customer = parts[place.part].customers[place.index]
      let last = merged.count - 1
      guard last >= 0, merged[last].result.pkid.isExactly(customer.result.pkid) else {
        merged.append(customer)
        first = place.part
        continue
      }
      guard merged[last].provider == customer.provider else {
        throw Failure(
          .malformed,
          "customer \(pkid(place)) belongs to different providers in \(parts[first].name) and "
            + parts[place.part].name,
          hint: "audit the inputs apart, or correct the hierarchy of one")
      }
      if shared.last != pkid(place) { shared.append(pkid(place)) }
      merged[last].add(customer)
    }
    total.customers = CustomerParts(merged)
  }

  /// Adding up is right for parts of a customer, and wrong for two dumps of the same people.
  ///
  /// - Parameter origin: what the parts are, as in `2 inputs`.
  func warning(ofSharedIn origin: String) -> String? {
    guard !shared.isEmpty else { return nil }
    let more = shared.count > 3 ? ", …" : ""
    return "\(shared.count) customers occur in several of the \(origin) and were added up: "
      + shared.prefix(3).joined(separator: ", ") + more
  }
}

extension Provider {
  /// By name, then by PKID, in byte order.
  static func precedes(_ left: Provider, _ right: Provider) -> Bool {
    left.name.isExactly(right.name)
      ? left.pkid.precedesExactly(right.pkid) : left.name.precedesExactly(right.name)
  }
}
