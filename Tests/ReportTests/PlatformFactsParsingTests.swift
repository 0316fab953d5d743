import CensusModel
import Documents
import Testing

@testable import Report

/// Platform facts as files give them.
@Suite struct PlatformFactsParsingTests {
  private func parse(_ text: String) throws -> (facts: PlatformFacts, ignored: [String]) {
    var ignored: [String] = []
    let facts = try PlatformFacts(
      parsing: Array(text.utf8), file: "platform.json", ignoredKeys: &ignored)
    return (facts, ignored)
  }

  @Test func readsTheKeysOfTheHeadAndNamesTheOthers() throws {
    let (facts, ignored) = try parse(
      #"""
      {"OrgID": "0010O00001kPTUpQAO", "orgid": "x", "Software Version": 21.40, "License Token": null,
       "License Expiry": "", "Platform Version": 1e3, "hostname": "old", "hostname": "Zürich, \"1\"",
       "Date Time": "2022-11-19 13:11", "extra": [1], "orgid": 2}
      """#)
    #expect(
      facts.values == [
        .orgID: "0010O00001kPTUpQAO", .softwareVersion: "21.40", .platformVersion: "1e3",
        .hostname: "Zürich, \"1\"", .dateTime: "2022-11-19 13:11",
      ])
    #expect(ignored == ["orgid", "extra"])
    #expect(try parse("{}").facts.values.isEmpty)
  }

  @Test(arguments: ["true", "[]", "{}", "[\"x\"]", "false"])
  func otherTypesAreRefused(_ value: String) throws {
    let error = try #require(throws: DocumentError.self) {
      try parse("{\n \"OrgID\": \(value)}")
    }
    #expect(error.file == "platform.json")
    #expect(error.line == 2)
    #expect(error.byte == 12)
    #expect(error.reason.contains("\"OrgID\""))
  }

  @Test(arguments: [0x00, 0x09, 0x0A, 0x0D, 0x1F, 0x7F, 0x80, 0x85, 0x9F] as [UInt32])
  func controlCharactersAreRefused(_ value: UInt32) throws {
    let digits = String(value, radix: 16)
    let escape = "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    let error = try #require(throws: DocumentError.self) {
      try parse(#"{"hostname": "a\#(escape)b"}"#)
    }
    #expect(error.byte == 13)
    #expect(error.reason.contains("U+00"))
  }

  @Test(arguments: ["a\u{A0}b", "a b", "\u{20}", "~", "a\u{2028}b"])
  func otherCharactersAreNot(_ value: String) throws {
    #expect(try parse("{\"hostname\": \"\(value)\"}").facts[.hostname] == value)
  }

  @Test(arguments: ["\"2022-11-19\"", "\"2022-02-30 10:00\"", "20221119", "\"now\""])
  func dateTimeIsChecked(_ value: String) {
    #expect(throws: DocumentError.self) { try parse("{\"Date Time\": \(value)}") }
  }

  @Test(arguments: ["[]", "\"x\"", "1", "null", "", "{"])
  func anythingButAnObjectIsRefused(_ text: String) {
    #expect(throws: DocumentError.self) { try parse(text) }
  }
}
