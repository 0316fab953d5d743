import CensusModel
import CensusRules
import Testing

@testable import Report

/// A report with a number that contradicts another one is not written.
@Suite struct CrossFootTests {
  private let rules: RuleSet
  init() throws { rules = try RuleSet.builtIn() }

  private func complaint(
    _ change: (inout CustomerResult) -> Void
  ) throws -> String? {
    var result = SeedExample.large
    change(&result)
    do {
      try CrossFoot(rules: rules).check(result)
      return nil
    } catch .doesNotAddUp(let pkid, let what) {
      #expect(pkid == result.pkid)
      return what
    }
  }

  @Test func acceptsWhatAddsUp() throws {
    #expect(try complaint { _ in } == nil)
    #expect(try complaint { $0 = SeedExample.small } == nil)
    let empty = CustomerResult(
      pkid: SeedExample.small.pkid, settings: [], siteCount: 0, counters: CustomerCounters(),
      counts: CustomerCounts(columnCount: 36))
    #expect(try complaint { $0 = empty } == nil)
  }

  /// Columns (from 1) of which every single person or device is accounted for elsewhere.
  private static let bound = [1, 7, 18, 24, 25, 26, 35, 36] + Array(2...6) + Array(8...17)

  @Test(arguments: bound, [1, -1])
  func oneMoreOrLessInABoundColumnShows(_ column: Int, _ step: Int) throws {
    #expect(try complaint { $0.counts.columns[column - 1] += step } != nil)
  }

  @Test(arguments: 0..<36)
  func noColumnMayBeNegativeOrHuge(_ index: Int) throws {
    #expect(try complaint { $0.counts.columns[index] = -1 } != nil)
    #expect(try complaint { $0.counts.columns[index] = .max } != nil)
  }

  @Test(arguments: 0..<6, [1, -1])
  func oneDeviceMoreOrLessShows(_ index: Int, _ step: Int) throws {
    #expect(try complaint { $0.counts.assignedDevices[index] += step } != nil)
    #expect(try complaint { $0.counts.standaloneDevices[index] += step } != nil)
  }

  @Test(arguments: [1, -1])
  func usersAndPhonesOfConversionAndKernelAgree(_ step: Int) throws {
    #expect(try complaint { $0.counters.users += step } != nil)
    #expect(try complaint { $0.counts.users += step } != nil)
    #expect(try complaint { $0.counters.phones += step } != nil)
    #expect(try complaint { $0.counts.unclassifiedUsers += step } != nil)
    #expect(try complaint { $0.counts.usersOverLicense += step } != nil)
    #expect(try complaint { $0.counts.licensedPersons += step } != nil)
  }

  @Test func aUserMovedBetweenColumnsAndLostShows() throws {
    let what = try complaint { $0.counts.columns[2] -= 1 }
    #expect(
      what
        == "users in exclusive columns (51) and unclassified (1): 52, UCM users: 53; expected equal"
    )
  }

  @Test func lostPhonesAreNamedWithTheirNumbers() throws {
    let what = try complaint { $0.counters.phones = 102 }
    #expect(
      what
        == "phones by class (72 + 12 + 6 + 3 + 4 + 4): 101, phones converted: 102; expected equal")
  }

  @Test(arguments: CustomerCounters.all.indices)
  func noCounterMayBeNegativeOrHuge(_ index: Int) throws {
    let counter = CustomerCounters.all[index]
    #expect(try complaint { $0.counters[keyPath: counter] = -1 } != nil)
    #expect(try complaint { $0.counters[keyPath: counter] = .max } != nil)
  }

  @Test func accountsAndLicencesAreBounded() throws {
    // 53 users of 81 persons leave 28 accounts; 62 entries are in columns that count such.
    #expect(try complaint { $0.counts.unclassifiedAccounts = 28 } == nil)
    #expect(try complaint { $0.counts.unclassifiedAccounts = 29 } != nil)
    #expect(try complaint { $0.counts.persons = 53 + 2 + 62 } == nil)
    #expect(try complaint { $0.counts.persons = 53 + 2 + 63 } != nil)
    #expect(try complaint { $0.counts.persons = 52 } != nil)
    #expect(try complaint { $0.counts.additionalLicenses = 4 } == nil)
    #expect(try complaint { $0.counts.additionalLicenses = 3 } != nil)
    #expect(try complaint { $0.counters.orphanOwners = 101 } == nil)
    #expect(try complaint { $0.counters.orphanOwners = 102 } != nil)
    #expect(try complaint { $0.siteCount = -1 } != nil)
    #expect(
      try complaint {
        $0 = SeedExample.small; $0.counts.additionalLicenses = 1
      } != nil)
  }

  @Test func devicesOfUsersNeedUsers() throws {
    let what = try complaint {
      $0 = SeedExample.small
      $0.counts.columns[2] = 0
      $0.counts.users = 0
      $0.counts.licensedPersons = 0
      $0.counters.users = 0
      $0.counts.persons = 0
    }
    #expect(what == "2 phones belong to users, but there are none")
  }

  /// Where persons with voicemail are licensed, too, they are at most all persons, and the sums of the
  /// built-in rules do not bind.
  @Test func licensedPersonsOfOtherRulesAreBounded() throws {
    let text = """
      {"schema": 1, "auditVersion": "7", "phonesPerLicense": 5, "licensed": "U or V", "columns": [
        {"title": "Customer PKID", "kind": "customerPKID"},
        {"title": "Users", "kind": "persons", "exclusive": true, "where": "U"},
        {"title": "Voice", "kind": "persons", "where": "not U and V"}]}
      """
    let rules = try RuleSet(parsing: Array(text.utf8), file: "rules.json")
    func complaint(licensed: Int, additional: Int, phones: Int = 6) -> String? {
      var result = SeedExample.small
      result.counts.columns = [0, 2, 3]
      (result.counts.persons, result.counts.licensedPersons) = (5, licensed)
      (result.counts.usersOverLicense, result.counts.additionalLicenses) = (1, additional)
      result.counts.assignedDevices[.phone] = phones
      result.counters.phones = phones
      do throws(ReportError) {
        try CrossFoot(rules: rules).check(result)
        return nil
      } catch {
        return error.description
      }
    }
    #expect(complaint(licensed: 5, additional: 1) == nil)
    #expect(complaint(licensed: 1, additional: 0) == nil)
    #expect(complaint(licensed: 6, additional: 1) != nil)
    #expect(complaint(licensed: 0, additional: 1) != nil)
    #expect(complaint(licensed: -1, additional: 0) != nil)
    #expect(complaint(licensed: 5, additional: 1, phones: 5) != nil)
  }

  @Test func shapesMustFitTheRules() throws {
    #expect(try complaint { $0.counts.columns.append(0) } != nil)
    #expect(try complaint { $0.counts.columns.removeLast() } != nil)
    #expect(try complaint { $0.counts.assignedDevices[0] = 1 } != nil)
    #expect(try complaint { $0.counts.standaloneDevices[0] = 1 } != nil)
  }
}
