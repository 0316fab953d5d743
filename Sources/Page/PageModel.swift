public import Report

/// All that a page shows of one report.
public struct PageModel: Sendable {
  /// A number in large type.
  public struct Figure: Sendable {
    /// The subject of the count.
    public var label: String
    /// How many.
    public var count: Int
    /// By how much it changed; nil where nothing was compared.
    public var step: Int?

    /// A number with its label.
    public init(_ label: String, _ count: Int) {
      self.label = label
      self.count = count
    }
  }

  /// Something that is in no column, and why.
  public struct LeftOut: Sendable {
    /// The kind.
    public var label: String
    /// How many there are.
    public var count: Int
    /// Why the report does not count it.
    public var reason: String

    /// The records that are left out, how often and why.
    public init(_ label: String, _ count: Int, _ reason: String) {
      self.label = label
      self.count = count
      self.reason = reason
    }
  }

  /// The changes since another audit.
  public struct Change: Sendable {
    /// The moment of the other audit, or what it is called.
    public var since: String
    /// From that audit to this one.
    public var difference: ReportDifference

    /// A difference since an audit.
    public init(since: String, _ difference: ReportDifference) {
      self.since = since
      self.difference = difference
    }
  }

  /// The lines of a bill, ready to be shown.
  public struct Bill: Sendable {
    /// The contract and its currency.
    public var contract: String
    /// The moment of the last bill; nil where nothing was compared.
    public var since: String?
    /// The titles of the columns.
    public var titles: [String]
    /// Rows under these titles, the total last.
    public var rows: [[String]]

    /// The lines of a bill.
    public init(contract: String, since: String?, titles: [String], rows: [[String]]) {
      self.contract = contract
      self.since = since
      self.titles = titles
      self.rows = rows
    }
  }

  /// A column by time.
  public struct Trend: Equatable, Sendable {
    /// One audit.
    public struct Point: Equatable, Sendable {
      /// `YYYY-MM-DD HH:MM`, UTC.
      public var dateTime: String
      /// The number of that audit.
      public var count: Int

      /// A number and its moment.
      public init(dateTime: String, count: Int) {
        self.dateTime = dateTime
        self.count = count
      }
    }

    /// The column, and whose it is.
    public var title: String
    /// In ascending order of time; at least one.
    public var points: [Point]

    /// The points of a column.
    public init(title: String, points: [Point]) {
      self.title = title
      self.points = points
    }
  }

  /// A file that was read.
  public struct Input: Sendable {
    /// Its name; nil on an anonymous page.
    public var name: String?
    /// Its SHA-256, 64 hexadecimal digits, and what it is the digest of, if not of the whole.
    public var digest: String
    /// Records read; nil where it was not told.
    public var recordsRead: Int?

    /// A file and its digest.
    public init(name: String?, digest: String, recordsRead: Int?) {
      self.name = name
      self.digest = digest
      self.recordsRead = recordsRead
    }
  }

  /// The provider.
  public var provider: String
  /// The host.
  public var host: String
  /// `YYYY-MM-DD HH:MM`, UTC.
  public var dateTime: String
  /// The metadata of the report.
  public var facts: [(key: String, value: String)] = []
  /// Numbers that sum everything up.
  public var figures: [Figure] = []
  /// Columns and customers.
  public var table: ReportTable
  /// The names in front of each customer's row, by PKID; nil on an anonymous page.
  public var names: [String: [String]]?
  /// The records that were left out.
  public var leftOut: [LeftOut] = []
  /// The customers with their licences in front; nil where these are not known.
  public var licensedTable: ReportTable?
  /// The titles of the exclusive columns: each user is counted in one of them at the most. Empty
  /// where the rule set is not known.
  public var exclusiveTitles: [String] = []
  /// The bill; nil without a contract.
  public var bill: Bill?
  /// The changes; nil if nothing was compared.
  public var change: Change?
  /// Trends of columns.
  public var trends: [Trend] = []
  /// How the numbers were made, in words and digests.
  public var provenance: [(key: String, value: String)] = []
  /// The files that were read.
  public var inputs: [Input] = []

  /// The customers as the page lists them.
  var customerTable: ReportTable { licensedTable ?? table }

  /// The page of a report.
  public init(provider: String, host: String, dateTime: String, table: ReportTable) {
    self.provider = provider
    self.host = host
    self.dateTime = dateTime
    self.table = table
  }
}
