import Auditing
import TestSupport
import Testing

/// Dumps in the forms and packings that real exports have, in `Tests/Golden/cases`: one customer
/// with six users, each the owner of one phone, or a refusal that says what the input is.
@Suite struct FormCaseTests {
  @Test(arguments: [
    "concatenated-no-newline", "concatenated-blanks", "concatenated-arrays",
    "lines-then-concatenated", "pretty-objects", "pretty-crlf", "pretty-without-indent",
    "pretty-then-lines", "utf16le-bom", "utf16be-bom", "utf16le-array", "boms-in-lines", "tar-gz",
    "tar-plain", "tar-xz-with-folder", "zip-of-tar-gz", "bz2", "bz2-two-streams", "xz",
    "gz-zero-padding", "gz-two-members-padded", "tar-gz-zero-padding", "zip-traversal",
    "zip-hidden-names", "tar-absolute-names",
  ])
  func sixUsersWithOnePhone(_ name: String) throws {
    for threads in [1, 3] {
      let workdir = try Workdir()
      var request = AuditRequest(
        inputs: [Repository.path("Tests/Golden/cases/\(name)")],
        outputDirectory: workdir.path("reports"))
      request.dateTime = "2026-06-30 12:00"
      request.dump.threads = threads
      request.dump.chunkByteCount = threads == 1 ? nil : 100
      _ = try Audit.run(request)
      let files = try workdir.files(in: "reports")
      let report = try #require(
        files.first { $0.key.contains("_anonymous_20") && $0.key.hasSuffix(".csv") }
      ).value
      let lines = String(decoding: report, as: UTF8.self).split(whereSeparator: \.isNewline)
      let titles = try #require(lines.first { $0.contains("One Phone (No VM") }).split(
        separator: ",", omittingEmptySubsequences: false)
      let numbers = try #require(lines.last).split(
        separator: ",", omittingEmptySubsequences: false)
      for (title, number) in zip(titles, numbers).dropFirst() {
        switch title.trimmingPrefix("\"") {
        case let title where title.hasPrefix("One Phone (No VM & No WebEx & No Spark)"):
          #expect(number == "6")
        default: #expect(["0", "N", "1", ""].contains(number), "\(title): \(number)")
        }
      }
    }
  }

  @Test(arguments: [
    ("page-error-html", "u2.json: not a dump file: error answer: HTML page: \"<!-- x --><ht"),
    ("page-error-title", "answer: HTML page, titled 502 Bad Gateway: \"<!DOCTYPE html> <html>"),
    ("page-error-voss", "JSON error answer, code 401: \"{\"http_code\": 401, \"message\": \""),
    ("page-error-graph", "JSON error answer, code TooManyRequests: \"{ \"error\": { \"code\":"),
    ("page-error-webex", "JSON error answer, code ROUTER_6-1: \"{\"message\":\"The requested"),
    ("soap-fault", "p.xml: not a dump file: error answer: SOAP fault, code soapenv:Server: \""),
    ("soap12-fault", "error answer: SOAP fault, code env:Sender: \"<env:Envelope"),
    ("uccx-api-error", "XML error answer, code notFound: \"<?xml version"),
    ("uccx-api-error-json", "JSON error answer, code notFound: \"{\"apiError\":[{"),
    ("utf16le-unmarked", "iconv -f UTF-16LE -t UTF-8"),
    ("gz-other-padding", "followed by zeros and then by something else"),
  ])
  func refusalsSayWhatItIs(_ name: String, _ text: String) throws {
    let workdir = try Workdir()
    let failure = try #require(throws: Failure.self) {
      try Audit.run(
        AuditRequest(
          inputs: [Repository.path("Tests/Golden/cases/\(name)")],
          outputDirectory: workdir.path("reports")))
    }
    #expect(failure.status == .malformed)
    #expect(failure.message.contains(text), "\(failure)")
    #expect(try workdir.files(in: "reports").isEmpty)
  }
}
