/// The facts of the platform that are in the head of every report.
///
/// Values are as the platform gave them, without control characters; a missing one is absent
/// here. Reading and checking them is `PlatformFacts.init(parsing:file:)` in `Report`.
public struct PlatformFacts: Equatable, Sendable {
  /// The keys, in the order of the report's head (AuditRules.md §1).
  public enum Key: String, CaseIterable, Sendable {
    case orgID = "OrgID"
    case platformID = "Platform ID"
    case hostname = "hostname"
    case providerName = "Provider Name"
    case softwareVersion = "Software Version"
    case platformVersion = "Platform Version"
    case deploymentMode = "Deployment Mode"
    case dateTime = "Date Time"
    case licenseToken = "License Token"
    case licenseExpiry = "License Expiry"
    case auditVersion = "Audit Version"
  }

  /// The values that are known.
  public var values: [Key: String]

  /// Facts with these values.
  public init(values: [Key: String] = [:]) { self.values = values }

  /// The value, or nil where the platform gave none.
  public subscript(key: Key) -> String? {
    get { values[key] }
    set { values[key] = newValue }
  }

  /// The keys on which two inputs of one audit contradict each other, in the order of the report's
  /// head. A missing value agrees with any.
  public func disagreements(with other: PlatformFacts) -> [Key] {
    Key.allCases.filter { key in
      guard let mine = values[key], let theirs = other.values[key] else { return false }
      return !mine.isExactly(theirs)
    }
  }

  /// These facts, and where they are silent the other's.
  public func completed(by other: PlatformFacts) -> PlatformFacts {
    PlatformFacts(values: values.merging(other.values) { mine, _ in mine })
  }
}
