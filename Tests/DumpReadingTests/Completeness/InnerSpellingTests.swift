import DumpReading
import TestSupport
import Testing

/// Keys inside the objects of a record that are spelled like those of the profile (Inputs.md,
/// "Models and fields"): without them a list is empty, and a phone without an owner.
@Suite struct InnerSpellingTests {
  private static let user = "device/cucm/User"

  /// As lines, at once and one by one, in pieces, as an array, and in a page.
  private func fields(_ records: [String], _ comment: String = "") throws -> [String] {
    let page = SampleRecords.page(
      skip: 0, total: records.count, records: records.joined(separator: ","))
    let indented = records.map { $0.replacing(",\"", with: "\n,\"") }.joined(separator: "\n")
    var found: [[String]] = []
    for text in [
      records.joined(separator: "\n"), records.joined(), indented,
      "[\(records.joined(separator: ",\n"))]", page,
    ] {
      for (threads, chunk) in [(1, 1 << 20), (3, 64)] {
        do {
          _ = try read(text, threads: threads, chunk: chunk)
          found.append([])
        } catch DumpError.misspelled(let fields) {
          found.append(fields.map(\.description))
        }
      }
    }
    #expect(found.allSatisfy { $0 == found[0] }, "\(comment): \(found)")
    return found[0]
  }

  @Test func aListUnderAnotherSpellingStopsTheRun() throws {
    let device = record(Self.user, #""userid":"a","associatedDevices":{"Device":["SEP1"]}"#)
    let profile = record(Self.user, #""userid":"b","phoneProfiles":{"profile_name":"P"}"#)
    #expect(
      try fields([device, device, profile]) == [
        #"device/cucm/User: no record has "associatedDevices.device", "#
          + #"but 2 have "associatedDevices.Device""#,
        #"device/cucm/User: no record has "phoneProfiles.profileName", "#
          + #"but 1 has "phoneProfiles.profile_name""#,
      ])
  }

  /// Each field of each role that may be an object.
  @Test(arguments: [
    ("data/HierarchyNode", "name"), ("data/HierarchyNode", "node_type"),
    (Self.user, "userid"), (Self.user, "mailid"), ("device/cucm/Phone", "name"),
    ("device/cucm/Phone", "product"), ("device/cucm/Phone", "model"),
    ("device/cucm/Phone", "class"), ("device/cucm/Phone", "ownerUserName"),
    ("device/cucm/DeviceProfile", "name"), ("device/cucm/RemoteDestinationProfile", "name"),
    ("device/cucm/RemoteDestinationProfile", "userId"), ("device/cuc/User", "Alias"),
    ("device/webex/User", "webExId"), ("device/webex/User", "email"),
    ("device/spark/User", "email"), ("device/spark/User", "userName"),
    ("device/uccx/Agent", "userID"), ("device/ucce/Agent", "userID"),
    ("device/msgraph/MsolUser", "UserPrincipalName"),
    ("device/msteamsonline/CsOnlineUser", "UserPrincipalName"),
    ("device/msteamsonline/CsOnlineUser", "AccountType"),
    ("device/msteamsonline/CsOnlineUser", "SoftDeletionTimestamp"),
    ("device/msexchangeonline/UserMailbox", "UserPrincipalName"),
    ("device/pexip/User", "email"), ("device/phoneserver/Phone", "name"),
  ])
  func aValueUnderAnotherSpellingStopsTheRun(_ model: String, _ key: String) throws {
    for (inner, value) in [("Value", #""x""#), ("_Value_1", "null"), ("value_1", #""y""#)] {
      let text = record(
        model, #""\#(key)":{"uuid":"u","\#(inner)":\#(value)}"#,
        meta: #""pkid":"1","path":"sys""#)
      #expect(
        try fields([text], key) == [
          #"\#(model): no record has "\#(key).value" or "\#(key)._value_1", "#
            + #"but 1 has "\#(key).\#(inner)""#
        ])
    }
  }

  /// The entries of a list by themselves; a record counts once.
  @Test func entriesOfListsAreValues() throws {
    let text = record(
      Self.user,
      #""userid":"a","associatedDevices":{"device":[{"VALUE":"SEP1"},{"VALUE":"SEP2"}]}"#)
    #expect(
      try fields([text]) == [
        #"device/cucm/User: no record has "associatedDevices.device[].value" or "#
          + #""associatedDevices.device[]._value_1", but 1 has "associatedDevices.device[].VALUE""#
      ])
  }

  /// One record with the right key is enough, whatever its value; other keys are only unknown.
  @Test func theRightKeyAnywhereIsEnough() throws {
    let wrong = record(
      Self.user, #""userid":{"Value":"x"},"associatedDevices":{"Device":["SEP1"]}"#)
    for (value, list) in [(#"{"_value_1":null}"#, "[]"), (#"{"value":"","Value":"x"}"#, "null")] {
      let right = record(
        Self.user, #""userid":\#(value),"associatedDevices":{"device":\#(list)}"#)
      #expect(try fields([wrong, right]) == [])
      #expect(try fields([right, wrong]) == [])
    }
    #expect(
      try fields([
        record(Self.user, #""userid":{"values":"x","_value_2":""},"phoneProfiles":{"x":["P"]}"#)
      ]) == [])
  }

  /// The values of one field do not stand for those of another, nor a value for a list.
  @Test func eachFieldHasItsOwn() throws {
    let found = try fields([
      record(
        Self.user,
        #""userid":{"value":"a"},"mailid":{"Value":"b"},"phoneProfiles":{"profileName":"c"},"#
          + #""associatedDevices":{"DEVICE":{"value":"d"}}"#)
    ])
    let ends = [#"has "associatedDevices.DEVICE""#, #"has "mailid.Value""#]
    #expect(found.count == 2 && zip(found, ends).allSatisfy { $0.hasSuffix($1) }, "\(found)")
  }

  /// Without PKIDs it could not be seen that pages repeat each other.
  @Test(arguments: ["PKID", "Pkid", "pkId"]) func pkidsUnderAnotherSpelling(_ key: String) throws {
    let text = record(Self.user, #""userid":"a""#, meta: #""\#(key)":"1","path":"sys""#)
    #expect(
      try fields([text]) == [
        #"device/cucm/User: no record has "meta.pkid", but 1 has "meta.\#(key)""#
      ])
    let other = record(Self.user, #""userid":"b""#, meta: #""pkid":"2","path":"sys""#)
    #expect(try fields([text, other]) == [])
    #expect(try fields([record(Self.user, #""userid":"b""#, meta: #""path":"sys""#)]) == [])
  }

  // MARK: Several names in the profile

  private func contents(_ text: String, lists: String) throws -> [String] {
    let fields = #"{"userId":"u","mail":"m","associatedDevices":\#(lists),"profiles":"p.p[]"}"#
    let profile =
      #"{"schema":1,"models":[{"role":"user","model_type":"m","fields":\#(fields)}]}"#
    let options = DumpReader.Options(
      profile: try DumpProfile(parsing: Array(profile.utf8), file: "profile"))
    let folder = try Workdir()
    return try DumpReader(dumps: [try folder.write("d", text)], options: options).read().described
  }

  /// Names of one outer key: the first whose inner key is there counts.
  @Test func aProfileCanHaveSeveralInnerKeys() throws {
    let text = [
      #"{"device":["a"]}"#, #"{"Device":["b"]}"#, #"{"Device":["c"],"device":"d"}"#,
      #"{"device":null,"Device":"e"}"#, "{}",
    ].map { record("m", #""u":"u","x":"# + $0) }.joined(separator: "\n")
    #expect(
      try contents(text, lists: #"["x.device[]","x.Device[]"]"#)
        == ["0 u|", "0 u|", "1 u||a", "1 u||b", "1 u||d"].map { "user sys.p \($0)" })
    // A third spelling is none of them.
    let third = record("m", #""u":"u","x":{"DEVICE":"a"}"#)
    let error = #expect(throws: DumpError.self) {
      try contents(third, lists: #"["x.device[]","x.Device[]"]"#)
    }
    #expect(
      error?.description.contains(
        #"m: no record has "x.device" or "x.Device", but 1 has "x.DEVICE""#) == true)
  }
}
