import Auditing

/// Prints the licences of each customer in a dump or a columnar file.
///
/// usage: counting INPUT…
@main struct Main {
  static func main() throws {
    let counts = try AuditCounts(CountRequest(inputs: Array(CommandLine.arguments.dropFirst())))
    for warning in counts.warnings { print("warning: \(warning)") }
    for customer in counts.customers {
      let phones = counts[customer.pkid, "Multiple Phones"] ?? 0
      print("\(customer.pkid) \(customer.userLicenses) licences, \(phones) with several phones")
    }
    print("\(counts.total("Multiple Phones") ?? 0) users with several phones")
  }
}
