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
  static func nameLeftOut(
    _ batches: [RecordBatch], _ finding: LocationFinding, _ sources: SourceFinding,
    in identities: inout [CustomerIdentities]
  ) {
    var records = [[PackedRecord]](repeating: [], count: identities.count)
    for (batch, standings) in zip(batches, finding.standings) {
      batch.forEachRecord { record in
        guard case .aboveSite(let customer) = standings[record.header.location] else { return }
        records[customer].append(record)
      }
    }
    for (customer, records) in records.enumerated() where !records.isEmpty {
      identities[customer][.aboveSiteLevel] = aboveSiteLevel(records, sources)
    }
  }

  private static func aboveSiteLevel(
    _ records: [PackedRecord], _ sources: SourceFinding
  ) -> NameTable {
    let found = records.compactMap { record in
      sources.source(of: record).map { (record: record, source: $0) }
    }
    var table = NameTable()
    for (record, source) in found.sorted(by: {
      ($0.source.file, $0.source.column) < ($1.source.file, $1.source.column)
    }) {
      table.append(record.key, sources: CollectionOfOne(source))
    }
    return table
  }
}

extension PackedRecord {
  /// The first text that is not empty, of those that may be the record's key.
  fileprivate var key: UnsafeRawBufferPointer {
    var texts = self.texts
    let first = texts.take()
    switch role {
    case .webex, .spark: return first.isEmpty ? texts.take() : first
    default: return first
    }
  }
}
