import CensusModel
import Testing

@testable import Report

/// The metadata lines: order, substitutes, refusals.
@Suite struct ReportHeaderTests {
  private func header(
    _ values: [PlatformFacts.Key: String], provider: String = "Node", several: Bool = false
  ) throws -> ReportHeader {
    try ReportHeader(
      facts: PlatformFacts(values: values), provider: Provider(pkid: "", name: provider),
      isOneOfSeveral: several, stamp: try #require(ReportStamp(parsing: "2022-11-19 13:11")),
      auditVersion: "4.1.5")
  }

  @Test func missingValuesHaveTheirSubstitutes() throws {
    let expected = """
      #OrgID=
      #Platform ID=
      #hostname=
      #Provider Name=Node
      #Software Version=
      #Platform Version=
      #Deployment Mode=
      #Date Time=2022-11-19 13:11
      #License Token=<license-token-not-found>
      #License Expiry=<license-expiry-not-found>
      #Audit Version=4.1.5

      """
    #expect(try header([:]).lines == expected)
    let empty = Dictionary(uniqueKeysWithValues: PlatformFacts.Key.allCases.map { ($0, "") })
    #expect(try header(empty).lines == expected)
  }

  @Test func givenValuesWinButForTheMoment() throws {
    let given = try header([
      .providerName: "Facts, \"Ltd\"", .auditVersion: "4.2", .dateTime: "2001-01-01 01:01",
      .licenseToken: "T", .licenseExpiry: "never",
    ])
    #expect(given[.providerName] == "Facts, \"Ltd\"")
    #expect(given[.auditVersion] == "4.2")
    #expect(given[.dateTime] == "2022-11-19 13:11")
    #expect(given.lines.contains("#Provider Name=Facts, \"Ltd\"\n"))
    #expect(given.lines.contains("#License Token=T\n#License Expiry=never\n"))
  }

  @Test func oneOfSeveralProvidersHasTheNodesName() throws {
    #expect(try header([.providerName: "Facts"], several: true)[.providerName] == "Node")
    #expect(try header([.providerName: "Facts"], provider: "", several: true)[.providerName] == "")
  }

  @Test(arguments: ["a\nb", "a\r\nb", "\u{0}", "x\u{85}", "\u{7F}"])
  func controlCharactersAreNeverWritten(_ value: String) {
    #expect(throws: ReportError.self) { try header([.orgID: value]) }
    #expect(throws: ReportError.self) { try header([:], provider: value) }
  }
}
