/// The audit as the specification says: slow, obvious, and without a line of the program.
public struct ReferenceAudit: Sendable {
  /// In ascending byte order of the Provider nodes' paths.
  public let providers: [ReferenceProvider]
  /// Records of counted models above every customer.
  public let aboveEveryCustomer: Int
  /// Records of model types that the audit does not know, by type.
  public let skippedTypes: [Bytes: Int]
  /// Records that a condition leaves out, by model and field.
  public let leftOut: [Bytes: Int]
  /// Records of known models, by model.
  public let recordsRead: [Bytes: Int]

  /// Audits `records`. `facts` are the members of `platform.json`; `dateTime`, `YYYY-MM-DD HH:MM`,
  /// stands before the fact of that name. Throws `ReferenceFailure`.
  public init(
    _ records: [RawRecord], facts: [JSONMember] = [], devices: ReferenceDeviceTable,
    dateTime: String?
  ) throws {
    if records.contains(where: { $0.verbatim != nil }) {
      throw ReferenceFailure.malformed("damaged text")
    }
    let hierarchy = try ReferenceHierarchy(records)
    let sorted = try Self.sort(records, hierarchy)
    providers = try Self.report(sorted.inputs, hierarchy, facts, devices, dateTime)
    aboveEveryCustomer = sorted.aboveEveryCustomer
    var skipped: [Bytes: Int] = [:]
    var read: [Bytes: Int] = [:]
    for record in records {
      if RecordShape.of(record.modelType) == nil {
        skipped[bytes(record.modelType), default: 0] += 1
      } else {
        read[bytes(record.modelType), default: 0] += 1
      }
    }
    skippedTypes = skipped
    var leftOut: [Bytes: Int] = [:]
    for record in records {
      if let field = ReferenceConditions.failed(by: record) {
        leftOut[bytes(record.modelType + ": " + field), default: 0] += 1
      }
    }
    self.leftOut = leftOut
    recordsRead = read
  }

  /// Gives each record to its customer, or to the counts of those that are left out.
  private static func sort(
    _ records: [RawRecord], _ hierarchy: ReferenceHierarchy
  ) throws -> (inputs: [Bytes: CustomerInput], aboveEveryCustomer: Int) {
    var inputs: [Bytes: CustomerInput] = [:]
    var aboveEveryCustomer = 0
    for node in hierarchy.nodes.values where node.type == bytes("Customer") {
      inputs[node.path] = CustomerInput(node)
    }
    for node in hierarchy.nodes.values where node.type == bytes("Site") {
      guard let customer = hierarchy.nearest("Customer", node.path) else { continue }
      inputs[customer.path]?.sites += 1
    }
    for record in records {
      guard let shape = RecordShape.of(record.modelType), shape.model != RecordShape.node else {
        continue
      }
      let parsed = try ParsedRecord(record, shape)
      if ReferenceConditions.failed(by: record) != nil { continue }
      let path = try hierarchy.path(of: record.place)
      let isSetting = shape.model == RecordShape.settings
      guard let customer = hierarchy.nearest("Customer", path)?.path else {
        if !isSetting { aboveEveryCustomer += 1 }
        continue
      }
      if isSetting {
        inputs[customer]?.settings.append(parsed)
      } else if !hierarchy.isAtSite(path) {
        inputs[customer]?.aboveSiteLevel += 1
      } else if parsed.key.isEmpty {
        inputs[customer]?.emptyKeys += 1
      } else {
        inputs[customer]?.records.append(parsed)
      }
    }
    return (inputs, aboveEveryCustomer)
  }

  private static func report(
    _ inputs: [Bytes: CustomerInput], _ hierarchy: ReferenceHierarchy, _ facts: [JSONMember],
    _ devices: ReferenceDeviceTable, _ dateTime: String?
  ) throws -> [ReferenceProvider] {
    let nodes = hierarchy.nodes.values.filter { $0.type == bytes("Provider") }
    if nodes.isEmpty { throw ReferenceFailure.noProvider }
    if inputs.isEmpty { throw ReferenceFailure.noCustomer }
    for input in inputs.values where hierarchy.nearest("Provider", input.node.path) == nil {
      throw ReferenceFailure.customerWithoutProvider(
        String(decoding: input.node.path, as: UTF8.self))
    }
    return try nodes.sorted { precedes($0.path, $1.path) }.map { node in
      let own = inputs.values.filter {
        hierarchy.nearest("Provider", $0.node.path)?.path == node.path
      }
      let header = try ReferenceHeader(
        facts, dateTime: dateTime, nodeName: node.name, alone: nodes.count == 1)
      return ReferenceProvider(node, own, hierarchy, header, devices)
    }
  }
}
