/// A customer of an audit with all that the report says of them.
public struct CustomerResult: Equatable, Sendable {
  /// 24 hexadecimal digits, as they came.
  public var pkid: String
  /// Settings of the customer.
  public var settings: CustomerSettings
  /// Distinct Site nodes.
  public var siteCount: Int
  /// The counts of the conversion.
  public var counters: CustomerCounters
  /// The counts of the kernel.
  public var counts: CustomerCounts

  /// A result with these parts.
  public init(
    pkid: String, settings: CustomerSettings, siteCount: Int, counters: CustomerCounters,
    counts: CustomerCounts
  ) {
    self.pkid = pkid
    self.settings = settings
    self.siteCount = siteCount
    self.counters = counters
    self.counts = counts
  }
}
