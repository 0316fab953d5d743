internal import CensusModel
internal import ColumnFile

/// The customers of all inputs of an audit: one that occurs in several adds up.
struct MergedCustomers {
  private struct Entry {
    var provider: Provider
    var input: String
    var sites: [UInt64]
    var result: CustomerResult
  }

  private var entries: [String: Entry] = [:]
  /// The PKIDs of customers that occur in more than one input, in byte order.
  var shared: [String] { sharedPKIDs.sorted { $0.precedesExactly($1) } }
  private var sharedPKIDs: Set<String> = []

  /// - Throws: where a customer belongs to different providers in different inputs.
  init(_ inputs: [AuditedInput]) throws(Failure) {
    providers = Set(inputs.flatMap(\.file.providers)).sorted {
      $0.name.isExactly($1.name)
        ? $0.pkid.precedesExactly($1.pkid) : $0.name.precedesExactly($1.name)
    }
    for input in inputs {
      for (index, customer) in input.file.customers.enumerated() {
        let entry = Entry(
          provider: input.file.providers[customer.provider], input: input.name,
          sites: customer.sites,
          result: CustomerResult(
            pkid: customer.pkid, settings: customer.settings, siteCount: customer.sites.count,
            counters: customer.counters, counts: input.counts[index]))
        try add(entry)
      }
    }
  }

  /// The providers of all inputs, in byte order of their names, then PKIDs.
  let providers: [Provider]

  /// The customers by provider, in any order.
  var results: [Provider: [CustomerResult]] {
    Dictionary(grouping: entries.values, by: \.provider).mapValues { $0.map(\.result) }
  }

  private mutating func add(_ entry: Entry) throws(Failure) {
    guard var merged = entries[entry.result.pkid] else {
      entries[entry.result.pkid] = entry
      return
    }
    guard merged.provider == entry.provider else {
      throw Failure(
        .malformed,
        "customer \(entry.result.pkid) belongs to different providers in \(merged.input) and "
          + entry.input,
        hint: "audit the inputs apart, or correct the hierarchy of one")
    }
    sharedPKIDs.insert(entry.result.pkid)
    // Sites have identities, so that one that both inputs know counts once.
    merged.sites = Set(merged.sites).union(entry.sites).sorted()
    merged.result.siteCount = merged.sites.count
    merged.result.settings.formUnion(entry.result.settings)
    merged.result.counters = merged.result.counters + entry.result.counters
    merged.result.counts.add(entry.result.counts)
    entries[entry.result.pkid] = merged
  }
}
