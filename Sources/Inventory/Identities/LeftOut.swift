internal import CensusModel
internal import DumpReading

extension Inventory {
  /// The names of Site nodes, which no join sees.
  static func nameSites(
    of hierarchy: Hierarchy, _ sources: SourceFinding, in identities: inout [CustomerIdentities]
  ) {
    let sites = hierarchy.sites().map { (ExactText(hierarchy.text(of: $0.path)), $0) }
    for (path, site) in sites.sorted(by: { $0.0 < $1.0 }) {
      let node = hierarchy.node(at: site.path).flatMap { sources.source(of: $0, hierarchy) }
      identities[site.customer][.sites].append(
        path.string.utf8, sources: [node].compactMap(\.self))
    }
  }

  /// The names of the records above site level, likewise.
  ///
  /// - Returns: those of records above every customer.
  static func nameLeftOut(
    _ batches: [RecordBatch], _ finding: LocationFinding, _ sources: SourceFinding,
    in identities: inout [CustomerIdentities]
  ) -> NameTable {
    var records = [[PackedRecord]](repeating: [], count: identities.count)
    var aboveEveryCustomer: [PackedRecord] = []
    for (batch, standings) in zip(batches, finding.standings) {
      batch.forEachRecord { record in
        switch standings[record.header.location] {
        case .aboveSite(let customer): records[customer].append(record)
        case .aboveEveryCustomer: aboveEveryCustomer.append(record)
        case .atSite, nil: break
        }
      }
    }
    let naming = RowNaming(sources)
    for (customer, records) in records.enumerated() where !records.isEmpty {
      identities[customer][.aboveSiteLevel] = table(records, naming)
    }
    return table(aboveEveryCustomer, naming)
  }

  private static func table(_ records: [PackedRecord], _ naming: RowNaming) -> NameTable {
    var table = NameTable()
    for (record, source) in naming.inReadingOrder(records) {
      table.append(record.asWritten(record.key), sources: CollectionOfOne(source))
    }
    return table
  }

  /// The products of device types as the records of phones write them, of several spellings the one
  /// that is smallest in byte order.
  static func products(of types: [DeviceType], in batches: [RecordBatch]) -> [String] {
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
}
