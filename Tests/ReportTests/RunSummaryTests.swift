import CensusModel
import Foundation
import Testing
import TextOutput

@testable import Report

/// The run in numbers: on the terminal and for programs.
@Suite struct RunSummaryTests {
  private let example: SeedExample
  init() throws { example = try SeedExample() }

  private var findings: RunFindings {
    var findings = RunFindings()
    findings.aboveEveryCustomer = 31
    findings.rejectedRecords = 32
    findings.unknownProducts = ["cisco 9999": 3, "b\u{1B}[31m\"ö": 4]
    findings.skippedModels = ["device/cucm/Line": 1_234_567]
    findings.incompleteModels = [
      RunFindings.IncompleteModel(
        model: "device/cucm/Phone", readCount: 1_999, expectedCount: 2_000)
    ]
    return findings
  }

  private func summary(_ findings: RunFindings) throws -> RunSummary {
    RunSummary(reports: [try example.report()], rules: example.rules, findings: findings)
  }

  private func object(_ json: JSONOutput) throws -> [String: Any] {
    try #require(
      JSONSerialization.jsonObject(with: Data(json.bytes())) as? [String: Any])
  }

  @Test func totalsAreTheSumsOverCustomers() throws {
    let object = try object(try summary(findings).json)
    let expected = [
      "customers": 2, "sites": 8, "subscribers": 55, "userLicenses": 60, "licensedUsers": 55,
      "additionalLicenses": 5,
      "phones": 103, "assignedPhones": 74, "standalonePhones": 12, "standaloneAnalogPorts": 6,
      "ctiPorts": 3, "sparkRemoteDevices": 4, "notPhones": 4, "phoneServerPhones": 20,
      "unclassifiedUsers": 1, "unclassifiedAccounts": 2, "orphanOwners": 21,
      "unknownAssociations": 22, "mergedRecords": 23, "aboveSiteLevel": 24, "emptyKeys": 25,
      "aboveEveryCustomer": 31, "rejectedRecords": 32,
    ]
    for (key, value) in expected { #expect(object[key] as? Int == value, "\(key)") }
    let lists = [
      "unknownProducts", "skippedModels", "leftOutByCondition", "incompleteModels", "columns",
    ]
    #expect(Set(object.keys) == Set(expected.keys).union(lists))
    #expect(
      object["unknownProducts"] as? [String: Int] == ["cisco 9999": 3, "b\u{1B}[31m\"ö": 4])
    #expect(object["skippedModels"] as? [String: Int] == ["device/cucm/Line": 1_234_567])
    let incomplete = try #require((object["incompleteModels"] as? [[String: Any]])?.first)
    #expect(incomplete["model"] as? String == "device/cucm/Phone")
    #expect(incomplete["read"] as? Int == 1_999)
    #expect(incomplete["expected"] as? Int == 2_000)
  }

  @Test func columnsHaveTheirTotals() throws {
    let columns = try #require(
      try object(try summary(findings).json)["columns"] as? [[String: Any]])
    #expect(columns.count == 36)
    let totals = [
      2, 3, 12, 7, 2, 9, 4, 5, 1, 6, 0, 2, 1, 0, 1, 3, 2, 12, 1, 2, 3, 4, 5, 1, 1, 6, 8, 1, 2, 3, 4,
      11, 13, 1, 20, 8,
    ]
    #expect(columns.map { $0["total"] as? Int } == totals)
    #expect(columns[35]["title"] as? String == "Site Count")
  }

  @Test(arguments: [0, 40, 41, 60, 80, 200])
  func tablesKeepWithinTheirWidth(_ width: Int) throws {
    var findings = findings
    findings.skippedModels[String(repeating: "data/Very", count: 30)] = 7
    let table = try summary(findings).table(TextStyle(width: width))
    #expect(table.hasSuffix("\n"))
    for line in table.split(separator: "\n") {
      #expect(line.utf8.count <= max(width, 40), "\(line)")
      #expect(line.utf8.allSatisfy { (0x20..<0x7F).contains($0) }, "\(line)")
    }
  }

  @Test func hugeNumbersKeepWithinTheWidth() throws {
    var findings = RunFindings()
    findings.rejectedRecords = .max
    findings.aboveEveryCustomer = .min
    findings.incompleteModels = [
      RunFindings.IncompleteModel(model: "m", readCount: .max, expectedCount: .min)
    ]
    let table = try summary(findings).table(TextStyle(width: 40))
    #expect(table.split(separator: "\n").allSatisfy { $0.utf8.count <= 40 })
    #expect(table.contains(" 9,223,372,036,854,775,807\n"))
  }

  @Test func numbersAreAlignedAndGrouped() throws {
    let table = try summary(findings).table(TextStyle(width: 80))
    let lines = table.split(separator: "\n").filter { $0.last?.isNumber == true }
    #expect(Set(lines.map(\.utf8.count)).count == 1)
    #expect(table.contains("  device/cucm/Line "))
    #expect(table.contains(" 1,234,567\n"))
    #expect(table.contains("Subscribers (UCM users) "))
    #expect(table.contains("  b?[31m\"? "))
    #expect(table.contains("INCOMPLETE MODELS\n"))
    #expect(try !summary(RunFindings()).table(TextStyle(width: 80)).contains("INCOMPLETE"))
  }

  @Test func longListsAreCutToTheMostFrequent() throws {
    var findings = RunFindings()
    for number in 1...15 { findings.unknownProducts["product \(number)"] = number }
    let table = try summary(findings).table(TextStyle(width: 80))
    #expect(table.contains("  product 6 "))
    #expect(!table.contains("  product 5 "))
    let others = try #require(table.split(separator: "\n").first { $0.hasPrefix("  5 others ") })
    #expect(others.hasSuffix(" 15"))
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1_000, "1,000"), (-1, "-1"), (-1_000, "-1,000"),
    (1_234_567, "1,234,567"), (100_000, "100,000"),
    (Int.min, "-9,223,372,036,854,775,808"),
  ])
  func groupsByThousands(_ number: Int, _ expected: String) {
    #expect(RunSummary.grouped(number) == expected)
  }
}
