import CensusModel
import CensusRules
import Testing

@testable import Report

/// The metadata lines: order, substitutes, refusals.
@Suite struct ReportMetadataTests {
  private func header(
    _ values: [PlatformFacts.Key: String], provider: String = "Node", several: Bool = false,
    rules: RuleSet? = nil
  ) throws -> ReportMetadata {
    try ReportMetadata(
      facts: PlatformFacts(values: values), provider: Provider(pkid: "", name: provider),
      isOneOfSeveral: several, stamp: try #require(ReportStamp(parsing: "2022-11-19 13:11")),
      rules: try rules ?? RuleSet.builtIn())
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

  /// A report under a contract does not claim the vendor's Audit Version.
  @Test func theAuditVersionOfAnotherRuleSetIsItsOwn() throws {
    let text = """
      {"schema": 1, "name": "Acme-2026", "auditVersion": "acme 7", "phonesPerLicense": 5,
        "columns": [{"title": "Key", "kind": "customerPKID"}]}
      """
    let rules = try RuleSet(parsing: Array(text.utf8), file: "rules.json")
    let given = try header([.auditVersion: "4.1.5", .hostname: "h"], rules: rules)
    #expect(given[.auditVersion] == "acme 7")
    let names = ReportFileNames(header: given)
    #expect(names.anonymous == "vlf_Node_h_Acme-2026_anonymous_2022-11-19_1311.csv")
    #expect(names.archive == "vlf_Node_h_Acme-2026_license_2022-11-19_1311.zip")
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
