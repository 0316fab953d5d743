internal import CensusModel
internal import DumpReading

extension CustomerJoin {
  /// The kinds of records of which those with one key are one thing (AuditRules.md §2, rule 7).
  private static let merging: [Role] =
    [.user, .phone] + AccountService.all.map(\.role) + [.microsoft365, .teams, .exchange, .pexip]
  /// The kinds of records that count nowhere without a key (rule 6).
  private static let keyed =
    merging + [.extensionMobilityProfile, .singleNumberReachProfile, .phoneServerPhone]

  /// The records beyond the first of their kind and key, each with the first one.
  func mergedRecords(of customer: Int, _ naming: inout RowNaming) -> NameTable {
    var merged: [(record: PackedRecord, source: SourceRecord, first: PackedRecord)] = []
    for role in Self.merging {
      var keys = KeyTable()
      let records = distribution.records(of: customer, role)
      keys.reset(expecting: records.count)
      var firsts: [PackedRecord] = []
      for (record, source) in naming.inReadingOrder(records) where unsafe !record.key.isEmpty {
        let (key, isNew) = unsafe keys.insert(record.key)
        if isNew { firsts.append(record) } else { merged.append((record, source, firsts[key])) }
      }
    }
    var table = NameTable()
    for (record, source, first) in merged.sorted(by: { $0.source.precedesInReading($1.source) }) {
      unsafe table.heads.append(record.asWritten(record.key), sources: CollectionOfOne(source))
      unsafe table.append(
        part: first.asWritten(first.key)[...],
        sources: naming.sources(of: CollectionOfOne(first)), [])
      table.endRow()
    }
    return table
  }

  /// The records whose key is empty.
  func emptyKeys(of customer: Int, _ naming: RowNaming) -> NameTable {
    let records = Self.keyed.flatMap { role in
      distribution.records(of: customer, role).filter(unsafe \.key.isEmpty)
    }
    var table = NameTable()
    for (_, source) in naming.inReadingOrder(records) {
      table.append(EmptyCollection(), sources: CollectionOfOne(source))
    }
    return table
  }

  /// The records that were left out above a level, each by itself.
  static func leftOut(_ records: some Sequence<PackedRecord>, _ naming: inout RowNaming)
    -> NameTable
  {
    var table = NameTable()
    for (record, source) in naming.inReadingOrder(records) {
      unsafe table.heads.append(record.asWritten(record.key)[...], sources: [source])
      table.endRow()
    }
    return table
  }
}
