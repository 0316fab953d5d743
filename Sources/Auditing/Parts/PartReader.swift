internal import CensusModel
internal import Documents
internal import Report

/// Reads a partial result, or its names, from JSON. It takes what it needs and checks ranges; whatever else
/// could stand there `PartFile` finds by writing the result again.
struct PartReader {
  let file: String
  let bytes: [UInt8]
  /// The version of the file.
  var version = 0

  func result(_ root: JSONNode) throws(DocumentError) -> PartialResult {
    let providers = try list(member("providers", of: root)).map { node throws(DocumentError) in
      let texts = try tuple(node, count: 2)
      return Provider(pkid: try text(texts[0]), name: try text(texts[1]))
    }
    var result = PartialResult(
      name: file, program: try text(member("program", of: root)), number: try number(root),
      ruleSet: try text(member("ruleSet", of: root)),
      deviceTable: try text(member("deviceTable", of: root)), inputs: [], providers: providers,
      deviceClasses: [:], customers: CustomerParts(),
      findings: try findings(member("findings", of: root)))
    for node in try list(member("inputs", of: root)) {
      result.inputs.append(try input(node, providers))
    }
    // What does not say it may have any: then two nodes of one name are two providers.
    if result.inputs.count == 1 || providers.count == 1 {
      for index in result.inputs.indices { result.inputs[index].providers = providers }
    }
    for node in try list(member("deviceTypes", of: root)) {
      let (type, deviceClass) = try deviceType(node)
      result.deviceClasses[type] = deviceClass
    }
    var customers: [CustomerPart] = []
    for node in try list(member("customers", of: root)) {
      let customer = try customer(node, providers)
      if let last = customers.last?.result.pkid,
        !last.precedesExactly(customer.result.pkid)
      {
        throw refusal(node, "expected customers in ascending order of their PKIDs")
      }
      customers.append(customer)
    }
    result.customers = CustomerParts(customers)
    guard Set(providers).count == providers.count else {
      throw refusal(root, "a provider stands there twice")
    }
    return result
  }

  private func number(_ root: JSONNode) throws(DocumentError) -> PartNumber? {
    guard let node = root["part"] else { return nil }
    let numbers = try self.numbers(node, count: 2)
    guard let number = PartNumber(number: numbers[0], of: numbers[1]) else {
      throw refusal(node, "expected the number of the part and how many there are")
    }
    return number
  }

  private func deviceType(
    _ node: JSONNode
  ) throws(DocumentError) -> (DeviceType, DeviceClass) {
    let parts = try list(node)
    guard let first = parts.first, parts.count <= 2,
      let deviceClass = DeviceClass(name: try text(first))
    else { throw refusal(node, "expected a device class and a product") }
    return (parts.count == 2 ? .product(try text(parts[1])) : .otherClass, deviceClass)
  }

  // MARK: Inputs and findings

  private func input(
    _ node: JSONNode, _ providers: [Provider]
  ) throws(DocumentError) -> CountedInput {
    var input = CountedInput(name: file, facts: PlatformFacts())
    input.columnFile = try optional("columnFile", of: node)
    input.dumpProfile = try optional("dumpProfile", of: node)
    if let records = node["records"] { input.recordDigest = try word(records) }
    if let indexes = node["providers"] {
      input.providers = try numbers(indexes).map { index throws(DocumentError) in
        guard index < providers.count else {
          throw refusal(indexes, "expected providers of the list")
        }
        return providers[index]
      }
    }
    let facts = try member("facts", of: node)
    for key in PlatformFacts.Key.allCases {
      input.facts[key] = try optional(key.rawValue, of: facts)
    }
    for node in try list(member("files", of: node)) { input.files.append(try inputFile(node)) }
    return input
  }

  private func inputFile(_ node: JSONNode) throws(DocumentError) -> CountedInput.File {
    let (kind, digest) = try self.digest(of: node)
    let listed = Provenance.Input(
      file: Provenance.DataFile(name: "", sha256: digest), digestKind: kind,
      byteCount: try count(member("bytes", of: node), max: .max),
      recordsRead: try count(member("recordsRead", of: node)),
      recordsRejected: try count(member("recordsRejected", of: node)))
    return CountedInput.File(
      listed: listed, recordsCounted: try count(member("recordsCounted", of: node)))
  }

  /// The digest of a listed file.
  func digest(
    of node: JSONNode
  ) throws(DocumentError) -> (kind: DigestKind, hexadecimal: String) {
    let kind = DigestKind.allCases.last { node[$0.rawValue] != nil } ?? .sha256
    return (kind, try text(member(kind.rawValue, of: node)))
  }

  private func findings(_ node: JSONNode) throws(DocumentError) -> RunFindings {
    var findings = RunFindings()
    findings.aboveEveryCustomer = try count(member("aboveEveryCustomer", of: node))
    findings.rejectedRecords = try count(member("rejectedRecords", of: node))
    findings.unknownProducts = try pairs(member("unknownProducts", of: node))
    findings.skippedModels = try pairs(member("skippedModels", of: node))
    if let leftOut = node["leftOutByCondition"] {
      findings.leftOutByCondition = try pairs(leftOut)
    }
    if let excluded = node["excludedFiles"] { findings.excludedFiles = try count(excluded) }
    for node in try list(member("incompleteModels", of: node)) {
      let parts = try tuple(node, count: 3)
      findings.incompleteModels.append(
        RunFindings.IncompleteModel(
          model: try text(parts[0]), readCount: try count(parts[1]),
          expectedCount: try count(parts[2])))
    }
    findings.models = try node["models"].map(pairs)
    return findings
  }

  private func pairs(_ node: JSONNode) throws(DocumentError) -> [String: Int] {
    var pairs: [String: Int] = [:]
    for node in try list(node) {
      let parts = try tuple(node, count: 2)
      pairs[try text(parts[0])] = try count(parts[1])
    }
    return pairs
  }

  // MARK: Customers

  private func customer(
    _ node: JSONNode, _ providers: [Provider]
  ) throws(DocumentError) -> CustomerPart {
    let pkid = try text(member("pkid", of: node))
    let provider = try count(member("provider", of: node))
    let settings = try count(member("settings", of: node), max: 3)
    guard pkid.isPKID, provider < providers.count else {
      throw refusal(node, "expected a PKID of 24 hexadecimal digits and a provider of the list")
    }
    let sites = try self.sites(member("sites", of: node))
    return CustomerPart(
      provider: providers[provider], sites: sites,
      result: CustomerResult(
        pkid: pkid, settings: CustomerSettings(rawValue: UInt8(settings)),
        siteCount: sites.count, counters: try counters(member("counters", of: node)),
        counts: try counts(node)))
  }

  private func sites(_ node: JSONNode) throws(DocumentError) -> [UInt64] {
    var sites: [UInt64] = []
    for node in try list(node) {
      let site = try word(node)
      guard sites.last.map({ $0 < site }) ?? true else {
        throw refusal(node, "expected sites in ascending order")
      }
      sites.append(site)
    }
    return sites
  }

  private func counters(_ node: JSONNode) throws(DocumentError) -> CustomerCounters {
    var counters = CustomerCounters()
    let numbers = try self.numbers(node, count: CustomerCounters.all.count)
    for (path, number) in zip(CustomerCounters.all, numbers) { counters[keyPath: path] = number }
    return counters
  }

  private func counts(_ node: JSONNode) throws(DocumentError) -> CustomerCounts {
    var counts = CustomerCounts(columnCount: 0)
    counts.columns = try numbers(member("columns", of: node))
    let paths = CustomerCounts.totals(version: version)
    let totals = try numbers(member("totals", of: node), count: paths.count)
    for (path, number) in zip(paths, totals) { counts[keyPath: path] = number }
    if version == 1 { counts.licensedPersons = counts.users }
    let classes = DeviceClass.allCases
    let assigned = try numbers(member("assigned", of: node), count: classes.count)
    let standalone = try numbers(member("standalone", of: node), count: classes.count)
    for (index, deviceClass) in classes.enumerated() {
      counts.assignedDevices[Int(deviceClass.rawValue)] = assigned[index]
      counts.standaloneDevices[Int(deviceClass.rawValue)] = standalone[index]
    }
    return counts
  }
}

/// Values of the document.
extension PartReader {
  func refusal(_ node: JSONNode, _ reason: String) -> DocumentError {
    DocumentError(file: file, bytes: bytes, byte: node.offset, reason: reason)
  }

  func member(
    _ key: String, of node: JSONNode
  ) throws(DocumentError) -> JSONNode {
    guard let member = node[key] else { throw refusal(node, "expected a member \"\(key)\"") }
    return member
  }

  func optional(
    _ key: String, of node: JSONNode
  ) throws(DocumentError) -> String? {
    guard let member = node[key] else { return nil }
    return try text(member)
  }

  func text(_ node: JSONNode) throws(DocumentError) -> String {
    guard let text = node.string else { throw refusal(node, "expected a string") }
    return text
  }

  func list(_ node: JSONNode) throws(DocumentError) -> [JSONNode] {
    guard case .array(let elements) = node.value else { throw refusal(node, "expected an array") }
    return elements
  }

  func tuple(_ node: JSONNode, count: Int) throws(DocumentError) -> [JSONNode] {
    let elements = try list(node)
    guard elements.count == count else { throw refusal(node, "expected \(count) values") }
    return elements
  }

  func numbers(
    _ node: JSONNode, count: Int? = nil
  ) throws(DocumentError) -> [Int] {
    let elements = try list(node)
    let expected = count ?? elements.count
    guard elements.count == expected else { throw refusal(node, "expected \(expected) numbers") }
    return try elements.map { element throws(DocumentError) in try self.count(element) }
  }

  /// A count; bounded so that sums over parts stay within 64 bits.
  func count(
    _ node: JSONNode, max: Int = 1 << 40
  ) throws(DocumentError) -> Int {
    guard case .number(let text) = node.value, let number = Int(text), (0...max).contains(number)
    else { throw refusal(node, "expected a whole number from 0 to \(max)") }
    return number
  }

  /// Sixteen hexadecimal digits.
  func word(_ node: JSONNode) throws(DocumentError) -> UInt64 {
    guard let word = UInt64(try text(node), radix: 16) else {
      throw refusal(node, "expected sixteen hexadecimal digits")
    }
    return word
  }
}
