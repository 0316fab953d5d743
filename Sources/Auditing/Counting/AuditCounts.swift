internal import CensusModel
internal import CensusRules
internal import Report

/// The counts of an audit by customer and column, for programs: nothing is written.
public struct AuditCounts: Equatable, Sendable {
  /// A customer of one of the providers.
  public struct Customer: Equatable, Sendable {
    /// 24 hexadecimal digits, as they came.
    public var pkid: String
    /// The name of the provider in the head of the customer's report.
    public var provider: String
    /// A number for each of `columns`: a count, or of a setting 1 for `Y` and 0 for `N`.
    public var counts: [Int]
    /// Users who need a licence.
    public var licensedUsers: Int
    /// Licences beyond the first one of each licensed user.
    public var additionalLicenses: Int

    /// All user licences.
    public var userLicenses: Int { licensedUsers + additionalLicenses }
  }

  /// The titles of the columns after the Customer PKID, in the order of the report.
  public let columns: [String]
  /// In the order of the reports: one provider after the other.
  public let customers: [Customer]
  /// Things that the user should know although the audit was done.
  public let warnings: [String]

  /// Counts the inputs of a request; the sums of every customer are checked.
  ///
  /// - Parameters:
  ///   - request: the inputs, and how they are read and counted.
  ///   - provider: of several providers, the one of this name; nil for all.
  /// - Throws: what stopped it.
  public init(_ request: CountRequest, provider: String? = nil) throws(Failure) {
    var remarks = RunRemarks()
    var request = request
    // No report is written, and its moment does not matter.
    request.dump.isDateTimeDecided = true
    let counting = try Counting(request, &remarks)
    let audit = try AuditReports(
      of: counting.merged.total, .unwritten(provider: provider), counting.rules.content,
      given: counting.given,
      threads: request.dump.threads)
    var customers: [Customer] = []
    for report in audit.reports {
      let table = try mapping(Failure.init) { () throws(ReportError) in try ReportTable([report]) }
      let licenses = Dictionary(
        uniqueKeysWithValues: report.results.map { ($0.pkid.pkidKey, $0.counts) })
      for row in table.rows {
        guard let counts = licenses[row.pkid.pkidKey] else {
          preconditionFailure("a row of a report is that of one of its customers")
        }
        customers.append(
          Customer(
            pkid: row.pkid, provider: report.header[.providerName],
            counts: row.fields.map(\.number), licensedUsers: counts.licensedPersons,
            additionalLicenses: counts.additionalLicenses))
      }
    }
    columns = counting.rules.content.columns.dropFirst().map(\.title)
    self.customers = customers
    warnings = remarks.warnings + audit.warnings
  }

  /// The sum of a column over all customers; nil without a column of this title.
  public func total(_ title: String) -> Int? {
    columns.firstIndex(of: title).map { index in
      customers.reduce(0) { $0 + $1.counts[index] }
    }
  }

  /// The number of a customer in a column; nil where either is not there.
  public subscript(pkid: String, title: String) -> Int? {
    let customer = customers.first { $0.pkid.isSamePKID(as: pkid) }
    return columns.firstIndex(of: title).flatMap { customer?.counts[$0] }
  }
}
