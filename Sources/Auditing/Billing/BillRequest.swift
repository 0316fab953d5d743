/// An audit to be billed, and the contract.
public struct BillRequest: Sendable {
  /// A report, a directory with reports, a bundle, or what can be counted.
  public var input: String
  /// The file of the contract.
  public var contract: String
  /// The file of another contract, to be shown beside.
  public var otherContract: String?
  /// The audit of the last bill.
  public var against: String?
  /// Of several reports, that of this provider.
  public var provider: String?
  /// True where a table shows only the totals of lines.
  public var isSummary = false
  /// How columnar files and dumps are counted; its inputs are not used.
  public var count = CountRequest(inputs: [])

  /// A bill of this input under this contract.
  public init(input: String, contract: String) {
    self.input = input
    self.contract = contract
  }
}
