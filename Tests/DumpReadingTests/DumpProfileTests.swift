import Documents
import DumpReading
import Testing

import class TestSupport.Workdir

/// A dump profile is checked before it is used.
@Suite struct DumpProfileTests {
  private func profile(_ models: String) -> String { #"{"schema":1,"models":[\#(models)]}"# }

  private let voicemail = #"{"role":"voicemail","model_type":"m","fields":{"alias":"a.b"}}"#

  @Test func aReplacedProfileRenamesModelsAndFields() throws {
    let text = profile(
      voicemail + #","#
        + #"{"role":"user","model_type":"u","fields":{"userId":"id","mail":"mail","associatedDevices":"d.e[]","profiles":"p.q[]"}}"#
    )
    var options = DumpReader.Options(
      profile: try DumpProfile(parsing: Array(text.utf8), file: "profile"))
    options.chunkByteCount = 10
    let folder = try Workdir()
    let file = try folder.write(
      "dump",
      [
        record("m", #""a.b":"Ann""#), record("device/cuc/User", #""Alias":"x""#),
        record("u", #""id":"U","d":{"e":"D"},"p":{"q":["P"]}"#),
      ].joined(separator: "\n"))
    let contents = try DumpReader(dumps: [file], options: options).read()
    #expect(contents.described == ["user sys.p 1 u||d|p", "voicemail sys.p 0 ann"])
    #expect(contents.skippedModels == ["device/cuc/User": 1])
  }

  @Test(arguments: [
    (#"{"schema":2,"models":[]}"#, 10, "\"schema\": 1"),
    (#"{"models":[]}"#, 0, "\"schema\": 1"),
    (#"{"schema":1}"#, 0, "\"models\""),
    (#"{"schema":1,"models":[],"x":1}"#, 24, "unknown key \"x\""),
    (#"{"schema":1,"models":[7]}"#, 22, "expected an object"),
    (#"{"schema":1,"models":[{"role":"king","model_type":"m","fields":{}}]}"#, 30, "unknown role"),
    (#"{"schema":1,"models":[{"model_type":"m","fields":{}}]}"#, 22, "\"role\""),
    (
      #"{"schema":1,"models":[{"role":"voicemail","model_type":"","fields":{"alias":"a"}}]}"#, 55,
      "\"model_type\""
    ),
    (#"{"schema":1,"models":[{"role":"voicemail","model_type":"m"}]}"#, 22, "needs \"fields\""),
    (
      #"{"schema":1,"models":[{"role":"voicemail","model_type":"m","fields":{}}]}"#, 68,
      "\"alias\""
    ),
    (
      #"{"schema":1,"models":[{"role":"voicemail","model_type":"m","fields":{"alias":"a","b":"c"}}]}"#,
      81, "unknown key \"b\""
    ),
    ("{", 0, ""),
  ])
  func refusesOtherProfiles(_ text: String, _ byte: Int, _ reason: String) throws {
    let error = try #require(throws: DocumentError.self) {
      try DumpProfile(parsing: Array(text.utf8), file: "profile")
    }
    #expect(error.byte == byte)
    #expect(error.reason.contains(reason))
  }

  @Test func refusesAModelGivenTwice() throws {
    let text = profile(voicemail + "," + voicemail)
    let error = try #require(throws: DocumentError.self) {
      try DumpProfile(parsing: Array(text.utf8), file: "profile")
    }
    #expect(error.reason == "the model \"m\" is given twice")
  }

  @Test(arguments: ["d", "d.e", "d[]", ".e[]", "d.[]", "a.b.c[]", "[]"])
  func refusesOtherLists(_ list: String) throws {
    let text = profile(
      #"{"role":"user","model_type":"u","fields":{"userId":"i","mail":"m","associatedDevices":"\#(list)","profiles":"p.q[]"}}"#
    )
    #expect(throws: DocumentError.self) {
      try DumpProfile(parsing: Array(text.utf8), file: "profile")
    }
  }
}
