import Testing

@testable import DumpReading

/// Texts that are answers of servers, and texts that only look like them.
@Suite struct ErrorAnswerTests {
  private func found(_ text: String) -> ErrorAnswer? { ErrorAnswer(Array(text.utf8)) }

  @Test(arguments: [
    ("{\"error\":{\"code\":\"E1\"}}", "E1"), ("{\"errors\":[{\"code\":7}]}", "7"),
    ("{\"http_code\":401,\"error\":{\"code\":\"E1\"}}", "401"), ("{\"error\":\"gone\"}", "gone"),
    ("{\"message\":\"m\",\"trackingId\":\"T\"}", "T"), (" \n{\"detail\":\"x\"}", ""),
  ])
  func objectsHaveACode(_ text: String, _ code: String) throws {
    let answer = try #require(found(text))
    #expect(answer.format == .json)
    #expect(answer.code == code)
  }

  /// A record or a page may have such keys, and a cut one does not show that it is whole.
  @Test(arguments: [
    "", "  ", "null", "[{\"error\":1}]", "{}", "{\"name\":\"error\"}", "{\"a\":{\"error\":1}}",
    "{\"error\":1,\"data\":{}}", "{\"meta\":{},\"error\":1}", "{\"error\":1,\"resources\":[]}",
    "{\"error\":1,\"pagination\":{}}", "{\"message\":\"x\"", "{\"message\":\"x\",\"data\":{}}",
  ])
  func otherTextsAreNoAnswers(_ text: String) { #expect(found(text) == nil) }

  /// The key of an error alone is enough where the text ends too early.
  @Test(arguments: ["{\"error\":1", "{\"errors\":[{\"code\":", "{\"apiError\":\"x"])
  func cutObjectsAreAnswers(_ text: String) throws {
    let answer = try #require(found(text))
    #expect(answer.format == .json)
    #expect(answer.code == "")
  }

  @Test(
    arguments: [
      ("<html><title>503 Busy</title></html>", .html, "503 Busy"),
      ("<!DOCTYPE html><p>", .html, ""),
      ("<E:Fault xmlns:E=\"e\"><faultcode>E:Server</faultcode></E:Fault>", .soap, "E:Server"),
      ("<error><code>9</code></error>", .xml, "9"),
    ] as [(String, ErrorAnswer.Format, String)])
  func markupHasACode(_ text: String, _ format: ErrorAnswer.Format, _ code: String) throws {
    let answer = try #require(found(text))
    #expect(answer.format == format)
    #expect(answer.code == code)
  }

  @Test func otherMarkupIsNoAnswer() { #expect(found("<phones><phone/></phones>") == nil) }

  /// 80 characters on one line.
  @Test func theBeginningIsOneLine() throws {
    let text = "{\"error\":\t\n\"" + String(repeating: "é", count: 200) + "\"}"
    let answer = try #require(found(text))
    #expect(answer.beginning == "{\"error\": \"" + String(repeating: "é", count: 69))
    #expect(answer.code == String(repeating: "é", count: 80))
    let named = "error answer: JSON error answer, code \(answer.code): "
    #expect(answer.description == named + "\"\(answer.beginning)\"")
  }
}
