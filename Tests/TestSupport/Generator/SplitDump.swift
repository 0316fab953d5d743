/// A dump in parts that can be counted apart: what belongs to a person stands with them.
public struct SplitDump: Sendable {
  /// Where the cuts are.
  public enum Cut: CaseIterable, Sendable {
    /// Between customers; every part has all nodes.
    case customersWithAllNodes
    /// Between customers; a part has the nodes of its customers and those above them.
    case customersWithTheirNodes
    /// Between persons: every part has people of its own, mostly of the same customers.
    case persons
  }

  /// One part.
  public struct Part: Sendable {
    /// Its records, in random order.
    public var records: [RawRecord]
    /// Members of its `platform.json`; no two parts contradict each other.
    public var facts: [JSONMember]
  }

  /// The parts; each has at least one record that is counted and that no other has.
  public private(set) var parts: [Part] = []
  private var random: SplitMix64

  /// Cuts a dump. Cut between persons it becomes more: every part takes some of the records and
  /// makes people of its own of them.
  ///
  /// - Throws: `ReferenceFailure` where the dump has no hierarchy.
  public init(_ dump: GeneratedDump, into count: Int, _ cut: Cut, seed: UInt64) throws {
    random = SplitMix64(seed: seed)
    let hierarchy = try ReferenceHierarchy(dump.records)
    parts = (0..<count).map { _ in Part(records: [], facts: []) }
    switch cut {
    case .persons: cutBetweenPersons(dump.records)
    case .customersWithAllNodes: try cutBetweenCustomers(dump.records, hierarchy, prunes: false)
    case .customersWithTheirNodes: try cutBetweenCustomers(dump.records, hierarchy, prunes: true)
    }
    for index in parts.indices {
      let mark = JSONMember("name", .string("mark of part \(index)"))
      parts[index].records.append(RawRecord(RecordShape.phoneServer, .path("sys"), data: [mark]))
      parts[index].records = random.shuffled(parts[index].records)
      parts[index].facts = dump.facts.filter { _ in index == 0 || random.chance(50) }
    }
  }

  /// All parts together: what one audit over everything reads.
  public var everything: [RawRecord] { parts.flatMap(\.records) }

  // MARK: Between persons

  private mutating func cutBetweenPersons(_ records: [RawRecord]) {
    for index in parts.indices {
      for record in records {
        let isNode = bytes(record.modelType) == bytes(RecordShape.node)
        guard isNode || random.chance(60) else { continue }
        parts[index].records.append(isNode ? record : Self.renamed(record, " of part \(index)"))
      }
    }
  }

  private static let keyFields = [
    "userid", "mailid", "associatedDevices", "phoneProfiles", "name", "ownerUserName", "userId",
    "Alias", "webExId", "email", "userName", "userID", "UserPrincipalName",
  ].map(bytes)

  /// The record with another end to all its keys, so that it meets no person of another part.
  private static func renamed(_ record: RawRecord, _ end: String) -> RawRecord {
    var record = record
    for index in record.data.indices where keyFields.contains(bytes(record.data[index].key)) {
      record.data[index].value = renamed(record.data[index].value, end)
    }
    return record
  }

  private static func renamed(_ value: JSONTree, _ end: String) -> JSONTree {
    switch value {
    case .string(let text):
      let blanks = bytes(text).reversed().prefix { $0 == 0x20 }.count
      if bytes(text).count == blanks { return value }
      var key = bytes(text)
      key.insert(contentsOf: bytes(end), at: key.count - blanks)
      return .string(String(decoding: key, as: UTF8.self))
    case .array(let elements): return .array(elements.map { renamed($0, end) })
    case .object(let members):
      return .object(members.map { JSONMember($0.key, renamed($0.value, end)) })
    default: return value
    }
  }

  // MARK: Between customers

  private mutating func cutBetweenCustomers(
    _ records: [RawRecord], _ hierarchy: ReferenceHierarchy, prunes: Bool
  ) throws {
    var partOfCustomer: [Bytes: Int] = [:]
    for node in hierarchy.nodes.values.sorted(by: { precedes($0.path, $1.path) })
    where node.type == bytes("Customer") {
      partOfCustomer[node.path] = random.below(parts.count)
    }
    for record in records {
      // Records of unknown models may lie anywhere.
      let path = try? hierarchy.path(of: record.place)
      guard bytes(record.modelType) == bytes(RecordShape.node), let path else {
        let customer = path.flatMap { hierarchy.nearest("Customer", $0)?.path }
        let part = customer.flatMap { partOfCustomer[$0] } ?? random.below(parts.count)
        parts[part].records.append(Self.placed(record, at: path))
        continue
      }
      let own = path + bytes(".") + (try ParsedRecord(record, nodeShape)).texts[0]
      let part = hierarchy.nearest("Customer", own).flatMap { partOfCustomer[$0.path] }
      for index in parts.indices {
        // A part without a customer would be no dump.
        let hasCustomer = partOfCustomer.values.contains(index)
        if prunes, hasCustomer, let part, part != index { continue }
        parts[index].records.append(Self.placed(record, at: path))
      }
    }
  }

  private let nodeShape = RecordShape.all[0]

  /// The record with its place as a path: the node of a PKID may be in another part.
  private static func placed(_ record: RawRecord, at path: Bytes?) -> RawRecord {
    guard let path else { return record }
    var record = record
    record.place = .path(String(decoding: path, as: UTF8.self))
    return record
  }
}
