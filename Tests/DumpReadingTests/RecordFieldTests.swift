import DumpReading
import Testing

/// The content of a single record (Inputs.md, "Models and fields").
@Suite struct RecordFieldTests {
  private func described(_ line: String) throws -> [String] { try read(line).described }

  @Test(arguments: [
    ("device/cucm/User", #""userid":" Ann ","mailid":"A@X.org""#, "user sys.p 0 ann|a@x.org"),
    (
      "device/cucm/Phone",
      #""name":"SEP1","product":" Cisco  8841 ","model":"M","class":"PHONE","ownerUserName":"Ann""#,
      "phone sys.p cisco 8841/phone sep1|ann"
    ),
    ("device/cucm/Phone", #""name":"a","model":"CTI Port""#, "phone sys.p cti port/ a|"),
    ("device/cucm/Phone", #""name":"a","product":"  ","model":"M""#, "phone sys.p m/ a|"),
    ("device/cucm/DeviceProfile", #""name":"P""#, "extensionMobilityProfile sys.p 0 p"),
    (
      "device/cucm/RemoteDestinationProfile", #""name":"R","userId":"Ann""#,
      "singleNumberReachProfile sys.p 0 r|ann"
    ),
    ("device/cuc/User", #""Alias":"Ann""#, "voicemail sys.p 0 ann"),
    ("device/webex/User", #""webExId":"W","email":"E""#, "webex sys.p 0 w|e"),
    ("device/spark/User", #""email":"E","userName":"N""#, "spark sys.p 0 e|n"),
    ("device/uccx/Agent", #""userID":"U""#, "contactCenterExpress sys.p 0 u"),
    ("device/ucce/Agent", #""userID":"U""#, "contactCenterEnterprise sys.p 0 u"),
    ("device/msexchangeonline/UserMailbox", #""UserPrincipalName":"U""#, "exchange sys.p 0 u"),
    ("device/pexip/User", #""email":"E""#, "pexip sys.p 0 e"),
    ("device/phoneserver/Phone", #""name":"N""#, "phoneServerPhone sys.p 0 n"),
  ])
  func readsEveryRole(_ model: String, _ data: String, _ expected: String) throws {
    #expect(try described(record(model, data)) == [expected])
  }

  @Test func readsNodesExactly() throws {
    let node = record(
      "data/HierarchyNode", #""name":" Site A ","node_type":"Site""#,
      meta: #""pkid":"5E5A","path":"sys.P""#)
    #expect(try described(node) == ["node sys.P 5E5A Site  Site A "])
  }

  @Test(arguments: [
    (#""x""#, "x"), ("null", ""), (#""""#, ""), (#"{"value":"v"}"#, "v"),
    (#"{"_value_1":"w"}"#, "w"), (#"{"value":"","_value_1":"w"}"#, "w"),
    (#"{"value":null,"_value_1":"w"}"#, "w"), (#"{"_value_1":"w","value":"v"}"#, "v"),
    (#"{"value":"a","value":"b"}"#, "b"), ("{}", ""), (#"{"uuid":[1,{"value":"q"}]}"#, ""),
    (#""\u0041\u00e9\ud83d\ude00""#, "aé😀"), (#""  A\tB  ""#, "a\tb"),
    (#"{"val\u0075e":"v"}"#, "v"),
  ])
  func readsReferenceFields(_ json: String, _ expected: String) throws {
    #expect(
      try described(record("device/cuc/User", #""Alias":"# + json)) == [
        "voicemail sys.p 0 \(expected)"
      ])
  }

  @Test(arguments: [
    "1", "true", "false", #"["x"]"#, "[]", #"{"value":1}"#, #"{"value":["v"]}"#, #"{"value":{}}"#,
    #"{"value":"","_value_1":true}"#, "-0.5e1",
  ])
  func refusesOtherValuesAsReferences(_ json: String) throws {
    let text = record("device/cuc/User", #""Alias":"# + json)
    #expect(try refusal(of: text).reason.hasPrefix("\"Alias\": expected a string, null"))
  }

  @Test(arguments: [
    (#"{"device":["A","B"]}"#, "2 u||a|b|p"), (#"{"device":"A"}"#, "1 u||a|p"),
    (#"{"device":{"value":"A"}}"#, "1 u||a|p"),
    (#"{"device":{"_value_1":"A","uuid":"x"}}"#, "1 u||a|p"),
    (#"{"device":[{"value":"A"},null,"","  ","B",{}]}"#, "2 u||a|b|p"),
    (#"{"device":null}"#, "0 u||p"), (#"{"device":""}"#, "0 u||p"), (#"{"device":[]}"#, "0 u||p"),
    ("{}", "0 u||p"), ("null", "0 u||p"), (#""""#, "0 u||p"), ("[]", "0 u||p"),
    (#"{"other":["A"],"device":["B"]}"#, "1 u||b|p"),
    (#"{"device":["A"],"device":["B"]}"#, "1 u||b|p"),
  ])
  func readsLists(_ json: String, _ expected: String) throws {
    let text = record(
      "device/cucm/User",
      #""userid":"U","phoneProfiles":{"profileName":["P"]},"associatedDevices":"# + json)
    #expect(try described(text) == ["user sys.p \(expected)"])
  }

  @Test func absentListsAreEmpty() throws {
    #expect(try described(record("device/cucm/User", #""userid":"U""#)) == ["user sys.p 0 u|"])
  }

  @Test(arguments: [
    #"["A"]"#, #""A""#, "1", "true", #"{"device":1}"#, #"{"device":true}"#, #"{"device":["A",1]}"#,
    #"{"device":[["A"]]}"#,
  ])
  func refusesOtherValuesAsLists(_ json: String) throws {
    let text = record("device/cucm/User", #""userid":"U","associatedDevices":"# + json)
    #expect(try refusal(of: text).reason.contains("evice"))
  }

  @Test(arguments: [
    ("true", true), ("false", false), (#""true""#, true), (#""FALSE""#, false), (#""t""#, true),
    (#""F""#, false), (#""Y""#, true), (#""n""#, false), ("null", false), (#""""#, false),
    (#""\u0079""#, true),
  ])
  func readsBooleans(_ json: String, _ expected: Bool) throws {
    let settings = record("relation/HcsCustomerREL", #""publicSector":"# + json)
    #expect(try described(settings) == ["settings sys.p \(expected) false"])
    let teams = record(
      "device/msteamsonline/CsOnlineUser",
      #""UserPrincipalName":"u","EnterpriseVoiceEnabled":"# + json)
    #expect(try described(teams) == ["teams sys.p \(expected ? 1 : 0) u"])
  }

  @Test(arguments: [("true", 1), ("false", 0), ("null", 1), (#""""#, 1), (#""N""#, 0)])
  func onlyFalseIsUnlicensed(_ json: String, _ expected: Int) throws {
    let text = record(
      "device/msgraph/MsolUser", #""UserPrincipalName":"u","IsLicensed":"# + json)
    #expect(try described(text) == ["microsoft365 sys.p \(expected) u"])
    let absent = record("device/msgraph/MsolUser", #""UserPrincipalName":"u""#)
    #expect(try described(absent) == ["microsoft365 sys.p 1 u"])
  }

  @Test(arguments: ["1", "0", #""yes""#, #"" true""#, "[]", "{}", #""tr""#])
  func refusesOtherValuesAsBooleans(_ json: String) throws {
    let text = record("relation/HcsCustomerREL", #""inactiveBilling":"# + json)
    #expect(try refusal(of: text).reason.hasPrefix("\"inactiveBilling\": expected true or false"))
  }

  @Test func anyOrderAndLastOfDuplicateKeysWins() throws {
    let expected = ["voicemail sys.q 0 b"]
    let texts = [
      #"{"data":{"Alias":"B"},"meta":{"path":"sys.q","model_type":"device/cuc/User"}}"#,
      #"{"meta":{"path":"sys.q","model_type":"device/cuc/User"},"data":{"Alias":1,"Alias":"B"}}"#,
      #"{"meta":1,"data":{"Alias":"A"},"x":{"meta":{}},"data":{"Alias":"B"},"meta":{"path":"sys.a","path":"sys.q","model_type":"device/cuc/User"}}"#,
      #"{"m\u0065ta":{"p\u0061th":"sys\u002eq","model_type":"device\/cuc\/User"},"\u0064ata":{"\u0041lias":"B"}}"#,
      #"{"meta":{"path":"sys.q","model_type":"device/cuc/User","path":"sys.q"},"data":{"data":{"Alias":"X"},"Alias":"B","meta":{"path":"z"}}}"#,
    ]
    for text in texts { #expect(try described(text) == expected) }
  }

  /// The last `data` replaces the first: its fields are not joined.
  @Test func duplicateDataIsReplacedAsAWhole() throws {
    let text =
      #"{"meta":{"path":"p","model_type":"device/spark/User"},"data":{"email":"E"},"data":{"userName":"N"}}"#
    #expect(try described(text) == ["spark p 0 |n"])
  }

  @Test(arguments: [
    (#""path":"a.b""#, "a.b"), (#""hierarchy":"a.b""#, "→a.b"),
    (#""path":null,"hierarchy":"h""#, "→h"), (#""path":"","hierarchy":"h""#, "→h"),
    (#""path":"p","hierarchy":"h""#, "p"), (#""hierarchy":"h","path":"p""#, "p"),
  ])
  func pathWinsOverHierarchy(_ meta: String, _ place: String) throws {
    let text = record("device/cuc/User", #""Alias":"a""#, meta: meta)
    #expect(try described(text) == ["voicemail \(place) 0 a"])
  }

  @Test(arguments: [
    (#"{"meta":{"model_type":"device/cuc/User"},"data":{}}"#, "\"meta.path\": no path"),
    (
      #"{"meta":{"model_type":"device/cuc/User","path":"","hierarchy":null},"data":{}}"#,
      "\"meta.path\": no path"
    ),
    (
      #"{"meta":{"model_type":"device/cuc/User","path":1,"hierarchy":"h"},"data":{}}"#,
      "\"meta.path\": expected a string"
    ),
    (
      #"{"meta":{"model_type":"device/cuc/User","hierarchy":{}},"data":{}}"#,
      "\"meta.hierarchy\": expected a string"
    ),
    (#"{"meta":{"path":"p"},"data":{}}"#, "\"meta.model_type\": expected a string"),
    (#"{"meta":{"path":"p","model_type":7},"data":{}}"#, "\"meta.model_type\": expected a string"),
    (#"{"data":{}}"#, "\"meta\": a record needs an object"),
    (#"{"meta":[],"data":{}}"#, "\"meta\": a record needs an object"),
    (
      #"{"meta":{"model_type":"device/cuc/User","path":"p"}}"#,
      "\"data\": a record of this model needs an object"
    ),
    (
      #"{"meta":{"model_type":"device/cuc/User","path":"p"},"data":null}"#,
      "\"data\": a record of this model needs an object"
    ),
    ("[1]", "expected an object"), ("7", "not a record"), ("{}", "\"meta\": a record needs"),
  ])
  func refusesBrokenEnvelopes(_ text: String, _ reason: String) throws {
    // A page begins a file of pages; a file that begins with `[` is an array.
    #expect(try refusal(of: phone("a") + "\n" + text).reason.hasPrefix(reason))
  }

  @Test func unknownModelsAreSkippedAndCounted() throws {
    let contents = try read(
      """
      {"meta":{"model_type":"data/Other"}}
      {"meta":{"model_type":"data/Other","path":1},"data":7}
      {"meta":{"model_type":"Device/cucm/Phone","path":"p"},"data":{"name":1}}
      \(phone("a"))
      """)
    #expect(contents.described == ["phone sys.p cisco 8841/phone a|"])
    #expect(contents.skippedModels == ["data/Other": 2, "Device/cucm/Phone": 1])
    #expect(contents.modelCounts == ["device/cucm/Phone": 1])
    #expect(contents.files.map(\.recordsRead) == [4])
  }

  /// Places and products are told apart by their bytes.
  @Test func nothingIsNormalised() throws {
    let composed = record(
      "device/cucm/Phone", #""name":"a","product":"\u00e9""#, meta: #""path":"\u00e9""#)
    let decomposed = record(
      "device/cucm/Phone", #""name":"a","product":"e\u0301""#, meta: #""path":"e\u0301""#)
    let contents = try read(composed + "\n" + decomposed)
    #expect(contents.batches[0].locations.count == 2)
    #expect(contents.batches[0].products.count == 2)
  }
}
