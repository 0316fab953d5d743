import CensusModel
import Testing

@testable import Report

/// Errors say what is wrong and what to do, in one line that is safe to show.
@Suite struct ReportErrorTests {
  @Test(arguments: [
    ReportError.malformedStamp(text: "x\ny\u{1B}", source: "option Date Time"),
    .malformedStamp(text: "x", source: "SOURCE_DATE_EPOCH"),
    .controlCharacter(key: "OrgID", codePoint: 0x9), .malformedPKID("a\u{1B}\n"),
    .duplicatePKID("5e"), .missingNames(pkid: "5e"), .doesNotAddUp(pkid: "5e", what: "1, 2"),
  ])
  func areOneLine(_ error: ReportError) {
    #expect(!error.description.unicodeScalars.contains { $0.isControl })
    #expect(error.description.count > 30)
  }

  @Test func nameTheirSubject() {
    #expect(
      ReportError.malformedStamp(text: "2022", source: "option Date Time").description
        == "option Date Time: \"2022\" is not a date and time; "
        + "expected YYYY-MM-DD HH:MM in UTC, such as 2022-11-19 13:11")
    #expect(
      ReportError.controlCharacter(key: "OrgID", codePoint: 9).description
        .hasPrefix("OrgID: control character U+0009 "))
  }
}
