import CensusModel
import CensusRules
import Testing

@testable import Report

/// The example of the vendor's document (AuditRules.md §1): metadata, header and both rows come out
/// byte for byte, from counts through the formatter that every report goes through.
@Suite struct VendorExampleTests {
  @Test func theVendorsExampleComesOutByteForByte() throws {
    let report = try SeedExample().report([Self.first, Self.second])
    let bytes = report.anonymousCSV()
    #expect(text(bytes) == text(try SeedExample.golden("vendor.csv")))
    #expect(try bytes == SeedExample.golden("vendor.csv"))
  }

  /// The first row, both settings. Agents of the contact centre are taken for users.
  private static var first: CustomerResult {
    result(
      pkid: "6197a2522f7ab2c5dbb8f2aa", settings: [.publicSector, .inactiveBilling], siteCount: 2,
      buckets: [3, 6, 2, 6, 13], overLicense: 3, phoneless: [6, 4, 4, 2, 5, 3, 4, 6, 7, 6],
      accounts: Accounts(webex: 2, voicemail: 3, spark: 12), agents: (enterprise: 2, express: 2),
      standalone: (phones: 5, analogPorts: 4))
  }

  /// The second row, public sector only.
  private static var second: CustomerResult {
    result(
      pkid: "6197a2572f7ab2c5dbb8f2fc", settings: .publicSector, siteCount: 1,
      buckets: [0, 4, 6, 7, 0], overLicense: 0, phoneless: [0, 0, 0, 1, 4, 1, 1, 2, 1, 3],
      accounts: Accounts(webex: 1, voicemail: 1, spark: 8), agents: (enterprise: 1, express: 1),
      standalone: (phones: 2, analogPorts: 2))
  }

  private struct Accounts {
    var webex: Int
    var voicemail: Int
    var spark: Int
    var total: Int { webex + voicemail + spark }
  }

  /// - Parameters:
  ///   - buckets: columns 2 to 6.
  ///   - overLicense: column 7.
  ///   - phoneless: columns 8 to 17.
  private static func result(
    pkid: String, settings: CustomerSettings, siteCount: Int, buckets: [Int], overLicense: Int,
    phoneless: [Int], accounts: Accounts, agents: (enterprise: Int, express: Int),
    standalone: (phones: Int, analogPorts: Int)
  ) -> CustomerResult {
    var counts = CustomerCounts(columnCount: 36)
    counts.columns =
      [0] + buckets + [overLicense] + phoneless
      + [standalone.phones, accounts.webex, accounts.voicemail, agents.enterprise, agents.express]
      + [accounts.spark, 0, 0, standalone.analogPorts] + [Int](repeating: 0, count: 10)
    counts.users = (buckets + phoneless).reduce(0, +)
    counts.persons = counts.users + accounts.total
    counts.licensedPersons = counts.users
    counts.usersOverLicense = overLicense
    counts.additionalLicenses = overLicense
    let onePhone = buckets.dropLast().reduce(0, +)
    let several = buckets[4] - overLicense
    let phone = Int(DeviceClass.phone.rawValue)
    counts.assignedDevices[phone] = onePhone + 2 * several + 11 * overLicense
    counts.standaloneDevices[phone] = standalone.phones
    counts.standaloneDevices[Int(DeviceClass.analog.rawValue)] = standalone.analogPorts
    var counters = CustomerCounters()
    counters.users = counts.users
    counters.phones =
      counts.assignedDevices[phone] + standalone.phones + standalone.analogPorts
    return CustomerResult(
      pkid: pkid, settings: settings, siteCount: siteCount, counters: counters, counts: counts)
  }
}
