import Foundation
import TestSupport
import Testing

/// `ucol_reader.py` and the program, which share nothing but the document of the format, find
/// the same in the same files.
@Suite struct ReaderTests {
  private typealias Object = [String: Any]

  private static let goldens = "Tests/Golden/columnar/v1"
  static let names = ["empty", "every-rule", "example", "future", "several"]

  private func golden(_ name: String) -> String {
    Repository.path("\(Self.goldens)/\(name).ucol")
  }

  private func converted(_ dump: String, in workdir: Workdir) throws -> String {
    let file = workdir.path("fresh.ucol")
    let run = try Tool.run(["convert", Repository.path(dump), "-o", file])
    try #require(run.status == 0, "\(run)")
    return file
  }

  private func readerJSON(_ file: String) throws -> Object {
    let run = try PythonReader.run(["--persons", file])
    try #require(run.status == 0, "\(run.errors)")
    return try object(run.output)
  }

  private func object(_ json: [UInt8]) throws -> Object {
    try #require(try JSONSerialization.jsonObject(with: Data(json)) as? Object)
  }

  private func objects(_ object: Object, _ key: String) throws -> [Object] {
    try #require(object[key] as? [Object], "\(key)")
  }

  /// Members of both objects under their names in the one and in the other are equal.
  private func expectEqual(_ one: Object, _ other: Object, _ names: [(String, String)]) {
    for (mine, theirs) in names {
      let (left, right) = (one[mine] as? NSObject, other[theirs] as? NSObject)
      #expect(left != nil || right == nil, "\(mine)")
      #expect(left == right, "\(mine): \(String(describing: left)) \(String(describing: right))")
    }
  }

  private func same(_ names: String...) -> [(String, String)] { names.map { ($0, $0) } }

  // MARK: Goldens

  @Test(arguments: names) func readsGoldensAsItDid(_ name: String) throws {
    let run = try PythonReader.run(["--persons", golden(name)])
    #expect(run.status == 0, "\(run.errors)")
    #expect(try run.output == Repository.bytes("\(Self.goldens)/\(name).json"))
  }

  @Test(arguments: names) func agreesWithInspectAboutGoldens(_ name: String) throws {
    try compare(golden(name))
  }

  @Test(arguments: names) func goldensAreSoundToTheProgram(_ name: String) throws {
    let run = try Tool.run(["verify", golden(name)])
    #expect(run.status == 0, "\(run)")
  }

  @Test func refusesDamage() throws {
    let workdir = try Workdir()
    var bytes = try Repository.bytes("\(Self.goldens)/several.ucol")
    try workdir.write("sound.ucol", bytes)
    let files = try (0..<400).map { index in
      let (byte, bit) = (index * bytes.count / 400, UInt8(1) << UInt8(index % 8))
      bytes[byte] ^= bit
      defer { bytes[byte] ^= bit }
      return try workdir.write("damaged-\(index).ucol", bytes)
    }
    let run = try PythonReader.run(["--check", workdir.path("sound.ucol")] + files)
    #expect(run.status == 1)
    let lines = String(decoding: run.output, as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 401)
    #expect(lines.filter { $0.hasSuffix(": sound") } == ["\(workdir.path("sound.ucol")): sound"])
  }

  @Test func refusesWhatIsNoFile() throws {
    let run = try PythonReader.run([Repository.path("Package.swift")])
    #expect(run.status == 1)
    #expect(run.errors.contains("header, byte 8: no magic"))
  }

  // MARK: Fresh files

  @Test(arguments: [
    "data/sample", "Tests/Golden/every-rule/dump", "Tests/Golden/licence-edges/dump",
  ])
  func agreesWithInspectAboutFreshFiles(_ dump: String) throws {
    let workdir = try Workdir()
    try compare(converted(dump, in: workdir))
  }

  /// How many records of each counted type the dump of every rule has, counted apart from the
  /// program; the golden file is older than these pairs.
  private static let everyRuleModels: [String: String] = [
    "model/device/cuc/User": "40", "model/device/cucm/DeviceProfile": "8",
    "model/device/cucm/Phone": "283", "model/device/cucm/RemoteDestinationProfile": "23",
    "model/device/cucm/User": "213", "model/device/msexchangeonline/UserMailbox": "18",
    "model/device/msgraph/MsolUser": "25", "model/device/msteamsonline/CsOnlineUser": "33",
    "model/device/pexip/User": "16", "model/device/phoneserver/Phone": "14",
    "model/device/spark/User": "50", "model/device/ucce/Agent": "11",
    "model/device/uccx/Agent": "19", "model/device/webex/User": "43",
  ]

  /// Only what says which program wrote the file may differ.
  @Test func freshFileHoldsWhatTheGoldenHolds() throws {
    let workdir = try Workdir()
    var fresh = try readerJSON(converted("Tests/Golden/every-rule/dump", in: workdir))
    var golden = try readerJSON(golden("every-rule"))
    for name in ["identity", "bytes", "directoryBytes", "directoryRawBytes", "directoryCodec"] {
      fresh[name] = nil
      golden[name] = nil
    }
    for file in [fresh, golden] {
      let program = (file["metadata"] as? Object)?["program"] as? String
      #expect(program?.hasPrefix("ucensus ") == true)
    }
    fresh["metadata"] = (fresh["metadata"] as? Object)?.filter { $0.key != "program" }
    golden["metadata"] = (golden["metadata"] as? Object)?.filter { $0.key != "program" }
      .merging(Self.everyRuleModels.map { ($0.key, $0.value) }) { $1 }
    // The golden file is older than the rule that a PKID is a number: the identity of a Site whose
    // PKID has capitals was that of the spelling. Now it is that of the small letters, computed
    // apart from the program (FNV-1a, as FileFormat.md says).
    let older = try #require(golden["customers"] as? [Object])
    golden["customers"] = older.map { customer in
      guard let sites = customer["sites"] as? [String] else { return customer }
      var customer = customer
      customer["sites"] = sites.map {
        $0 == "f19d308b92b7bf9e" ? "bf725ad19805745e" : $0
      }
      return customer
    }
    #expect(fresh as NSObject == golden as NSObject)
  }

  /// The report counts the persons and devices that the columns hold.
  @Test func countsWhatTheReportCounts() throws {
    let workdir = try Workdir()
    let file = try converted("data/sample", in: workdir)
    let contents = try objects(readerJSON(file), "contents")
    let people = contents.flatMap { $0["persons"] as? [[Any]] ?? [] }
    let facts = people.map { $0[0] as? [String] ?? [] }
    let rows = people.map { ($0[1] as? [Int])?.count ?? 0 }.reduce(0, +)
    let count = { (name: String) in
      contents.map { ($0[name] as? [Int])?.count ?? 0 }.reduce(0, +)
    }
    let run = try Tool.run(["audit", file, "-o", workdir.path("reports"), "--json", "--quiet"])
    let report = try #require(try objects(object(Array(run.output.utf8)), "reports").first)
    let totals = try #require(report["totals"] as? Object)
    #expect(totals["subscribers"] as? Int == facts.count { $0.contains("U") })
    #expect(totals["phones"] as? Int == rows + count("standalone") - count("surplus"))
    #expect(people.count > 100)
  }

  // MARK: Comparing

  /// Both say the same of a file, wherever both say something.
  private func compare(_ file: String) throws {
    let run = try Tool.run(["inspect", file, "--json"])
    try #require(run.status == 0, "\(run)")
    let inspect = try object(Array(run.output.utf8))
    let reader = try readerJSON(file)
    expectEqual(
      reader, inspect,
      same("formatVersion", "identity", "bytes", "directoryBytes", "metadata", "deviceTypes"))
    let providers = try objects(reader, "providers").map { $0["name"] as? String }
    #expect(providers == inspect["providers"] as? [String])
    try compareCustomers(reader, inspect)
    try compareGroups(reader, inspect)
  }

  private func compareCustomers(_ reader: Object, _ inspect: Object) throws {
    let (mine, theirs) = try (objects(reader, "customers"), objects(inspect, "customers"))
    let contents = try objects(reader, "contents")
    #expect(mine.count == theirs.count)
    #expect(mine.count == contents.count)
    for (index, (left, right)) in zip(mine, theirs).enumerated() {
      expectEqual(left, right, same("pkid", "provider", "persons", "devices", "standalone"))
      let counters = try #require(left["counters"] as? Object)
      expectEqual(counters, right, same("users", "phones"))
      #expect((left["sites"] as? [String])?.count == right["sites"] as? Int)
      #expect((contents[index]["persons"] as? [Any])?.count == right["persons"] as? Int)
      #expect((contents[index]["standalone"] as? [Any])?.count == right["standalone"] as? Int)
    }
  }

  private func compareGroups(_ reader: Object, _ inspect: Object) throws {
    let (mine, theirs) = try (objects(reader, "groups"), objects(inspect, "groups"))
    #expect(mine.count == theirs.count)
    for (left, right) in zip(mine, theirs) {
      expectEqual(left, right, same("offset", "persons", "devices", "standalone", "surplus"))
      #expect(try objects(left, "segments").count == right["customers"] as? Int)
      let (ours, others) = try (objects(left, "columns"), objects(right, "columns"))
      #expect(ours.count == others.count)
      for (one, other) in zip(ours, others) {
        expectEqual(one, other, same("name", "codec", "rawBytes", "storedBytes"))
      }
    }
  }
}
