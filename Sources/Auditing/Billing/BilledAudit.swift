internal import Billing
internal import CensusModel
internal import CensusRules

/// An audit with all that the lines of a contract count.
struct BilledAudit {
  let table: AuditedTable
  private let input: BillInput

  /// Reads or counts an audit.
  ///
  /// - Parameter conditions: the persons whose licences are counted beside those of the rule set.
  init(
    _ path: String, _ conditions: [PersonCondition], _ request: BillRequest,
    _ run: inout ReadingRun
  ) throws(Failure) {
    table = try AuditedTable(
      at: path, request.count,
      choosing: .init(provider: request.provider, conditions: conditions, allowsTotals: true), &run)
    if let contradiction = table.contradiction {
      throw Failure(
        .malformed, "\(path): \(contradiction)",
        hint: "it was changed by hand or damaged; make the report again")
    }
    let providers = table.origin.providers
    guard providers.count <= 1 else {
      let names = providers.map { "\"\($0)\"" }.joined(separator: ", ")
      throw Failure(
        .usage, "\(path): several providers, and a contract is that of one",
        hint: "choose one of them: \(names)")
    }
    var input = BillInput(
      table: table.table, licenses: table.licenses, resellers: table.names?.mapValues { $0[1] },
      provider: providers.first ?? "")
    input.conditionalLicenses = table.conditionalLicenses
    self.input = input
  }

  /// The bill; every sum is that of the audit.
  func bill(under contract: Contract) throws(Failure) -> Bill {
    do throws(BillError) {
      return try Bill(input, under: contract)
    } catch {
      throw failure(error)
    }
  }

  private func failure(_ error: BillError) -> Failure {
    let name = table.name
    func quoted(_ text: String) -> String { "\"\(AuditOutcome.printable(text))\"" }
    switch error {
    case .unknownColumn(let title, let line):
      return Failure(
        .malformed,
        "\(name): has no column \(quoted(title)), which the line \(quoted(line)) counts",
        hint: "was it made under the rule set of this contract?")
    case .settingCounted(let title, let line):
      return Failure(
        .malformed,
        "\(name): \(quoted(title)), which the line \(quoted(line)) counts, holds Y and N",
        hint: "name it in 'customers' as 'Title' = 1")
    case .unknownLicenses(let line):
      return Failure(
        .malformed, "\(name): the line \(quoted(line)) counts licences, and no breakdown says them",
        hint:
          "give the directory or the bundle with the breakdown, or the columnar file or the dump")
    case .unknownPersons(let line):
      return Failure(
        .malformed,
        "\(name): the line \(quoted(line)) counts persons by a condition, and a report does not "
          + "have them",
        hint: "give the columnar file or the dump")
    case .withoutCustomers(let line):
      return Failure(
        .malformed,
        "\(name): has totals in place of customers, and the line \(quoted(line)) looks at them",
        hint: "give the report with its customers; of totals only lines with \"per\": \"provider\" "
          + "are billed that count columns and treat all customers alike")
    case .unknownResellers(let line):
      return Failure(
        .malformed,
        "\(name): the line \(quoted(line)) is for each reseller, and names are not known",
        hint: "give the directory with the detailed report, or the dump")
    case .unknownSetting(let title, let line):
      return Failure(
        .malformed,
        "\(name): the line \(quoted(line)) depends on \(quoted(title)), which is not in the report")
    case .tooLarge(let line):
      return Failure(.malformed, "\(name): the amount of the line \(quoted(line)) is too large")
    case .doesNotAddUp(let line, let bill, let report):
      return Failure(
        .invariantFailed,
        "\(name): the line \(quoted(line)) counts \(bill), the report has \(report)"
      )
    }
  }
}
