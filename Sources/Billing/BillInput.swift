public import Report

/// An audit that is billed: a report, and what is beside it. Keys are those of PKIDs.
public struct BillInput: Sendable {
  /// The report.
  public var table: ReportTable
  /// The licences of the rule set; nil where no breakdown has them.
  public var licenses: [String: CustomerLicenses]?
  /// The licences by the text of a line's condition; a condition that is not there was not counted.
  public var conditionalLicenses: [String: [String: CustomerLicenses]] = [:]
  /// The resellers; nil where the names are not known.
  public var resellers: [String: String]?
  /// The provider.
  public var provider: String

  /// An input of these.
  public init(
    table: ReportTable, licenses: [String: CustomerLicenses]?, resellers: [String: String]?,
    provider: String
  ) {
    self.table = table
    self.licenses = licenses
    self.resellers = resellers
    self.provider = provider
  }
}
