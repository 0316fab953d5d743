/// Counts of a customer that are made at conversion, as the columns lack them (AuditRules.md §3).
/// Counts add up when a customer occurs in several files.
public struct CustomerCounters: Equatable, Sendable {
  /// UCM users at site level.
  public var users = 0
  /// Distinct phones at site level, of every class.
  public var phones = 0
  /// Distinct phone-server phones at site level.
  public var phoneServerPhones = 0
  /// Distinct phones with at least one owner who is not a UCM user of the customer.
  public var orphanOwners = 0
  /// Distinct pairs of a user and a device name that names no phone.
  public var unknownAssociations = 0
  /// Records beyond the first with one key.
  public var mergedRecords = 0
  /// Records below the customer but not below a Site.
  public var aboveSiteLevel = 0
  /// Records at site level whose key is empty.
  public var emptyKeys = 0

  /// All zero.
  public init() {}

  /// The counters in their order on disk.
  public static let all: [any WritableKeyPath<CustomerCounters, Int> & Sendable] = [
    \.users, \.phones, \.phoneServerPhones, \.orphanOwners, \.unknownAssociations,
    \.mergedRecords, \.aboveSiteLevel, \.emptyKeys,
  ]

  /// The counters in the same order.
  public var numbers: InlineArray<8, Int> {
    [
      users, phones, phoneServerPhones, orphanOwners, unknownAssociations, mergedRecords,
      aboveSiteLevel, emptyKeys,
    ]
  }

  /// The sum, counter by counter.
  public static func + (left: CustomerCounters, right: CustomerCounters) -> CustomerCounters {
    var sum = left
    for counter in all { sum[keyPath: counter] += right[keyPath: counter] }
    return sum
  }
}
