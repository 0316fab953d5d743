internal import CensusKernel
internal import CensusModel
internal import ColumnFile

/// The customers of a partial result. Those who were counted in a columnar file are made when they are
/// asked for: there can be a hundred thousand, and each would be several objects.
struct CustomerParts: RandomAccessCollection, Sendable {
  private enum Source: Sendable {
    case parts([CustomerPart])
    case counted(CustomerDirectory, CensusCounts, [Provider])
  }

  private let source: Source

  /// These customers.
  init(_ parts: [CustomerPart] = []) { source = .parts(parts) }

  /// The customers of a file with what was counted of them.
  init(of file: ColumnFile, _ counts: CensusCounts) {
    source = .counted(file.customers, counts, file.providers)
  }

  var startIndex: Int { 0 }

  var endIndex: Int {
    switch source {
    case .parts(let parts): parts.count
    case .counted(let customers, _, _): customers.count
    }
  }

  subscript(index: Int) -> CustomerPart {
    switch source {
    case .parts(let parts): parts[index]
    case .counted(let customers, _, _):
      CustomerPart(
        provider: provider(index), sites: customers.sites(of: index),
        result: result(index))
    }
  }

  /// The PKID of a customer.
  func pkid(_ index: Int) -> String {
    switch source {
    case .parts(let parts): parts[index].result.pkid
    case .counted(let customers, _, _): customers[index].pkid
    }
  }

  /// The PKID that a customer has in the input, whatever a map makes of it.
  func ownPKID(_ index: Int) -> String {
    if case .parts(let parts) = source, let pkid = parts[index].mappedFrom { return pkid }
    return pkid(index)
  }

  /// The provider of a customer.
  func provider(_ index: Int) -> Provider {
    switch source {
    case .parts(let parts): parts[index].provider
    case .counted(let customers, _, let providers): providers[customers[index].provider]
    }
  }

  /// The row of a customer in the report.
  func result(_ index: Int) -> CustomerResult {
    switch source {
    case .parts(let parts): parts[index].result
    case .counted(let customers, let counts, _): CustomerResult(customers[index], counts[index])
    }
  }
}

extension CustomerResult {
  fileprivate init(_ entry: CustomerEntry, _ counts: CustomerCounts) {
    self.init(
      pkid: entry.pkid, settings: entry.settings, siteCount: entry.siteCount,
      counters: entry.counters, counts: counts)
  }
}
