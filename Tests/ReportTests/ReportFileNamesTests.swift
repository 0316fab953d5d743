import CensusModel
import CensusRules
import Testing

@testable import Report

/// File names, which must never lead out of their directory.
@Suite struct ReportFileNamesTests {
  private func names(_ provider: String, _ host: String) throws -> ReportFileNames {
    ReportFileNames(
      header: try ReportMetadata(
        facts: PlatformFacts(values: [.hostname: host]),
        provider: Provider(pkid: "", name: provider), isOneOfSeveral: false,
        stamp: try #require(ReportStamp(parsing: "2022-11-19 13:11")), rules: try RuleSet.builtIn())
    )
  }

  @Test func areThoseOfTheSpecification() throws {
    let names = try names("CS-P", "VOSS-UN-1")
    #expect(names.anonymous == "vlf_CS-P_VOSS-UN-1_anonymous_2022-11-19_1311.csv")
    #expect(names.detailed == "vlf_CS-P_VOSS-UN-1_detailed_2022-11-19_1311.csv")
    #expect(names.breakdown == "vlf_CS-P_VOSS-UN-1_anonymous_breakdown_2022-11-19_1311.csv")
    #expect(names.provenance == "vlf_CS-P_VOSS-UN-1_provenance_2022-11-19_1311.json")
    #expect(names.archive == "vlf_CS-P_VOSS-UN-1_license_2022-11-19_1311.zip")
    #expect(names.archiveDirectory == "2022-11-19_1311_license")
  }

  @Test(arguments: [
    ("", "_"), ("CS-P", "CS-P"), ("a.b_c-d9Z", "a.b_c-d9Z"), ("../../etc", "___.._etc"),
    ("..", "__"), ("-rf", "_rf"), (".-.a", "___a"), ("_.a", "_.a"), ("é.a", "_.a"),
    ("a b/c", "a_b_c"), ("e\u{301}x", "e_x"), ("👩‍👩‍👧", "_____"), ("a\u{0}b", "a_b"),
    ("\r\n", "__"), ("ＡＢ", "__"), ("@:~`", "____"), ("[^{/", "____"),
  ])
  func foreignScalarsBecomeUnderlines(_ name: String, _ expected: String) {
    #expect(ReportFileNames.sanitized(name) == expected)
  }

  @Test func longNamesAreCutTo64() {
    #expect(ReportFileNames.sanitized(String(repeating: "a", count: 64)).count == 64)
    #expect(ReportFileNames.sanitized(String(repeating: "a", count: 65)).count == 64)
    #expect(
      ReportFileNames.sanitized(String(repeating: "e\u{301}", count: 40))
        == String(repeating: "e_", count: 32))
  }

  @Test func collisionsAreFound() throws {
    let (first, second, third) = try (names("a b", "h"), names("a_b", "h"), names("a", "b_h"))
    #expect(ReportFileNames.collision(among: [first]) == nil)
    #expect(ReportFileNames.collision(among: [first, try names("c", "h")]) == nil)
    #expect(ReportFileNames.collision(among: [first, second]) == first.anonymous)
    // Different parts, one name.
    #expect(ReportFileNames.collision(among: [second, third]) == second.anonymous)
  }
}
