import Documents
import DumpReading
import Testing

import class TestSupport.Workdir

/// Keys that differ from the names of fields in the case of letters (Inputs.md, "Models and fields").
@Suite struct SpellingTests {
  private static let user = "device/cucm/User"

  private func fields(_ text: String, onError: DumpReader.OnError = .fail) throws
    -> [MisspelledField]
  {
    var found: [[MisspelledField]] = []
    for (threads, chunk) in [(1, 1 << 20), (3, 64), (2, 1)] {
      do {
        _ = try read(text, threads: threads, chunk: chunk, onError: onError)
        found.append([])
      } catch DumpError.misspelled(let fields) {
        found.append(fields)
      }
    }
    #expect(found.allSatisfy { $0 == found[0] })
    return found[0]
  }

  @Test func aKeySpelledLikeAFieldStopsTheRun() throws {
    let one = record(Self.user, #""userId":"a","mailId":"b""#)
    let found = try fields([one, one, record(Self.user, #""userID":"c""#)].joined(separator: "\n"))
    #expect(
      found.map(\.description) == [
        #"device/cucm/User: no record has "userid", but 1 has "userID""#,
        #"device/cucm/User: no record has "userid", but 2 have "userId""#,
        #"device/cucm/User: no record has "mailid", but 2 have "mailId""#,
      ])
    #expect(try fields("[\(one)]", onError: .reject).count == 2)
    #expect(try fields(one.replacing("userId", with: #"\u0075serId"#)).count == 2)
  }

  /// One record with the field is enough, wherever it is and whatever its value.
  @Test func aFieldThatSomeRecordHasIsNoMistake() throws {
    let other = record(Self.user, #""userId":"a""#)
    for value in [#""x""#, "null", #""""#] {
      let right = record(Self.user, #""userid":\#(value)"#)
      #expect(try fields(right + "\n" + other) == [])
      #expect(try fields(other + "\n" + right) == [])
    }
  }

  /// Each model by itself; letters beyond A–Z are compared exactly; other keys are only unknown.
  @Test func otherKeysAreUnknown() throws {
    #expect(try fields(record(Self.user, #""user":"a","userid ":"b","uſerid":"c","id":"d""#)) == [])
    #expect(
      try fields(
        record(Self.user, #""userId":"a""#) + "\n" + record("device/cuc/User", #""Alias":"a""#)
      ).map(\.modelType) == [Self.user])
    #expect(try fields(record("device/other", #""USERID":"a""#)) == [])
  }

  /// Underscores between words are a spelling, too.
  @Test(arguments: [
    ("device/cucm/User", "user_id"), ("device/cucm/User", "associated_devices"),
    ("device/cucm/Phone", "owner_user_name"), ("device/webex/User", "web_ex_id"),
    ("device/webex/User", "webex_id"), ("device/msgraph/MsolUser", "is_licensed"),
    ("data/HierarchyNode", "nodeType"), ("data/HierarchyNode", "NODETYPE"),
    ("device/uccx/Agent", "user_ID"), ("device/msteamsonline/CsOnlineUser", "account_type"),
  ])
  func underscoresAreASpelling(_ model: String, _ key: String) throws {
    let empty = record(model, #""\#(key)":"""#)
    for text in [record(model, #""\#(key)":null"#), "[\n\(empty),\n\(empty)]"] {
      #expect(try fields(text).map(\.found) == [key])
    }
  }

  @Test func listsFlagsAndConditionsAreFields() throws {
    let text = [
      record(Self.user, #""userid":"a","AssociatedDevices":{"device":["x"]}"#),
      record("relation/HcsCustomerREL", #""PublicSector":true"#),
      record("device/msteamsonline/CsOnlineUser", #""accountType":"Guest""#),
    ].joined(separator: "\n")
    #expect(
      try fields(text).map(\.found) == ["PublicSector", "AssociatedDevices", "accountType"])
  }

  /// A malformed record has no fields.
  @Test func rejectedRecordsDoNotCount() throws {
    let bad = record(Self.user, #""userid":7"#)
    let text = [bad, record(Self.user, #""userId":"a""#), bad].joined(separator: "\n")
    #expect(try fields(text, onError: .reject).map(\.found) == ["userId"])
  }

  // MARK: Several names in the profile

  private func contents(_ text: String, fields: String, when: String = "") throws -> DumpContents {
    let model = #"{"role":"voicemail","model_type":"m","fields":{"alias":\#(fields)}\#(when)}"#
    let profile = #"{"schema":1,"models":[\#(model)]}"#
    let options = DumpReader.Options(
      profile: try DumpProfile(parsing: Array(profile.utf8), file: "profile"))
    let folder = try Workdir()
    return try DumpReader(dumps: [try folder.write("d", text)], options: options).read()
  }

  @Test func theFirstPresentNameCounts() throws {
    let text = [
      #""Alias":"a""#, #""alias":"b""#, #""alias":"c","Alias":"d""#, #""Alias":"e","alias":"f""#,
      #""Alias":null,"alias":"g""#, #""alias":"h","alias":"i""#,
    ].map { record("m", $0) }.joined(separator: "\n")
    let names = try contents(text, fields: #"["Alias","alias"]"#).described
    // Of the fifth record the first key is there, and empty.
    #expect(
      names == ["", "a", "b", "d", "e", "i"].map { "voicemail sys.p 0 \($0)" })
  }

  @Test(arguments: ["[]", "[7]", #"["a","a"]"#, #"["a",""]"#, "{}"])
  func refusesOtherNames(_ fields: String) throws {
    #expect(throws: DocumentError.self) { try contents("", fields: fields) }
  }

  // MARK: Conditions

  private func left(_ data: [String], when: String) throws -> [String: Int] {
    let text = data.map { record("m", #""a":"x","# + $0) }.joined(separator: "\n")
    let contents = try contents(text, fields: #""a""#, when: #","when":\#(when)"#)
    let counted = contents.batches.reduce(0) { $0 + $1.recordCount }
    #expect(counted + contents.leftOut.values.reduce(0, +) == data.count)
    #expect(contents.modelCounts == ["m": data.count])
    return contents.leftOut
  }

  @Test func conditionsLeaveRecordsOut() throws {
    let types = [
      #""b":1"#, #""t":null"#, #""t":"""#, #""t":"User""#, #""t":" uSeR ""#, #""t":"Users""#,
      #""t":{"value":"user"}"#, #""t":{}"#, #""t":true"#, #""t":7"#,
    ]
    // Absent and `null` are one value, an empty string is another.
    #expect(try left(types, when: #"{"t":{"in":["user"]}}"#) == ["m: t": 7])
    #expect(try left(types, when: #"{"t":{"in":[null]}}"#) == ["m: t": 7])
    #expect(try left(types, when: #"{"t":{"in":[""]}}"#) == ["m: t": 9])
    #expect(try left(types, when: #"{"t":{"in":[true,7]}}"#) == ["m: t": 8])
    #expect(try left(types, when: #"{"t":{"notIn":[null,"USER"]}}"#) == ["m: t": 6])
    #expect(try left(types, when: #"{"t":{"in":[]}}"#) == ["m: t": 10])
    #expect(try left(types, when: "{}") == [:])
    // A record is counted under the first condition that it fails.
    #expect(
      try left(
        [#""t":1,"u":1"#, #""t":1,"u":2"#, #""t":2,"u":2"#],
        when: #"{"t":{"in":[1]},"u":{"in":[1]}}"#) == ["m: t": 1, "m: u": 1])
  }

  /// A field of the role can have a condition, too; one that is left out need not be in place.
  @Test func conditionsComeBeforePlaces() throws {
    #expect(
      try contents(
        #"{"meta":{"model_type":"m","path":"no.where"},"data":{"a":"skip"}}"#, fields: #""a""#,
        when: #","when":{"a":{"notIn":["SKIP"]}}"#
      ).leftOut == ["m: a": 1])
    #expect(throws: DumpError.self) { try left([#""t":[1]"#], when: #"{"t":{"in":[1]}}"#) }
  }

  @Test(arguments: [
    "7", #"{"t":{}}"#, #"{"t":{"in":1}}"#, #"{"t":{"in":[[]]}}"#, #"{"t":{"is":[1]}}"#,
    #"{"t":{"in":[],"notIn":[]}}"#, #"{"":{"in":[]}}"#, #"{"t":{"in":[]},"t":{"in":[]}}"#,
  ])
  func refusesOtherConditions(_ when: String) throws {
    #expect(throws: DocumentError.self) {
      try contents("", fields: #""a""#, when: #","when":\#(when)"#)
    }
  }

  // MARK: Numbers that a spreadsheet rounded

  @Test(arguments: ["6.2E+23", "6,2E+23", "6E+23", "6.23e23", "1.0E-5"])
  func roundedPKIDsAreMalformed(_ pkid: String) throws {
    let text = record(Self.user, #""userid":"a""#, meta: #""pkid":"\#(pkid)","path":"sys.p""#)
    #expect(try refusal(of: text).reason.contains("did a spreadsheet round it?"))
    #expect(try read(text, onError: .reject).rejects.count == 1)
  }

  @Test(arguments: ["123456789012345678901e23", "5e3", "6.2", "E+23", "6.2E+", "x6.2E+23"])
  func otherPKIDsAreNot(_ pkid: String) throws {
    let text = record(Self.user, #""userid":"a""#, meta: #""pkid":"\#(pkid)","path":"sys.p""#)
    #expect(try read(text, onError: .reject).rejects.isEmpty)
  }

  @Test func numbersInIDsAreMalformed() throws {
    for data in [
      #""userid":62"#, #""mailid":{"value":-1}"#, #""associatedDevices":{"device":[3]}"#,
    ] {
      #expect(
        try refusal(of: record(Self.user, data)).reason.contains("did a spreadsheet round it?"))
    }
    let text = record(Self.user, #""userid":"a""#, meta: #""pkid":6.2E+23,"path":"sys.p""#)
    #expect(try refusal(of: text).reason.contains("did a spreadsheet round it?"))
  }
}
