import TestSupport
import Testing

@testable import Import

/// Gaps of exports, as far as the exports say: refused, or warned of.
@Suite struct CompletenessTests {
  private static let users = """
    pkid userid mailid
    ==== ====== ===========
    1    jdoe   a@x.example

    """

  private static let associations = "userid device\n====== ======\njdoe   SEP1\n"

  private func cluster(_ devices: String, others: String = users + "\n" + associations) throws
    -> Exports
  {
    try Exports("cucm", ["x.txt": devices + "\n" + others])
  }

  // MARK: Facts that no export states

  @Test func devicesNeedTheirClass() throws {
    let devices = "name model      owner\n==== ========== =====\nSEP1 Cisco 8851 jdoe\n"
    #expect(
      try cluster(devices).failure() == "3: a device without its class: profiles and gateways "
        + "cannot be told from phones; select 'tkclass', too")
    let empty = "name tkclass owner\n==== ======= =====\nSEP1 NULL    jdoe\n"
    #expect(try cluster(empty).failure().contains("3: a device without its class"))
    let object = #"[{"name": "SEP1", "product": "Cisco 8851", "ownerUserName": "jdoe"}]"#
    #expect(try Exports("cucm", ["x.json": object]).failure().contains("'name' and 'class'"))
  }

  /// `returnedTags` of `listPhone` without the class: templates and phones look alike.
  @Test func phonesNeedTheirClass() throws {
    let phones = AXLTests.envelope(
      "listPhoneResponse",
      "<phone><name>SEP1</name><product>Cisco 8851</product><ownerUserName/></phone>"
        + "<phone><name>SEP2</name><product>Cisco 8851</product><ownerUserName/></phone>")
    let failure = try Exports("cucm", ["x.xml": phones]).failure()
    #expect(failure.contains("s: the classes of 2 of 2 phones"))
    let withOne = phones.replacing(
      "<name>SEP1</name>", with: "<name>SEP1</name><class>Phone</class>")
    #expect(try Exports("cucm", ["x.xml": withOne]).failure() == "none")
  }

  @Test func phonesNeedOwnersAndProducts() throws {
    let devices = "name tkclass\n==== =======\nSEP1 1\n"
    let failure = try cluster(devices).failure()
    #expect(failure.contains("s: the owners of 1 of 1 phones"))
    #expect(failure.contains("s: the products of 1 of 1 phones"))
    let owners =
      "name tkclass fkenduser tkmodel\n==== ======= ========= =======\nSEP1 1       1         684\n"
    let both = try cluster(devices + "\n" + owners)
    #expect(try both.records(.phone).map(\.second) == ["jdoe"])
  }

  @Test func remoteDestinationProfilesNeedTheirUsers() throws {
    let reply = AXLTests.envelope(
      "listRemoteDestinationProfileResponse",
      "<remoteDestinationProfile><name>RDP</name></remoteDestinationProfile>")
    let failure = try Exports("cucm", ["x.xml": reply]).failure()
    #expect(failure.contains("the owners of 1 of 1 remote destination profiles"))
  }

  /// Only accounts that are matched by mail addresses need them.
  @Test func usersNeedMailAddressesForAccounts() throws {
    let users = AXLTests.envelope(
      "getUserResponse", "<user><userid>jdoe</userid><associatedDevices/></user>")
    #expect(try Exports("cucm", ["x.xml": users]).failure() == "none")
    let both = try Exports(
      [Exports.source("cucm"), Exports.source("pexip", name: "p", files: "p*")],
      files: ["x.xml": users, "p.json": #"{"meta": {"total_count": 0}, "objects": []}"#])
    #expect(try both.failure().contains("s: the mail addresses of 1 of 1 users"))
  }

  // MARK: Counts

  /// A reply without rows does not say what was asked for; a count of 0 does.
  @Test func countsOfNoneAreProof() throws {
    let empty = AXLTests.envelope("executeSQLQueryResponse", "")
    let users = AXLTests.envelope("listUserResponse", "<user><userid>jdoe</userid></user>")
    let profile = AXLTests.envelope(
      "listDeviceProfileResponse", "<deviceProfile><name>EM</name></deviceProfile>")
    let files = ["x1": AXLTests.phones, "x2": users, "x3": empty, "x4": profile]
    let failure = try Exports("cucm", files).failure()
    #expect(failure.contains("the devices that 1 of 1 users"))
    #expect(failure.contains("the users of extension-mobility profiles"))
    func count(_ what: String) -> String {
      AXLTests.envelope("executeSQLQueryResponse", "<row><\(what)>0</\(what)></row>")
    }
    let counts = ["x5": count("associations"), "x6": count("profiles")]
    let exports = try Exports("cucm", files.merging(counts) { $1 })
    #expect(try exports.failure() == "none")
    let one = counts["x5"]?.replacing(">0<", with: ">1<")
    #expect(
      try Exports("cucm", files.merging(["x5": one ?? "", "x6": count("profiles")]) { $1 })
        .failure().contains("0 of 1 associations with devices"))
  }

  /// A count is of the rows beside it; phones of BAT are not rows of a query.
  @Test func countsAreOfQueries() throws {
    let phones = "Device Name,Device Type,Owner User ID,User ID 1\nSEP1,Cisco 8851,,\n"
    func devices(_ count: Int) throws -> String {
      let text =
        "name class\n==== ==============\nEM   Device Profile\n\ndevices\n=======\n\(count)\n"
      return try Exports("cucm", ["x1": phones, "x2": text]).failure()
    }
    #expect(try devices(1) == "none")
    #expect(try devices(2) == "none")
    #expect(try devices(3) == "s: 2 of 3 devices")
  }

  /// Without ORDER BY pages overlap: as many rows as the count, and fewer devices.
  @Test func overlappingPagesAreNoticed() throws {
    func page(_ names: [String]) -> String {
      let rows = names.map {
        "<row><name>\($0)</name><class>Phone</class><model>Cisco 8851</model><owner/></row>"
      }
      return AXLTests.envelope("executeSQLQueryResponse", rows.joined())
    }
    let count = AXLTests.envelope("executeSQLQueryResponse", "<row><devices>4</devices></row>")
    let exports = try Exports(
      "cucm", ["x1": page(["SEP1", "SEP2"]), "x2": page(["SEP2", "SEP3"]), "x3": count])
    #expect(try exports.failure() == "s: 3 of 4 devices")
  }

  /// `rowsPerPage=0` answers with the total alone.
  @Test func totalsAloneAreIncomplete() throws {
    #expect(try Exports("unity", ["x": #"{"@total": "882"}"#]).failure() == "s: 0 of 882 records")
    #expect(
      try Exports("unity", ["x": #"<Users total="882"/>"#]).failure() == "s: 0 of 882 records")
  }

  @Test func totalsOfPexipAreCompared() throws {
    let page = #"""
      {"meta": {"total_count": 2, "next": null}, "objects": [
        {"id": 1, "primary_email_address": "a@x.example"}]}
      """#
    #expect(try Exports("pexip", ["x": page]).failure() == "s: 1 of 2 records")
  }

  // MARK: Limits

  private func warnings(_ exports: Exports) throws -> String {
    try exports.run().report.warnings.joined(separator: "; ")
  }

  @Test(arguments: [500, 1000, 2000])
  func listsAsLongAsALimitAreNoticed(_ count: Int) throws {
    func list(_ count: Int) -> String {
      let phones = (1...count).map {
        "<phone><name>SEP\($0)</name><class>Phone</class><product>Cisco 8851</product>"
          + "<ownerUserName/></phone>"
      }
      return AXLTests.envelope("listPhoneResponse", phones.joined())
    }
    let warning = "exactly \(count) records, which is a limit"
    #expect(try warnings(Exports("cucm", ["x": list(count)])).contains(warning))
    #expect(try !warnings(Exports("cucm", ["x": list(count - 1)])).contains("limit"))
  }

  /// Many pages of one size are one warning of the source.
  @Test func pagesOfOneSizeAreOneWarning() throws {
    func page(_ number: Int, _ count: Int) -> String {
      let users = (0..<count).map { "<user><userid>u\(number)-\($0)</userid><mailid/></user>" }
      return AXLTests.envelope("getUserResponse", users.joined())
    }
    var pages = ["x1": page(1, 500), "x2": page(2, 500), "x3": page(3, 499)]
    func limits() throws -> [String] {
      try Exports("cucm", pages).run().report.warnings.filter { $0.contains("limit") }
    }
    #expect(try limits().count == 1)
    #expect(try limits()[0].contains("x1 and 1 other file have exactly 500 records"))
    pages["x4"] = page(4, 500)
    pages["x5"] = page(5, 1000)
    #expect(try limits().count == 2)
    #expect(try limits()[0].contains("x1 and 2 other files have exactly 500 records"))
    #expect(try limits()[1].contains("x5 has exactly 1000 records"))
  }

  @Test func fullPagesOfAgentsAreNoticed() throws {
    let agents = (1...100).map {
      "<agent><agentId>\($0)</agentId><person><userName>u\($0)</userName>"
        + "</person></agent>"
    }
    let page = "<results><agents>\(agents.joined())</agents></results>"
    #expect(try warnings(Exports("ucce", ["x": page])).contains("exactly 100 records"))
  }

  @Test func fullFilesOfControlHubAreNoticed() throws {
    let rows = (1...20_000).map { "u\($0)@x.example,TRUE\n" }
    let text = "User ID/Email (Required),Messaging\n" + rows.joined()
    #expect(try warnings(Exports("webex", ["x.csv": text])).contains("exactly 20000 records"))
  }
}
