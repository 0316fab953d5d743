import TestSupport
import Testing

@testable import Import

@Suite struct WebexTests {
  private static let licences = """
    {"items": [
      {"id": "L1", "name": "Meeting - Webex Meetings Suite", "totalUnits": 5, "consumedByUsers": 1},
      {"id": "L2", "name": "Webex Calling - Professional", "totalUnits": 5, "consumedByUsers": 1},
      {"id": "L3", "name": "Shiny New Thing", "totalUnits": 5, "consumedByUsers": 1}]}
    """

  private static let people = """
    {"items": [
      {"id": "1", "emails": ["both@x.example"], "licenses": ["L1", "L2"], "type": "person"},
      {"id": "2", "emails": ["new@x.example"], "licenses": ["L3"], "type": "person"},
      {"id": "3", "emails": ["bot@x.example"], "licenses": [], "type": "bot"},
      {"id": "4", "emails": ["none@x.example"], "licenses": [], "type": "person"}]}
    """

  @Test func licencesDecide() throws {
    let exports = try Exports("webex", ["x1": Self.licences, "x2": Self.people])
    #expect(try exports.keys(.webex) == ["both@x.example"])
    #expect(try exports.keys(.spark) == ["both@x.example"])
    let report = try exports.run().report
    #expect(report.unknown == ["Webex licence Shiny New Thing": 1])
    #expect(report.sources[0].files[1].leftOut == ["type bot": 1])
    #expect(report.sources[0].totals.count == 3)
  }

  @Test func licencesInUseMustAddUp() throws {
    let licences = Self.licences.replacing("\"consumedByUsers\": 1", with: "\"consumedByUsers\": 7")
    let failure = try Exports("webex", ["x1": licences, "x2": Self.people]).failure()
    #expect(failure.contains("1 of 7 persons with the licence Webex Calling - Professional"))
  }

  @Test func idsNeedNames() throws {
    let failure = try Exports("webex", ["x2": Self.people]).failure()
    #expect(failure.contains("3 assignments have ids"))
  }

  /// The service answers in part where one of its own services fails.
  @Test func partialPersonsAreRefused() throws {
    let partial = """
      {"items": [{"id": "1", "emails": ["a@x.example"], "licenses": [],
        "errors": {"licenses": {"code": "x"}}}]}
      """
    #expect(try Exports("webex", ["x": partial]).failure().contains("a person with 'errors'"))
    let whole = partial.replacing(#"{"licenses": {"code": "x"}}"#, with: "{}")
    #expect(try Exports("webex", ["x": whole]).failure() == "none")
  }

  @Test func personsWithoutLicencesAreRefused() throws {
    let page = #"{"items": [{"id": "1", "emails": ["a@x.example"]}]}"#
    #expect(try Exports("webex", ["x": page]).failure().contains("without 'licenses'"))
  }

  @Test func usersOfSCIMAreRead() throws {
    let page = """
      {"totalResults": 2, "itemsPerPage": 100, "startIndex": 1, "Resources": [
        {"id": "1", "userName": "a@x.example", "emails": [{"value": "a@x.example"}],
         "urn:scim:schemas:extension:cisco:webexidentity:2.0:User": {"licenseID": ["L2"]}}]}
      """
    let exports = try Exports("webex", ["x1": Self.licences, "x2": page])
    #expect(try exports.failure().contains("1 of 2 records"))
    let whole = page.replacing("\"totalResults\": 2", with: "\"totalResults\": 1")
    let licence =
      #"{"items": [{"id": "L2", "name": "Webex Calling - Professional", "totalUnits": 1}]}"#
    #expect(try Exports("webex", ["x1": licence, "x2": whole]).keys(.spark) == ["a@x.example"])
  }

  /// SCIM has the last part of what the id of REST holds; both are one licence.
  @Test func idsOfSCIMAreThoseOfREST() throws {
    // Base64 of "ciscospark://us/LICENSE/org:MC_1".
    let id = "Y2lzY29zcGFyazovL3VzL0xJQ0VOU0Uvb3JnOk1DXzE"
    let licences = """
      {"items": [{"id": "\(id)", "name": "Webex Calling - Professional", "totalUnits": 1,
        "consumedByUsers": 1}]}
      """
    let users = """
      {"totalResults": 1, "Resources": [{"id": "1", "userName": "a@x.example",
        "urn:scim:schemas:extension:cisco:webexidentity:2.0:User": {"licenseID": ["MC_1"]}}]}
      """
    #expect(try Exports("webex", ["x1": licences, "x2": users]).keys(.spark) == ["a@x.example"])
    let people = """
      {"items": [{"id": "1", "emails": ["A@x.example"], "licenses": ["\(id)"], "type": "person"}]}
      """
    let both = try Exports("webex", ["x1": licences, "x2": users, "x3": people])
    #expect(try both.keys(.spark) == ["a@x.example"])
    #expect(try both.run().report.sources[0].leftOut == ["given twice": 1])
  }

  /// A person of two exports has the licences of both.
  @Test func licencesOfSeveralExportsAreJoined() throws {
    let second = """
      User ID/Email (Required),Messaging
      none@x.example,TRUE

      """
    let exports = try Exports(
      "webex", ["x1": Self.licences, "x2": Self.people, "x3.csv": second])
    #expect(try exports.keys(.spark) == ["both@x.example", "none@x.example"])
  }

  /// A name occurs once for each subscription and site: other ids, one service.
  @Test func licencesOfOneNameAreOneService() throws {
    let licences = """
      {"items": [
        {"id": "L1", "name": "Messaging", "totalUnits": 5, "consumedByUsers": 2},
        {"id": "L2", "name": "Messaging", "totalUnits": 5, "consumedByUsers": 1}]}
      """
    let people = """
      {"items": [
        {"id": "1", "emails": ["a@x.example"], "licenses": ["L1", "L2"], "type": "person"},
        {"id": "2", "emails": ["b@x.example"], "licenses": ["L1"], "type": "person"}]}
      """
    let exports = try Exports("webex", ["x1": licences, "x2": people])
    #expect(try exports.keys(.spark) == ["a@x.example", "b@x.example"])
    #expect(try exports.run().report.sources[0].totals.map(\.readCount) == [2, 1])
  }

  @Test(arguments: [
    ("Webex Calling - Professional", "calling"), ("Webex Calling - Basic", "calling"),
    ("Webex Calling - Standard (Sub123456)", "calling"),
    ("Webex Calling - Workspaces", "none"), ("Webex Calling - Common Area", "none"),
    ("Unified Communication Manager (UCM)", "calling"), ("Messaging", "messaging"),
    ("Advanced Messaging", "messaging"), ("Spark Message", "messaging"),
    ("Meeting - Webex Meetings Suite", "meeting"), ("Meeting 25 Party", "meeting"),
    ("x.webex.com - Webex Meetings", "meeting"), ("Contact Center Standard Agent", "none"),
    ("Contact Center Premium Agent", "none"), ("Hybrid Calendar Service (Exchange)", "none"),
    ("Calendar Service", "none"),
  ])
  func namesOfLicencesAreKnown(_ name: String, _ service: String) {
    #expect(LicenceTable.builtIn.service(of: name)?.rawValue == service)
  }

  /// Attributes and licences are chosen apart: without licences nothing could be counted.
  @Test func filesWithoutLicencesAreRefused() throws {
    let text = """
      First Name,Last Name,Display Name,User ID/Email (Required),User Status,Extension,Phone Number
      A,B,A B,a@x.example,Active,1001,15550100

      """
    let failure = try Exports("webex", ["x.csv": text]).failure()
    #expect(failure.contains("1: no column is a licence") && failure.contains("export the users"))
  }

  /// A column for each licence; a suspended one is not in use.
  @Test func fileOfControlHubIsRead() throws {
    let text = """
      First Name, User ID/Email (Required),User Status,Meeting 25 Party,x.example - Webex Meetings,\
      Advanced Messaging (Suspended),Webex Calling - Professional
      A,a@x.example,Active,TRUE,FALSE,TRUE,FALSE
      B,b@x.example,Active,false,false,true,false
      C,c@x.example,Active,false,true,false,true

      """
    let exports = try Exports("webex", ["x.csv": text])
    #expect(try exports.keys(.webex) == ["a@x.example", "c@x.example"])
    #expect(try exports.keys(.spark) == ["c@x.example"])
    #expect(try exports.run().report.sources[0].files[0].leftOut == ["suspended licence": 2])
  }
}
