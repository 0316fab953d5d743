internal import CensusModel
internal import DumpReading

/// All that joins need to name rows, and the place where the names go.
final class NameKeeping: Sendable {
  /// Where records stand.
  let sources: SourceFinding
  /// By customer: the Site nodes, which no join sees.
  let sites: [NameTable]
  /// Where the names go.
  let store: KeptIdentities
  private let wanted: Inventory.Naming.Wanted
  /// The text of `wanted`, coded.
  private let wantedKey: [UInt8]?
  private let names: [CustomerNames]
  private let pkids: [String]

  /// Names of the customers of a hierarchy; nil where none are kept.
  init?(
    _ options: Inventory.Options, _ batches: [RecordBatch], _ hierarchy: Hierarchy,
    _ heads: CustomerHeads
  ) {
    guard let naming = options.naming else { return nil }
    sources = SourceFinding(batches, hierarchy, naming.lines)
    sites = Self.sites(of: hierarchy, sources)
    store = KeptIdentities(customerCount: heads.customers.count, spill: options.spill)
    wanted = naming.wanted
    wantedKey = naming.wanted.text.map { KeyText.encoded($0) }
    names = heads.names
    pkids = heads.customers.map(\.pkid)
  }

  private static func sites(of hierarchy: Hierarchy, _ sources: SourceFinding) -> [NameTable] {
    var tables = [NameTable](repeating: NameTable(), count: hierarchy.customers.count)
    let sites = hierarchy.sites().map { (ExactText(hierarchy.text(of: $0.path)), $0) }
    for (path, site) in sites.sorted(by: { $0.0 < $1.0 }) {
      let node = hierarchy.node(at: site.path).flatMap { sources.source(of: $0, hierarchy) }
      tables[site.customer].append(path.string.utf8, sources: [node].compactMap(\.self))
    }
    return tables
  }

  /// True if the rows of a customer are asked for.
  func wants(_ customer: Int, records: ArraySlice<PackedRecord>) -> Bool {
    if let name = wanted.customer, !pkids[customer].isSamePKID(as: name),
      !names[customer].customer.isExactly(name)
    {
      return false
    }
    guard let wantedKey else { return true }
    return records.contains { Self.holds($0, wantedKey) }
  }

  /// The table of records above every customer.
  func table(leftOut records: ArraySlice<PackedRecord>) -> NameTable {
    var naming = RowNaming(sources)
    guard let wantedKey else { return CustomerJoin.leftOut(records, &naming) }
    return CustomerJoin.leftOut(records.filter { Self.holds($0, wantedKey) }, &naming)
  }

  private static func holds(_ record: PackedRecord, _ key: [UInt8]) -> Bool {
    unsafe key.withUnsafeBytes { key in
      unsafe record.texts.contains { unsafe ByteOrder.isSame($0, key) }
    }
  }
}
