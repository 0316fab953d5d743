internal import CensusModel
internal import Report

/// The counts of some inputs, before any report is made. Audits and merges both work on them. It
/// holds no name of a customer, site, user or device. Partial results add up; see `MergedParts`.
///
/// `PartFile` writes and reads it.
struct PartialResult {
  /// The name in errors: a file, or the dumps. Not written.
  var name: String
  /// Name and version of the program that counted.
  var program = "ucensus \(Program.version)"
  /// Which part of how many it is; nil where it does not say.
  var number: PartNumber?
  /// SHA-256 of the rule set's file.
  var ruleSet: String
  /// SHA-256 of the device table's file.
  var deviceTable: String
  /// The counts.
  var inputs: [CountedInput]
  /// The providers, those without customers included, each once.
  var providers: [Provider]
  /// The class that each device type was counted as.
  var deviceClasses: [DeviceType: DeviceClass]
  /// The customers, each once.
  var customers: CustomerParts
  /// The findings that belong to no customer.
  var findings: RunFindings
  /// The same by provider; nil until inputs are added up. Not written.
  var attributed: AttributedFindings?

  /// The class that each device type was counted as, in byte order of the products.
  var sortedDeviceClasses: [(key: DeviceType, value: DeviceClass)] {
    func text(_ type: DeviceType) -> String {
      if case .product(let name) = type { name } else { "" }
    }
    return deviceClasses.sorted { left, right in
      left.key == .otherClass || text(left.key).precedesExactly(text(right.key))
    }
  }
}

/// A customer as far as it was counted.
struct CustomerPart: Equatable {
  var provider: Provider
  /// One identity per Site, ascending, so that one that several parts know counts once.
  var sites: [UInt64]
  /// Its site count is that of `sites`.
  var result: CustomerResult
  /// The PKID that it has in the input, where a map gives it another one.
  var mappedFrom: String?

  /// Adds what another part counted of the customer. Of several spellings of its PKID, and of several
  /// nodes of its provider, the first stays.
  mutating func add(_ other: CustomerPart) {
    if other.result.pkid.precedesExactly(result.pkid) { result.pkid = other.result.pkid }
    if Provider.precedes(other.provider, provider) { provider = other.provider }
    sites = Set(sites).union(other.sites).sorted()
    result.siteCount = sites.count
    result.settings.formUnion(other.result.settings)
    result.counters = result.counters + other.result.counters
    result.counts.add(other.result.counts)
  }
}

/// An input, counted as one: a columnar file, or dumps that were joined. It keeps what shows
/// that the same input comes again, and the facts that must agree with those of other inputs.
struct CountedInput: Equatable {
  /// A file as it is stored.
  struct File: Equatable {
    /// How the provenance lists it. The name is not written.
    var listed: Provenance.Input
    /// Records in it that are counted: neither nodes nor settings, nor of a skipped model. 0 for a
    /// columnar file, which has an identity instead.
    var recordsCounted: Int
  }

  /// The name in errors. Not written.
  var name: String
  /// The identity of the columnar file; nil for dumps.
  var columnFile: String?
  /// The digest of the counted records; nil where a columnar file does not tell.
  var recordDigest: UInt64?
  /// SHA-256 of the dump profile; nil for a columnar file.
  var dumpProfile: String?
  /// Its Provider nodes; nil where a partial result does not say which of its own they are.
  var providers: [Provider]?
  /// The facts of its platform.
  var facts: PlatformFacts
  /// The files, one for a columnar file.
  var files: [File] = []
}
