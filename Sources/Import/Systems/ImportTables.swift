internal import BuiltInData
public import Documents

/// The tables that say what titles, licences, plans and products of exports mean.
public struct ImportTables: Sendable {
  /// A table that a file may replace; its raw value is the name of the file.
  public enum Kind: String, CaseIterable, Sendable {
    /// The fields that titles of CSV files and columns of queries mean.
    case columns = "import-columns"
    /// The services of Webex licences.
    case licences = "webex-licenses"
    /// The meaning of Microsoft service plans and products.
    case plans = "microsoft-plans"

    /// The content of the table that is built in.
    public var builtIn: [UInt8] {
      switch self {
      case .columns: BuiltInData.importColumns
      case .licences: BuiltInData.webexLicenses
      case .plans: BuiltInData.microsoftPlans
      }
    }
  }

  private(set) var columns = ColumnTable.builtIn
  private(set) var licences = LicenceTable.builtIn
  private(set) var plans = PlanTable.builtIn
  /// The files that replace tables.
  private(set) var files: [String] = []

  /// The tables that are built in.
  public init() {}

  /// Replaces a table by the content of a file.
  ///
  /// - Throws: at the first line that is not as `data/README.md` has it.
  public mutating func replace(
    _ kind: Kind, by bytes: [UInt8], file: String
  ) throws(DocumentError) {
    switch kind {
    case .columns: columns = try ColumnTable(parsing: bytes, file: file)
    case .licences: licences = try LicenceTable(parsing: bytes, file: file)
    case .plans: plans = try PlanTable(parsing: bytes, file: file)
    }
    files.append(file)
  }
}
