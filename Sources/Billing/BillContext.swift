public import TextOutput

/// All that is shown beside a bill.
public struct BillContext: Sendable {
  /// The audit that is billed, in one line.
  public var audit = ""
  /// The same as a document.
  public var auditJSON = JSONOutput.object([])
  /// Names of customers by the key of the PKID, as far as they are known.
  public var names: [String: String] = [:]
  /// The bill of an earlier audit under the same contract.
  public var before: Bill?
  /// The earlier audit, in one line.
  public var beforeAudit = ""
  /// The moments of the earlier audit, as far as they are known.
  public var beforeMoments: [String] = []
  /// The bill of the same audit under another contract.
  public var other: Bill?
  /// True where a table shows only the totals of lines.
  public var isSummary = false

  /// Nothing beside it.
  public init() {}
}
