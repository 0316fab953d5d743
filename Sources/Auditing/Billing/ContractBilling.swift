internal import Billing
internal import BuiltInData
internal import Documents
internal import Files
internal import Report

/// The bill of an audit under a contract.
public enum ContractBilling {
  /// Makes the bill of an audit. Each input is a report, a directory with the reports of one audit,
  /// a bundle, or what can be counted.
  ///
  /// - Throws: the reason for which no bill was made.
  public static func run(_ request: BillRequest) throws(Failure) -> BillOutcome {
    let others = [request.contract, request.otherContract, request.against].compactMap(\.self)
    var run = try ReadingRun(
      request.count.dump, inputs: [request.input] + others + request.count.allInputs)
    let text = try text(request, &run)
    try run.commit()
    return BillOutcome(text: text, remarks: run.remarks)
  }

  /// The text of a bill.
  static func text(
    _ request: BillRequest, _ run: inout ReadingRun
  ) throws(Failure) -> BillText {
    // A contract can be refused at once, before hours of reading.
    let contract = try contract(request.contract)
    let other = try request.otherContract.map { path throws(Failure) in try self.contract(path) }
    let conditions = [contract, other].compactMap(\.self).flatMap(\.personConditions)
    let audit = try BilledAudit(request.input, conditions, request, &run)
    let bill = try audit.bill(under: contract)
    var context = BillContext()
    if let against = request.against {
      let earlier = try BilledAudit(against, contract.personConditions, request, &run)
      context.before = try earlier.bill(under: contract)
      context.beforeAudit = earlier.table.side.title
      context.beforeMoments = earlier.table.origin.dateTimes
    }
    context.other = try other.map { other throws(Failure) in try audit.bill(under: other) }
    context.audit = audit.table.side.title
    context.auditJSON = audit.table.side.json
    context.names = (audit.table.names ?? [:]).mapValues { $0[0] }
    context.isSummary = request.isSummary
    return BillText(bill, context)
  }

  /// Checks a contract without a report.
  ///
  /// - Returns: what it holds, in one line that begins with the file's name.
  /// - Throws: what is wrong with it, with its place.
  public static func check(_ path: String) throws(Failure) -> String {
    let contract = try contract(path)
    let lines = contract.lines.count == 1 ? "1 line" : "\(contract.lines.count) lines"
    return "\(StandardInput.shown(path)): sound: \(lines), in \(contract.currency)"
  }

  /// A contract to start from.
  public static var template: [UInt8] { BuiltInData.contract }

  private static func contract(_ path: String) throws(Failure) -> Contract {
    let bytes = try DataFiles.bytes(of: path)
    return try mapping(Failure.init) { () throws(DocumentError) in
      try Contract(parsing: bytes, file: StandardInput.shown(path))
    }
  }
}
