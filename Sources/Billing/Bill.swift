internal import CensusModel
internal import Report

/// The bill of a report under a contract.
public struct Bill: Equatable, Sendable {
  /// A line of the contract for one customer, reseller or provider.
  public struct Row: Equatable, Sendable {
    /// A PKID, the name of a reseller, or that of the provider.
    public var unit: String
    /// The quantity of the customers that the contract bills.
    public var used: Int
    /// The quantity used beyond what is included and bought.
    public var over: Int
    /// The quantity included or bought, and not used.
    public var under: Int
    /// The quantity that has a price: what is bought, or what is used beyond what is included,
    /// whichever is more.
    public var billed: Int
    /// Rounded to the decimals of the contract.
    public var amount: Amount
  }

  /// A line of the contract.
  public struct Line: Equatable, Sendable {
    /// The line as the contract has it.
    public var line: Contract.Line
    /// By unit: customers in the order of the report, resellers by name.
    public var rows: [Row]
    /// The quantity of the customers that the contract does not bill.
    public var notBilled: Int
    /// The sum of the rows.
    public var total: Row
  }

  /// The contract.
  public let contract: Contract
  /// Its lines, in their order.
  public let lines: [Line]
  /// The sum of the lines.
  public let amount: Amount

  /// Makes the bill; every sum is compared with the report's.
  public init(_ input: BillInput, under contract: Contract) throws(BillError) {
    self.contract = contract
    let columns = Dictionary(
      uniqueKeysWithValues: zip(input.table.titles, input.table.titles.indices))
    var lines: [Line] = []
    var amount = Amount.zero
    for line in contract.lines {
      let maker = try LineMaker(line, input, columns, decimals: contract.decimals)
      let made = try maker.made()
      guard let sum = amount.adding(made.total.amount) else {
        throw .tooLarge(line: line.title)
      }
      amount = sum
      lines.append(made)
    }
    self.lines = lines
    self.amount = amount
  }
}
