import Foundation
import TestSupport
import Testing

/// Packed files, indexes and shares that are looked into: those that `Tests/Golden/packs/golden.py`
/// builds, where what is in them was read off their dump by eye.
@Suite struct InspectPackTests {
  private static let golden = Repository.path("Tests/Golden/packs/v1")

  private typealias Object = [String: Any]

  private static func inspect(_ arguments: String...) throws -> String {
    let run = try Tool.run(["inspect"] + arguments, directory: golden)
    #expect(run.status == 0 && run.errors.isEmpty, "\(arguments): \(run.errors)")
    return run.output
  }

  private static func json(_ file: String) throws -> Object {
    try #require(
      JSONSerialization.jsonObject(with: Data(inspect(file, "--json").utf8)) as? Object)
  }

  private static func counts(_ json: Object, _ list: String, by key: String) -> [String: Int] {
    let items = json[list] as? [Object] ?? []
    return Dictionary(
      uniqueKeysWithValues: items.map { ($0[key] as? String ?? "", $0["records"] as? Int ?? -1) })
  }

  @Test(arguments: ["kept.pack", "kept.index", "kept.share"])
  func saysWhatItIs(_ file: String) throws {
    let bytes = try Repository.bytes("Tests/Golden/packs/v1/\(file)")
    let json = try Self.json(file)
    let kinds = ["pack": "packed file", "index": "index", "share": "share"]
    #expect(json["kind"] as? String == kinds[String(file.dropFirst(5))])
    #expect(json["file"] as? String == file)
    #expect(json["bytes"] as? Int == bytes.count)
    #expect(json["formatVersion"] as? Int == 1)
    #expect(json["dumps"] as? [String] == ["dump"])
    // PackFormat.md: the trailer begins with the checksum of directory and trailer.
    let identity = bytes.suffix(48).prefix(16).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    #expect(json["identity"] as? String == identity.joined())
    let table = try Self.inspect(file)
    #expect(table.contains("it holds names") && table.contains("  dumps            dump\n"))
  }

  @Test(arguments: ["kept.pack", "kept.index"])
  func showsFilesAndModels(_ file: String) throws {
    let json = try Self.json(file)
    #expect(
      Self.counts(json, "models", by: "model") == [
        "data/HierarchyNode": 3, "device/cucm/Phone": 3, "device/cucm/User": 2,
        "device/msteamsonline/CsOnlineUser": 2, "relation/HcsCustomerREL": 1,
      ])
    #expect(Self.counts(json, "skippedModels", by: "model") == ["device/cucm/Line": 1])
    #expect(
      Self.counts(json, "leftOut", by: "condition") == [
        "device/msteamsonline/CsOnlineUser: AccountType": 1
      ])
    #expect(json["nodes"] as? Int == 3 && json["settings"] as? Int == 1)
    let files = try #require(json["files"] as? [Object])
    #expect(
      files.map { $0["name"] as? String } == [
        "dump/hierarchy.jsonl", "dump/phones.jsonl", "dump/teams.jsonl", "dump/users.json",
      ])
    #expect(files.map { $0["records"] as? Int } == [4, 5, 2, 2])
    #expect(files.map { $0["counted"] as? Int } == [0, 3, 1, 2])
    #expect(files.map { $0["malformed"] as? Int } == [0, 1, 0, 0])
    #expect(files.allSatisfy { $0["from"] as? Int == 0 })
    #expect(files.allSatisfy { $0["to"] as? Int == $0["storedBytes"] as? Int })
    // By sha256sum: files of up to a leaf have it as their digest.
    #expect(
      files[1]["digest"] as? String
        == "294cef726d3611c76c6e7a1fa39c00bc48d29eba98d5720fc3547c05da1768f7")
    let pages = try #require((json["pages"] as? [Object])?.first)
    #expect(pages["model"] as? String == "device/cucm/User")
    #expect(pages["records"] as? Int == 2 && pages["expected"] as? Int == 2)
    let malformed = try #require(json["malformed"] as? [Object])
    #expect(malformed.map { $0["file"] as? String } == ["dump/phones.jsonl"])
    #expect(malformed.map { $0["line"] as? Int } == [4])
  }

  /// Bytes of roles and of places are the same bytes, and what the document has for a record.
  @Test(arguments: ["kept.pack", "kept.share"])
  func showsRecordsWithTheirBytes(_ file: String) throws {
    let json = try Self.json(file)
    let roles = try #require(json["roles"] as? [Object])
    #expect(Self.counts(json, "roles", by: "role") == ["user": 2, "phone": 3, "teams": 1])
    let places = try #require(json["places"] as? [Object])
    func sum(_ items: [Object], _ key: String) -> Int {
      items.reduce(0) { $0 + ($1[key] as? Int ?? -1) }
    }
    #expect(sum(places, "records") == 6)
    #expect(sum(roles, "bytes") == sum(places, "bytes"))
    let oak = try #require(places.first { $0["path"] as? String == "sys.Elm.Oak" })
    // One phone: role, detail, number of texts; byte, line and column, of which only the byte may
    // take two bytes; then SEP003 and an empty text.
    let phones = try Repository.bytes("Tests/Golden/packs/v1/dump/phones.jsonl")
    let byte = String(decoding: phones, as: UTF8.self).components(separatedBy: "\n")
      .prefix { !$0.contains("SEP003") }.reduce(0) { $0 + $1.utf8.count + 1 }
    #expect(oak["records"] as? Int == 1)
    #expect(oak["bytes"] as? Int == 3 + (byte < 128 ? 1 : 2) + 2 + 7 + 1)
    let blocks = try #require(json["blocks"] as? [Object])
    #expect(sum(blocks.filter { $0["content"] as? String == "records" }, "records") == 6)
  }

  @Test func indexHasThePlacesOfItsPackedFileAndNoRecords() throws {
    let (pack, index) = (try Self.json("kept.pack"), try Self.json("kept.index"))
    #expect(
      (pack["places"] as? NSArray)?.isEqual(to: try #require(index["places"] as? [Any])) == true)
    #expect((index["roles"] as? [Any])?.isEmpty == true)
  }

  @Test func shareHasOnlyRecords() throws {
    let json = try Self.json("kept.share")
    for list in ["models", "skippedModels", "leftOut", "pages", "malformed"] {
      #expect((json[list] as? [Any])?.isEmpty == true, "\(list)")
    }
    let files = try #require(json["files"] as? [Object])
    #expect(files.map { $0["counted"] as? Int } == [3, 1, 2])
    #expect(files.allSatisfy { $0["digest"] == nil })
  }

  @Test func rowsAreCSV() throws {
    let rows = try Self.inspect("kept.pack", "--csv").split(separator: "\n").map(String.init)
    #expect(rows.first == "Kind,Dump,Name,Records,Expected,Bytes")
    for row in [
      "model,,device/cucm/Phone,3,,", "skipped,,device/cucm/Line,1,,",
      "left out,,device/msteamsonline/CsOnlineUser: AccountType,1,,",
      "pages,dump,device/cucm/User,2,2,",
    ] { #expect(rows.contains(row), "\(row)") }
    #expect(rows.contains { $0.contains("malformed,,") && $0.contains("phones.jsonl:4: byte") })
    #expect(rows.contains { $0.hasPrefix("place,,sys.Elm.Oak.Yew,") })
  }

  @Test func rangeIsShown() throws {
    let workdir = try Workdir()
    let line = #"{"meta": {"model_type": "device/cucm/Line", "path": "sys"}, "data": {}}"# + "\n"
    let count = (3 << 20) / line.utf8.count
    let path = try workdir.write("a.jsonl", String(repeating: line, count: count))
    let packed = try Tool.run([
      "pack", path, "--dump", "june", "--range", "1048576:2097152", "-o", workdir.path("a.pack"),
    ])
    #expect(packed.status == 0, "\(packed.errors)")
    let file = try #require((try Self.json(workdir.path("a.pack"))["files"] as? [Object])?.first)
    #expect(file["dump"] as? String == "june")
    #expect(file["from"] as? Int == 1 << 20 && file["to"] as? Int == 2 << 20)
    #expect(file["storedBytes"] as? Int == count * line.utf8.count)
    #expect(file["digest"] == nil)
  }

  @Test func refusesWhatIsDamagedOrNotAFile() throws {
    var bytes = try Repository.bytes("Tests/Golden/packs/v1/kept.pack")
    bytes[bytes.count - 60] ^= 1
    let workdir = try Workdir()
    let damaged = try Tool.run(["inspect", workdir.write("x.pack", bytes)])
    #expect(damaged.status == 4 && damaged.output.isEmpty, "\(damaged)")
    #expect(damaged.errors.contains("x.pack"))
    for command in ["inspect", "verify"] {
      let piped = try Tool.run([command, "-"], input: Self.golden + "/kept.pack")
      #expect(piped.status == 64 && piped.errors.contains("give its path"), "\(piped)")
    }
  }
}
