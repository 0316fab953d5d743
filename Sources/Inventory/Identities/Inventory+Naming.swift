public import DumpReading

extension Inventory {
  /// The names that are kept; the batches must know where their records stand.
  public struct Naming: Sendable {
    /// The customers of whom names are kept.
    public struct Wanted: Sendable {
      /// PKID or name of the only customer.
      public var customer: String?
      /// Only customers of whom a record has this text, folded.
      public var text: [UInt8]?

      /// Those of all customers.
      public init() {}
    }

    /// The numbers of the lines in which records stand.
    public var lines: LineNumbers
    /// Customers who are not wanted have neither names nor rows.
    public var wanted: Wanted

    /// The names of these customers.
    public init(_ lines: LineNumbers, of wanted: Wanted = Wanted()) {
      self.lines = lines
      self.wanted = wanted
    }
  }
}
