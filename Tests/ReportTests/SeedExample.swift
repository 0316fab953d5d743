import CensusModel
import CensusRules
import Foundation
import Testing

@testable import Report

/// The example of the seed: its metadata, and two customers with numbers of our own that add up.
struct SeedExample {
  let rules: RuleSet

  init() throws { rules = try RuleSet.builtIn() }

  static let facts = PlatformFacts(values: [
    .orgID: "0010O00001kPTUpQAO", .platformID: "5e54067d116fa10046313224",
    .hostname: "VOSS-UN-1", .providerName: "CS-P", .softwareVersion: "21.4",
    .platformVersion: "21.4.0-1630252949", .deploymentMode: "Provider with HCMF",
    .dateTime: "2022-11-19 13:11",
    .licenseToken: "[Token or <license-token-not-found>]",
    .licenseExpiry: "[Date-time or <license-expiry-not-found>]", .auditVersion: "4.1.5",
  ])

  static func header() throws -> ReportMetadata {
    let stamp = try #require(ReportStamp(parsing: "2022-11-19 13:11"))
    return try ReportMetadata(
      facts: facts, provider: Provider(pkid: "", name: "CS-P"), isOneOfSeveral: false,
      stamp: stamp, rules: try RuleSet.builtIn())
  }

  /// Many numbers, and Inactive Billing.
  static var large: CustomerResult {
    var counts = CustomerCounts(columnCount: 36)
    counts.columns = [
      0, 3, 10, 7, 2, 9, 4, 5, 1, 6, 0, 2, 1, 0, 1, 3, 2, 12, 1, 2, 3, 4, 5, 0, 0, 6, 8, 1, 2, 3,
      4, 11, 13, 1, 0, 0,
    ]
    counts.persons = 81
    counts.users = 53
    counts.unclassifiedUsers = 1
    counts.unclassifiedAccounts = 2
    counts.licensedPersons = 53
    counts.usersOverLicense = 4
    counts.additionalLicenses = 5
    counts.assignedDevices = [0, 70, 2, 1, 3, 0]
    counts.standaloneDevices = [0, 12, 6, 2, 1, 4]
    var counters = CustomerCounters()
    counters.users = 53
    counters.phones = 101
    counters.phoneServerPhones = 20
    counters.orphanOwners = 21
    counters.unknownAssociations = 22
    counters.mergedRecords = 23
    counters.aboveSiteLevel = 24
    counters.emptyKeys = 25
    return CustomerResult(
      pkid: "5e5406ab116fa1004631340c", settings: .inactiveBilling, siteCount: 7,
      counters: counters, counts: counts)
  }

  /// Two users with a phone each, in the public sector.
  static var small: CustomerResult {
    var counts = CustomerCounts(columnCount: 36)
    counts.columns[2] = 2
    counts.persons = 2
    counts.users = 2
    counts.licensedPersons = 2
    counts.assignedDevices[Int(DeviceClass.phone.rawValue)] = 2
    var counters = CustomerCounters()
    counters.users = 2
    counters.phones = 2
    return CustomerResult(
      pkid: "5e5406ab116fa1004631340d", settings: .publicSector, siteCount: 1,
      counters: counters, counts: counts)
  }

  func report(_ results: [CustomerResult] = [small, large]) throws -> CensusReport {
    try CensusReport(header: try Self.header(), rules: rules, results: CustomerResults(results))
  }

  /// A file of `Tests/Golden/seed-example`, written by hand.
  static func golden(_ name: String) throws -> [UInt8] {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent()
    return Array(try Data(contentsOf: tests.appendingPathComponent("Golden/seed-example/\(name)")))
  }
}

func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
