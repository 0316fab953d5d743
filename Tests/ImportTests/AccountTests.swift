import TestSupport
import Testing

@testable import Import

/// Unity, contact centres and PexIP.
@Suite struct AccountTests {
  @Test func templatesAndSystemUsersAreLeftOut() throws {
    let page = """
      {"@total": "5", "User": [{"Alias": "jdoe", "ObjectId": "1"},
        {"Alias": "operator", "ObjectId": "2"}, {"Alias": "UnityConnection", "ObjectId": "3"},
        {"Alias": "undeliverablemessagesmailbox", "ObjectId": "4"},
        {"Alias": "t", "ObjectId": "5", "IsTemplate": "true"}]}
      """
    let exports = try Exports("unity", ["x.json": page])
    #expect(try exports.keys(.voicemail) == ["jdoe"])
    let file = try exports.run().report.sources[0].files[0]
    #expect(file.leftOut == ["system user": 3, "template": 1])
    #expect(file.recordCount == 5 && file.usedCount == 1)
  }

  /// `IsVmEnrolled` says that the first-time enrolment is finished, not that there is a mailbox.
  @Test func enrolmentDoesNotMatter() throws {
    let page = #"{"@total": "1", "User": {"Alias": "a", "ObjectId": "1", "IsVmEnrolled": "false"}}"#
    #expect(try Exports("unity", ["x": page]).keys(.voicemail) == ["a"])
  }

  /// The total is on every page, and counts distinct users.
  @Test func totalsAreComparedWithDistinctUsers() throws {
    let first =
      #"{"@total": "3", "User": [{"Alias": "a", "ObjectId": 1}, {"Alias": "b", "ObjectId": 2}]}"#
    let last = #"{"@total": "3", "User": {"Alias": "c", "ObjectId": "3"}}"#
    #expect(try Exports("unity", ["x1": first, "x2": last]).keys(.voicemail) == ["a", "b", "c"])
    #expect(try Exports("unity", ["x1": first]).failure() == "s: 2 of 3 records")
    let repeated = #"{"@total": "3", "User": {"Alias": "a", "ObjectId": "1"}}"#
    #expect(
      try Exports("unity", ["x1": first, "x2": repeated]).failure()
        == "s: 2 of 3 records; 1 came more than once")
    #expect(try Exports("unity", ["x1": first, "x2": first]).failure().contains("equal content"))
  }

  @Test func repliesInXMLAreRead() throws {
    let page = #"<Users total="1"><User><Alias>jdoe</Alias><ObjectId>1</ObjectId></User></Users>"#
    #expect(try Exports("unity", ["x.xml": page]).keys(.voicemail) == ["jdoe"])
    let short = page.replacing("\"1\"", with: "\"882\"")
    #expect(try Exports("unity", ["x.xml": short]).failure() == "s: 1 of 882 records")
  }

  @Test func agentsAreRead() throws {
    let express = """
      <resources><resource><self>https://h/1</self><userID>jdoe</userID><team name="T"/></resource>
      </resources>
      """
    #expect(try Exports("uccx", ["x.xml": express]).keys(.uccxAgent) == ["jdoe"])
    let json = #"{"@type": "resourceXMLList", "resource": {"userID": "jdoe", "type": 1}}"#
    #expect(try Exports("uccx", ["x.json": json]).keys(.uccxAgent) == ["jdoe"])
    #expect(try Exports("uccx", ["x.xml": "<resources/>"]).keys(.uccxAgent).isEmpty)
    let enterprise = """
      <results><pageInfo><totalResults>2</totalResults></pageInfo><agents><agent>
      <agentId>1</agentId><person><userName>jdoe</userName></person></agent></agents></results>
      """
    #expect(try Exports("ucce", ["x.xml": enterprise]).failure() == "s: 1 of 2 records")
    let whole = enterprise.replacing("totalResults>2", with: "totalResults>1")
    #expect(try Exports("ucce", ["x.xml": whole]).keys(.ucceAgent) == ["jdoe"])
  }

  @Test func errorAnswersAreRefused() throws {
    let xml =
      "<apiErrors><apiError><errorMessage>No such thing</errorMessage></apiError></apiErrors>"
    #expect(try Exports("uccx", ["x": xml]).failure().contains("error answer"))
    let json = #"{"apiError": [{"errorMessage": "No such thing", "errorType": "InvalidInput"}]}"#
    #expect(try Exports("uccx", ["x": json]).failure().contains("error answer"))
  }

  @Test func pagesOfPexipMustBeWhole() throws {
    let page = #"""
      {"meta": {"total_count": 1, "next": "/api/?offset=20"}, "objects": [
        {"id": 1, "primary_email_address": "a@x.example"}]}
      """#
    #expect(try Exports("pexip", ["x": page]).failure().contains("every page points to a further"))
  }
}
