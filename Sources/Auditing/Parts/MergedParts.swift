internal import CensusModel
internal import Report

/// Partial results, added up. The order of the parts does not matter.
struct MergedParts {
  /// The sum.
  private(set) var total: PartialResult
  /// The customers that occur in more than one part, in byte order of their PKIDs.
  private(set) var shared: [SharedCustomer] = []

  /// Adds up parts.
  ///
  /// - Parameter mayShare: whether several parts may have one customer, each a part of it.
  /// - Throws: where parts were counted under different rules, contradict each other on a device
  ///   type or on the provider of a customer, or have counted the same.
  init(_ parts: [PartialResult], mayShare: Bool) throws(Failure) {
    guard let first = parts.first else { throw Failure(.usage, "nothing to count") }
    total = first
    for part in parts { try Self.checkRules(first, part) }
    try Self.checkInputs(parts.flatMap(\.inputs))
    let parts = Self.spelledAlike(parts)
    total.deviceClasses = try Self.deviceClasses(parts)
    total.inputs = parts.flatMap(\.inputs)
    var attributed = AttributedFindings()
    for part in parts { attributed.add(part.findings, ofProviders: part.providers) }
    total.attributed = attributed
    for part in parts.dropFirst() { total.findings.add(part.findings) }
    total.providers = Set(parts.flatMap(\.providers)).sorted(by: Provider.precedes)
    try addCustomers(parts, mayShare: mayShare)
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

  /// The parts with the PKID of a provider spelled alike in all of them: the first in byte order. Inputs
  /// that do not say which of a part's providers they have get all of them.
  private static func spelledAlike(_ parts: [PartialResult]) -> [PartialResult] {
    var spellings: [ExactText: String] = [:]
    for pkid in parts.flatMap(\.providers).map(\.pkid) {
      let known = spellings[ExactText(pkid.pkidKey)] ?? pkid
      spellings[ExactText(pkid.pkidKey)] = pkid.precedesExactly(known) ? pkid : known
    }
    func spelled(_ provider: Provider) -> Provider {
      Provider(
        pkid: spellings[ExactText(provider.pkid.pkidKey)] ?? provider.pkid, name: provider.name)
    }
    return parts.map { part in
      var part = part
      let others = part.providers.filter { spelled($0) != $0 }
      part.providers = part.providers.map(spelled)
      for index in part.inputs.indices {
        part.inputs[index].providers = part.inputs[index].providers?.map(spelled) ?? part.providers
      }
      if !others.isEmpty {
        part.customers = CustomerParts(
          part.customers.map { customer in
            var customer = customer
            customer.provider = spelled(customer.provider)
            return customer
          })
      }
      return part
    }
  }

  // MARK: What was counted

  /// Refuses what would count twice. Files with nodes and settings alone may be in several dumps,
  /// and so may one file in several dumps that were joined: there its records are one.
  private static func checkInputs(_ inputs: [CountedInput]) throws(Failure) {
    var columnFiles: [String: String] = [:]
    var records: [UInt64: String] = [:]
    var files: [String: String] = [:]
    for input in inputs {
      // Nothing of what holds no record can count twice.
      if let identity = input.columnFile, input.recordDigest != 0 {
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
            + deviceClass.name, remedy: .giveDeviceClasses)
      }
    }
    return known.mapValues(\.deviceClass)
  }

  // MARK: Customers

  private mutating func addCustomers(
    _ parts: [PartialResult], mayShare: Bool
  ) throws(Failure) {
    guard parts.count > 1 else { return }
    let ambiguous = ReportedProvider.ambiguousNames(in: total.inputs)
    let (customers, shared) = try Self.customers(of: parts, ambiguous: ambiguous)
    if !mayShare, let first = shared.first {
      let both = shared.filter { $0.inputs == first.inputs }.map(\.pkid)
      throw Self.sharing(both, first.inputs[0], first.inputs[1])
    }
    self.shared = shared
    total.customers = CustomerParts(customers)
  }

  /// Why inputs are refused that hold the same customers.
  static func sharing(_ pkids: [String], _ first: String, _ second: String) -> Failure {
    let customers = pkids.count == 1 ? "the customer" : "\(pkids.count) customers:"
    return Failure(
      .malformed, "\(first) and \(second) both hold \(customers) \(list(pkids))",
      remedy: .addSharedCustomers)
  }

  private static func list(_ pkids: [String]) -> String {
    pkids.prefix(3).joined(separator: ", ") + (pkids.count > 3 ? ", …" : "")
  }

  /// Adding up is right for parts of a customer, and wrong for two dumps of the same people.
  ///
  /// - Parameter origin: what the parts are, as in `2 inputs`.
  func warning(ofSharedIn origin: String) -> String? {
    guard !shared.isEmpty else { return nil }
    let occur = shared.count == 1 ? "customer occurs" : "customers occur"
    let were = shared.count == 1 ? "was" : "were"
    return "\(shared.count) \(occur) in several of the \(origin) and \(were) added up: "
      + Self.list(shared.map(\.pkid))
  }
}

extension Provider {
  /// By name, then by PKID, in byte order.
  static func precedes(_ left: Provider, _ right: Provider) -> Bool {
    left.name.isExactly(right.name)
      ? left.pkid.precedesExactly(right.pkid) : left.name.precedesExactly(right.name)
  }
}
