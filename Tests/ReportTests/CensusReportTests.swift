import CensusModel
import CensusRules
import Testing
import TextOutput

@testable import Report

/// The files, byte for byte.
@Suite struct CensusReportTests {
  private let example: SeedExample
  init() throws { example = try SeedExample() }

  @Test func theSeedsExampleComesOutByteForByte() throws {
    let bytes = try example.report().anonymousCSV()
    #expect(text(bytes) == text(try SeedExample.golden("anonymous.csv")))
    #expect(try bytes == SeedExample.golden("anonymous.csv"))
  }

  @Test func theBreakdownComesOutByteForByte() throws {
    let bytes = try example.report().breakdownCSV()
    #expect(text(bytes) == text(try SeedExample.golden("breakdown.csv")))
  }

  @Test func theDetailedReportComesOutByteForByte() throws {
    let names = [
      SeedExample.large.pkid: CustomerNames(
        provider: "CS-P", reseller: "CS-NB, north \"Bay\"", customer: "=Innovia"),
      SeedExample.small.pkid: CustomerNames(
        provider: "CS-P", reseller: "", customer: "@Zoë\n& Co"),
    ]
    let bytes = try example.report().detailedCSV(names: names)
    #expect(text(bytes) == text(try SeedExample.golden("detailed.csv")))
  }

  @Test func theOrderOfCustomersChangesNothing() throws {
    let forward = try example.report([SeedExample.large, SeedExample.small])
    let backward = try example.report([SeedExample.small, SeedExample.large])
    #expect(forward.anonymousCSV() == backward.anonymousCSV())
    #expect(forward.breakdownCSV() == backward.breakdownCSV())
  }

  @Test func upperCasePKIDsComeFirstAndAsTheyCame() throws {
    var upper = SeedExample.small
    upper.pkid = "FE5406AB116FA1004631340D"
    var lower = SeedExample.small
    lower.pkid = "ae5406ab116fa1004631340d"
    let report = try example.report([lower, upper])
    #expect(report.results.map(\.pkid) == [upper.pkid, lower.pkid])
    #expect(text(report.anonymousCSV()).contains("\n\(upper.pkid),0,2,"))
  }

  @Test(arguments: [
    "", "5e5406ab116fa1004631340", "5e5406ab116fa1004631340cc", "5e5406ab116fa1004631340g",
    "5e5406ab116fa1004631340 ", "５e5406ab116fa1004631340", "5e5406ab-16fa-004631340c",
  ])
  func malformedPKIDsAreRefused(_ pkid: String) throws {
    var result = SeedExample.small
    result.pkid = pkid
    #expect(throws: ReportError.malformedPKID(pkid)) { try example.report([result]) }
  }

  @Test func twoCustomersWithOnePKIDAreRefused() throws {
    #expect(throws: ReportError.duplicatePKID(SeedExample.small.pkid)) {
      try example.report([SeedExample.small, SeedExample.large, SeedExample.small])
    }
  }

  @Test func aCustomerWithoutNamesIsRefused() throws {
    let names = [
      SeedExample.large.pkid: CustomerNames(provider: "", reseller: "", customer: "x")
    ]
    #expect(throws: ReportError.missingNames(pkid: SeedExample.small.pkid)) {
      try example.report().detailedCSV(names: names)
    }
  }

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), ("\tx", "'\tx"),
    ("\rx", "'\rx"), ("\nx", "'\nx"), ("\r\nx", "'\r\nx"), ("", ""), ("x=1", "x=1"),
    (" =1", " =1"), ("'=", "'="), ("=\u{301}x", "'=\u{301}x"), ("＝1", "＝1"),
  ])
  func namesThatLookLikeFormulasAreDefused(_ name: String, _ expected: String) {
    #expect(Array(CustomerNames.harmless(name).utf8) == Array(expected.utf8))
  }

  @Test(arguments: [
    ("plain", "plain"), ("a b", "a b"), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""),
    ("a\rb", "\"a\rb\""), ("a\nb", "\"a\nb\""), ("a\r\nb", "\"a\r\nb\""), ("", ""),
    ("a\tb", "a\tb"), ("a;b", "a;b"), ("é", "é"), ("\"", "\"\"\"\""), (" a ", " a "), ("'", "'"),
  ])
  func quotesWhereNeededAndNowhereElse(_ field: String, _ expected: String) {
    var csv = CSVText(beginningWith: "#\n")
    csv.append(row: [field, "x"])
    #expect(csv.bytes == Array("#\n\(expected),x\n".utf8))
  }
}
