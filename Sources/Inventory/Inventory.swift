public import CensusModel
public import DumpReading
public import Files

/// The customers of a dump with all that can be counted of them: records resolved to persons and
/// devices, exactly after AuditRules.md §2.
///
/// The result depends on the records only, not on their order, their distribution over batches or
/// the number of threads; just the order of the persons of a customer is free. It costs 6 bytes a
/// person and 2 bytes a device; making it, 8 bytes a record, 4 a phone, and for each thread the
/// tables of the largest customer.
public struct Inventory: Sendable {
  /// The providers, those without customers included, in byte order.
  public private(set) var providers: [Provider]
  /// The types of all phones that count, `otherClass` first, then by product in byte order.
  public private(set) var deviceTypes: [DeviceType]
  /// How many persons the customers have.
  public private(set) var personCount: Int
  /// The customers in ascending byte order of PKID; see `forEachCustomer`.
  public private(set) var customers: [CustomerInventory]
  /// The names above and of each customer, beside `customers`.
  public private(set) var names: [CustomerNames]
  /// Counted records that are located above every customer (AuditRules.md §2, rule 5).
  public private(set) var aboveEveryCustomer: Int
  /// Distinguishes this inventory from others that hold the same numbers: see
  /// `RecordBatch.recordDigest`.
  public private(set) var recordDigest: UInt64
  /// The records that were left out; empty unless `Options.onError` is `reject`.
  public private(set) var misplaced: Misplaced
  /// Records above every customer, by name; empty unless names are kept.
  public private(set) var namesAboveEveryCustomer = NameTable()
  /// The places that identities refer to.
  public private(set) var places: [String] = []
  /// Products as records write them, beside `deviceTypes`; empty unless names are kept.
  public private(set) var products: [String] = []

  /// nil unless `Options.keepsHierarchy`.
  private let hierarchy: Hierarchy?
  private let rows: SpilledRows?
  private let used: UsedDeviceTypes
  /// The names that are kept, and the own path of each customer.
  private var named: (store: KeptIdentities, paths: [String])?

  /// How to make an inventory.
  public struct Options: Sendable {
    /// The treatment of records that cannot be placed.
    public enum OnError: Sendable {
      /// Throw the first in reading order.
      case fail
      /// Leave all of them out and say so in `misplaced`.
      case reject
    }

    /// How many threads may work; no influence on the result.
    public var threads: Int
    /// The treatment of records that cannot be placed.
    public var onError: OnError
    /// With which the batches were read; no influence on the result.
    public var spill: RecordSpill?
    /// Which names are kept; nil for none. Where they are, persons stand by name.
    public var naming: Naming?
    /// True if `customer(at:)` is asked afterwards.
    public var keepsHierarchy = false

    /// These options.
    public init(threads: Int, onError: OnError = .fail, spill: RecordSpill? = nil) {
      self.threads = threads
      self.onError = onError
      self.spill = spill
    }
  }

  /// The inventory of all records of a dump.
  ///
  /// Batches that are not all in memory have no records any more afterwards.
  ///
  /// - Throws: what makes the dump unusable as a whole, and with `fail` the first record in reading
  ///   order that cannot be placed.
  public init(batches: [RecordBatch], options: Options) throws(InventoryError) {
    let (hierarchy, finding, misplaced) = try Self.place(batches, options)
    var heads = try CustomerHeads(hierarchy)
    heads.addSettings(from: batches, finding)
    let keeping = NameKeeping(options, batches, hierarchy, heads)
    let placed = PlacedRecords(
      batches: batches, finding: finding, types: try DeviceTypeTable(batches: batches),
      names: keeping, threads: max(1, options.threads))
    let joined = try Self.join(heads.customers, placed, options)

    self.hierarchy = options.keepsHierarchy ? hierarchy : nil
    providers = heads.providers
    names = heads.names
    used = UsedDeviceTypes(placed.types.types, joined.use)
    personCount = joined.personCount
    customers = joined.customers
    rows = joined.rows
    deviceTypes = used.types
    aboveEveryCustomer = joined.aboveEveryCustomer
    recordDigest = joined.recordDigest
    self.misplaced = misplaced
    for index in customers.indices { used.renumber(&customers[index]) }
    guard let keeping else { return }
    named = (keeping.store, hierarchy.customers.map { hierarchy.text(of: $0) })
    places = keeping.sources.places
    namesAboveEveryCustomer = joined.namesAboveEveryCustomer
    products = Self.products(of: deviceTypes, in: batches)
  }

  /// The products of device types as the records of phones write them, of several spellings the one
  /// that is smallest in byte order.
  private static func products(of types: [DeviceType], in batches: [RecordBatch]) -> [String] {
    var spellings: [ExactText: ExactText] = [:]
    for batch in batches {
      for (pair, spelling) in zip(batch.products, batch.productSpellings) {
        let (product, spelling) = (ExactText(pair.product), ExactText(spelling))
        spellings[product] = spellings[product].map { min($0, spelling) } ?? spelling
      }
    }
    return types.map { type in
      guard case .product(let product) = type else { return "" }
      return spellings[ExactText(product)]?.string ?? product
    }
  }

  private static func join(
    _ heads: [CustomerInventory], _ placed: PlacedRecords, _ options: Options
  ) throws(InventoryError) -> JoinedCustomers {
    do throws(FileError) {
      guard let spill = options.spill, placed.batches.contains(where: \.isSpilled) else {
        return try JoinedCustomers(heads, placed)
      }
      return try JoinedCustomers(heads, placed, spill: spill)
    } catch {
      throw .spilling(error)
    }
  }

  /// The customer at a place, as an index into `customers`; nil where it is above every customer,
  /// unknown, or the hierarchy was not kept.
  public func customer(at location: Location) -> Int? {
    guard let hierarchy, let path = hierarchy.path(of: location) else { return nil }
    switch hierarchy.standing(at: path) {
    case .aboveEveryCustomer: return nil
    case .aboveSite(let customer), .atSite(let customer): return customer
    }
  }

  /// The names for the rows of a customer, in the order in which `forEachCustomer` has them.
  ///
  /// - Throws: where they cannot be read back.
  /// - Precondition: names are kept.
  public func identities(of customer: Int) throws(FileError) -> CustomerIdentities {
    guard let named else { preconditionFailure("names are not kept") }
    var identities = try named.store.identities(of: customer)
    identities.path = named.paths[customer]
    return identities
  }

  /// Finds the place of every node and location.
  private static func place(
    _ batches: [RecordBatch], _ options: Options
  ) throws(InventoryError) -> (Hierarchy, LocationFinding, Misplaced) {
    let (hierarchy, nodes, finding) = try hierarchy(of: batches, options)
    var misplaced = Misplaced()
    misplaced.nodes = nodes.faults
    misplaced.places = finding.misplaced(in: batches)
    return (hierarchy, finding, misplaced)
  }

  /// Settles the nodes and finds all locations. With `fail`, they are known then.
  static func hierarchy(
    of batches: [RecordBatch], _ options: Options
  ) throws(InventoryError) -> (Hierarchy, SoundNodes, LocationFinding) {
    let fails = options.onError == .fail
    let records = NodeStatement.all(in: batches)
    let nodes = SoundNodes(records, stopsAtFaults: fails)
    if fails, let fault = nodes.faults.first {
      throw .malformed(firstFault(fault, records, batches, options))
    }
    let hierarchy = Hierarchy(nodes.settling)
    let finding = LocationFinding(
      batches: batches, hierarchy: hierarchy, threads: options.threads)
    if fails, let fault = finding.firstFault(in: batches) { throw .malformed(fault) }
    guard hierarchy.has(.provider) else { throw .noProvider }
    guard hierarchy.has(.customer) else { throw .noCustomer }
    return (hierarchy, nodes, finding)
  }

  /// The first malformed record where a node is one. Another record may stand before it, but only
  /// if every node can be put somewhere, sound or not, is a location that is unknown the record's
  /// own fault and not a consequence of the node's.
  private static func firstFault(
    _ node: MalformedRecord, _ records: [NodeStatement], _ batches: [RecordBatch],
    _ options: Options
  ) -> MalformedRecord {
    let settling = NodeSettling(
      records.filter(\.hasPlace), statedPKIDs: NodeStatement.pkids(of: records))
    guard records.allSatisfy(\.hasPlace), !settling.ownPaths.contains(nil) else { return node }
    let finding = LocationFinding(
      batches: batches, hierarchy: Hierarchy(settling), threads: options.threads)
    guard let other = finding.firstFault(in: batches), other.position < node.position else {
      return node
    }
    return other
  }

  /// The customers in order, each complete. `customers` lacks persons and devices where records did
  /// not fit into memory.
  ///
  /// - Throws: what `body` throws, and where rows cannot be read back a `FileError`.
  public func forEachCustomer(_ body: (CustomerInventory) throws -> Void) throws {
    guard let rows else { return try customers.forEach(body) }
    try rows.forEach(of: customers) { customer in
      used.renumber(&customer)
      try body(customer)
    }
  }
}
