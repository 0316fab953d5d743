import TestSupport
import Testing

@testable import Import

/// Every record gets a customer and a site, in the order of Documentation/Sources.md.
@Suite struct PlacementTests {
  private static let cluster = #"{"name": "c", "system": "cucm", "files": ["c*"]}"#

  private static let phones = """
    Device Name,Device Type,Device Pool,Location,Description,User ID 1,Owner User ID
    SEP1,Cisco 8851,DP-B1,L,d,,jdoe
    SEP0,Cisco 8851,DP-A2,L,d,jdoe,
    SEP2,Cisco 8851,DP-A2,L,d,asmith,
    SEP3,Cisco 8851,DP-A1,L,d,asmith,

    """
  private static let users =
    "USER ID,MAIL ID,DEPARTMENT\njdoe,j@x.example,Sales\nasmith,s@x.example,\n"
  private static let pools =
    "c,devicePool,dp-a1,A,A1\nc,devicePool,DP-A?,A,A2\nc,devicePool,*B1,B,B1\n"

  /// A place as `customer/site` of the records of a model.
  private func places(_ exports: Exports, _ model: ImportedModel) throws -> [String: String] {
    let imported = try exports.run()
    var places: [String: String] = [:]
    for record in try exports.records(model) {
      let place = imported.sources.places[try #require(record.place)]
      places[record.key] = "\(imported.sources.customers[place.customer].name)/\(place.site)"
    }
    return places
  }

  /// The first line that matches, then the first owned phone, then the first associated one.
  @Test func usersGoWhereTheirPhonesAre() throws {
    let exports = try Exports(
      [Self.cluster], files: ["c1.csv": Self.phones, "c2.csv": Self.users], placement: Self.pools)
    #expect(
      try places(exports, .phone)
        == ["SEP0": "A/A2", "SEP1": "B/B1", "SEP2": "A/A2", "SEP3": "A/A1"])
    #expect(try places(exports, .user) == ["jdoe": "B/B1", "asmith": "A/A2"])
  }

  @Test func linesOfUsersComeFirst() throws {
    let exports = try Exports(
      [Self.cluster], files: ["c1.csv": Self.phones, "c2.csv": Self.users],
      placement: "c,department,sales,A,A1\nc,userid,AS*,B,B1\n" + Self.pools)
    #expect(try places(exports, .user) == ["jdoe": "A/A1", "asmith": "B/B1"])
  }

  @Test func accountsGoToTheirUsers() throws {
    let exports = try Exports(
      [
        Self.cluster, #"{"name": "u", "system": "unity", "files": ["u*"]}"#,
        #"{"name": "m", "system": "pexip", "files": ["x*"], "customer": "A", "site": "A1"}"#,
      ],
      files: [
        "c1.csv": Self.phones, "c2.csv": Self.users,
        "u.json": #"{"@total": "1", "User": {"Alias": "JDoe"}}"#,
        "x.json": #"""
        {"meta": {"total_count": 2, "next": null}, "objects": [
          {"id": 1, "primary_email_address": "S@x.example"},
          {"id": 2, "primary_email_address": "none@x.example"}]}
        """#,
      ], placement: Self.pools)
    #expect(try places(exports, .voicemail) == ["JDoe": "B/B1"])
    #expect(try places(exports, .pexip) == ["S@x.example": "A/A2", "none@x.example": "A/A1"])
  }

  @Test func recordsWithoutAPlaceAreListed() throws {
    var exports = try Exports(
      [Self.cluster], files: ["c1.csv": Self.phones, "c2.csv": Self.users],
      placement: "c,name,SEP3,A,A1\n")
    let failure = try exports.failure()
    #expect(failure.contains("SEP0: no line") && failure.contains("jdoe: no line"))
    #expect(!failure.contains("asmith"))
    exports.options.leavesOutUnplaced = true
    #expect(try exports.run().report.unplaced.count == 4)
    #expect(try exports.keys(.phone) == ["SEP3"])
  }

  /// One address in two customers: the account could belong to either.
  @Test func usersOfSeveralCustomersAreNamed() throws {
    let unity = #"{"name": "u", "system": "unity", "files": ["u*"]}"#
    let second = #"{"name": "d", "system": "cucm", "files": ["d*"], "customer": "B", "site": "B1"}"#
    let files = [
      "c2.csv": Self.users, "d.csv": Self.users,
      "u.json": #"{"@total": "1", "User": {"Alias": "jdoe"}}"#,
    ]
    let first = #"{"name": "c", "system": "cucm", "files": ["c*"], "customer": "A", "site": "A1"}"#
    let exports = try Exports([first, second, unity], files: files)
    #expect(try exports.failure().contains("several customers: jdoe of A, jdoe of B"))
    let served = try Exports(
      [first, second, unity.replacing("\"files\"", with: "\"customers\": [\"B\"], \"files\"")],
      files: files)
    #expect(try places(served, .voicemail) == ["jdoe": "B/B1"])
  }

  @Test func placementFilesAreChecked() throws {
    for line in ["x,name,*,A,A1", "c,colour,*,A,A1", "c,name,*,A,A9", "c,name,*,A"] {
      let exports = try Exports(
        [Self.cluster], files: ["c2.csv": Self.users], placement: line + "\n")
      #expect(try exports.failure().hasPrefix("2: "), "\(line)")
    }
  }

  @Test(arguments: [
    ("*", "", true), ("a*b?c", "AxxB-c", true), ("a*b?c", "abc", false), ("?", "", false),
    ("*a*a*", "banana", true), ("SEP*7", "sep0017", true), ("SEP*7", "sep0018", false),
  ])
  func patternsMatch(_ pattern: String, _ text: String, _ isMatch: Bool) {
    #expect(GlobPattern(pattern).matches(text) == isMatch)
  }
}
