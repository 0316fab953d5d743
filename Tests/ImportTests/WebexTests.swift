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
