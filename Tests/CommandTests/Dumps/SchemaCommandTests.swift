import Foundation
import TestSupport
import Testing

/// The schema of a dump: which fields its records have.
@Suite struct SchemaCommandTests {
  private let workdir: Workdir

  init() throws { workdir = try Workdir() }

  private struct Schema: Decodable {
    struct Field: Decodable {
      var field: String
      var condition: Bool
      var keys: [String]
      var present, empty, null, malformed, absent: Int
    }

    struct Unknown: Decodable, Equatable {
      var key: String
      var records: Int
    }

    struct Model: Decodable {
      var model: String
      var role: String?
      var records, malformed: Int
      var repeatedPkids, differentPkids: Int?
      var fields: [Field]?
      var unknownFields: [Unknown]?
      var furtherValues: Int?
    }

    var whole: Bool
    var unreadableRecords: Int
    var models: [Model]
  }

  private func record(_ model: String, _ data: String) -> String {
    #"{"meta": {"model_type": "\#(model)", "path": "sys.S"}, "data": {\#(data)}}"#
  }

  private func schema(_ path: String) throws -> Schema {
    let run = try Tool.run(["inspect", "--schema", path, "--format", "json"])
    #expect(run.status == 0, "\(run)")
    return try JSONDecoder().decode(Schema.self, from: Data(run.output.utf8))
  }

  private func identified(_ model: String, _ pkid: String, _ data: String) -> String {
    let meta = #""pkid": "\#(pkid)", "model_type": "\#(model)", "path": "sys.S""#
    return #"{"meta": {\#(meta)}, "data": {\#(data)}}"#
  }

  /// One PKID comes twice as it is, one with other content, and one in two spellings; other models
  /// and records without a PKID are other records.
  @Test(arguments: ["\n", "", ", "]) func repeatedPKIDsAreCounted(_ separator: String) throws {
    let (user, phone) = ("device/cucm/User", "device/cucm/Phone")
    let capital = String(repeating: "C", count: 24)
    let records = [
      identified(user, "a", #""userid": "u0""#), identified(user, "b", #""userid": "u1""#),
      identified(user, "a", #""userid": "u0""#), identified(user, "b", #""userid": "u2""#),
      identified(user, capital, #""userid": "u3""#),
      identified(user, capital.lowercased(), #""userid": "u4""#),
      identified(phone, "a", #""name": "p""#), identified(phone, "A", #""name": "q""#),
      identified("data/Other", "x", ""), identified("data/Other", "x", ""),
      record(user, #""userid": "u5""#), record(user, #""userid": "u5""#),
    ]
    let joined = records.joined(separator: separator)
    let dump = try workdir.write("d.json", separator == ", " ? "[\(joined)]" : joined)
    let models = try schema(dump).models
    func counts(_ model: String) -> [Int?] {
      let found = models.first { $0.model == model }
      return [found?.repeatedPkids, found?.differentPkids]
    }
    #expect(counts(user) == [3, 2])
    #expect(counts(phone) == [nil, nil])
    #expect(counts("data/Other") == [1, 0])
    let text = try Tool.run(["inspect", "--schema", dump]).output
    #expect(text.contains("3 PKIDs come more than once, 2 of them with different content"))
    #expect(text.contains("1 PKID comes more than once, none of them with different content"))
    let csv = try Tool.run(["inspect", "--schema", dump, "--csv"]).output
    #expect(csv.contains(",repeated,,meta.pkid,3,,,,\n"))
    #expect(csv.contains(",different,,meta.pkid,2,,,,\n"))
  }

  private func field(_ name: String, _ model: Schema.Model?) throws -> [Int] {
    let field = try #require(model?.fields?.first { $0.field == name })
    return [field.present, field.empty, field.null, field.malformed, field.absent]
  }

  /// Values of each kind of field, by what Inputs.md says of them: one record for each.
  @Test(arguments: [
    (
      "device/cucm/Phone", "name", "name",
      [#""A""#, #"{"value": "A"}"#, #"{"value": "", "_value_1": "A"}"#],
      [#""""#, #""  ""#, "{}", #"{"value": null}"#], ["1", "true", "[]", #"{"value": 1}"#]
    ),
    (
      "device/msgraph/MsolUser", "IsLicensed", "isLicensed",
      ["true", "false", #""TRUE""#, #""f""#, #""Y""#], [#""""#], ["1", #""yes""#, "{}", "[]"]
    ),
    (
      "device/cucm/User", "associatedDevices", "associatedDevices",
      [
        #"{"device": "A"}"#, #"{"device": ["", "A"]}"#, #"{"device": [{"_value_1": "A"}]}"#,
      ],
      [#""""#, "[]", "[ ]", "{}", #"{"device": null}"#, #"{"device": []}"#, #"{"device": ""}"#],
      [#""A""#, "1", #"["A"]"#, #"{"device": 1}"#, #"{"device": ["A", 2]}"#]
    ),
  ])
  func valuesAreToldApart(
    _ model: String, _ key: String, _ name: String, _ present: [String], _ empty: [String],
    _ malformed: [String]
  ) throws {
    let values = present + empty + ["null"] + malformed
    let lines =
      values.map { record(model, #""\#(key)": \#($0)"#) } + [record(model, #""other": 1"#)]
    let dump = try workdir.write("d.jsonl", lines.joined(separator: "\n") + "\n")
    let found = try schema(dump)
    #expect(found.whole && found.unreadableRecords == 0)
    let counts = try field(name, found.models.first { $0.model == model })
    #expect(counts == [present.count, empty.count, 1, malformed.count, 1])
    // The reader of records agrees on what is malformed.
    #expect(found.models.first?.malformed == malformed.count)
    #expect(found.models.first?.records == lines.count)
  }

  @Test func unknownFieldsAndModelsAreListed() throws {
    // 60 unknown fields; the one with number n is in n records.
    let lines = (1...60).map { row in
      let unknown = (row...60).map { #""f\#($0)": 0"# }.joined(separator: ", ")
      return record("device/cucm/Phone", #""name": "P\#(row)", \#(unknown)"#)
    }
    let others = [record("device/cucm/Line", #""name": "x""#), "{\"meta\": 1}", "{broken"]
    let dump = try workdir.write(
      "d.jsonl", (lines + others).joined(separator: "\n") + "\n")
    let found = try schema(dump)
    #expect(found.unreadableRecords == 2)
    #expect(found.models.map(\.model) == ["device/cucm/Line", "device/cucm/Phone"])
    #expect(found.models[0].role == nil && found.models[0].records == 1)
    let phone = found.models[1]
    #expect(phone.role == "phone" && phone.records == 60 && phone.malformed == 0)
    #expect(try field("name", phone) == [60, 0, 0, 0, 0])
    #expect(try field("owner", phone) == [0, 0, 0, 0, 60])
    let expected = (11...60).reversed().map { Schema.Unknown(key: "f\($0)", records: $0) }
    #expect(phone.unknownFields == expected)
    // Fields 1 to 10.
    #expect(phone.furtherValues == 55)
    let table = try Tool.run(["inspect", "--schema", dump])
    #expect(table.output.contains("device/cucm/Phone (phone): 60 records\n"), "\(table)")
    #expect(table.output.contains("and 55 values of other unknown fields"))
    #expect(table.output.contains("not readable as a record: 2"))
    let csv = try Tool.run(["inspect", "--schema", dump, "--csv"])
    #expect(
      csv.output.contains("device/cucm/Phone,phone,60,0,field,owner,ownerUserName,0,0,0,0,60\n"))
  }

  /// Pages, arrays and compressed files hold the same records as lines.
  @Test func formsDoNotMatter() throws {
    let records = [
      record("device/msteamsonline/CsOnlineUser", #""AccountType": "User""#),
      record("device/msteamsonline/CsOnlineUser", #""AccountType": "Guest", "x": {"y": [1]}"#),
    ]
    let all = records.joined(separator: ", ")
    let page = #"{"pagination": {"skip": 0, "limit": 2, "total": 2}, "resources": [\#(all)]}"#
    var texts: [String] = []
    for content in [records.joined(separator: "\n"), "[\(all)]", page, page + "\n" + page] {
      let dump = try workdir.write("d.json", content + "\n")
      texts.append(try Tool.run(["inspect", "--schema", dump]).output)
    }
    #expect(texts[0] == texts[1] && texts[1] == texts[2], "\(texts)")
    #expect(texts[3].contains("(teams): 4 records"), "\(texts[3])")
    let model = try #require(try schema(workdir.path("d.json")).models.first)
    #expect(try field("AccountType", model) == [4, 0, 0, 0, 0])
    #expect(model.fields?.first { $0.field == "AccountType" }?.condition == true)
    #expect(model.unknownFields == [Schema.Unknown(key: "x", records: 2)])
  }

  @Test func profilesNameSeveralKeys() throws {
    var profile = try String(
      contentsOfFile: Repository.path("data/dump-profile.json"), encoding: .utf8)
    profile.replace(#""userId": "userid""#, with: #""userId": ["userid", "userName"]"#)
    let file = try workdir.write("profile.json", profile)
    let dump = try workdir.write(
      "d.jsonl",
      [
        record("device/cucm/User", #""userName": "", "userid": "a""#),
        record("device/cucm/User", #""userName": "b""#),
        record("device/cucm/User", #""userid": null, "userName": "c""#),
      ].joined(separator: "\n") + "\n")
    let run = try Tool.run(["inspect", "--schema", dump, "--profile", file, "--csv"])
    #expect(run.status == 0, "\(run)")
    #expect(
      run.output.contains("device/cucm/User,user,3,0,field,userId,userid userName,2,0,1,0,0\n"))
  }

  @Test func dryRunsHaveTheSchemaOfTheBeginnings() throws {
    let sample = Repository.path("data/sample")
    let run = try Tool.run(["convert", sample, "--dry-run"])
    #expect(run.status == 0)
    let whole = try Tool.run(["inspect", "--schema", sample])
    #expect(whole.status == 0, "\(whole)")
    #expect(run.output.hasSuffix(whole.output), "\(run)")
  }

  @Test func schemasAreOfDumps() throws {
    let dump = try workdir.write("d.jsonl", record("device/cucm/Line", "") + "\n")
    for (arguments, status, word) in [
      (["inspect", "--schema", workdir.path("none")], Int32(66), "none"),
      (["inspect", "--schema", dump, "--memory-limit", "1G"], 64, "--memory-limit"),
      (["inspect", dump, "--profile", dump], 64, "--profile"),
    ] {
      let run = try Tool.run(arguments)
      #expect(run.status == status && run.errors.contains(word), "\(arguments): \(run)")
    }
    let cut = try workdir.write("cut.jsonl.gz", [0x1F, 0x8B, 8, 0])
    #expect(try Tool.run(["inspect", "--schema", cut]).status == 3)
  }
}
