import DumpReading
import Files
import Testing

import class TestSupport.Workdir

/// `manifest.json`: what is in it is compared with what was read, and each difference is named.
@Suite struct ManifestTests {
  private let phones = Array([phone("a"), phone("b")].joined(separator: "\n").utf8)
  private let users = Array(record("device/cucm/User", #""userid":"u""#).utf8)

  private func entry(
    _ file: String, _ bytes: [UInt8], records: Int, size: Int? = nil, sha256: String? = nil
  ) -> String {
    let digest = sha256 ?? FileDigest.hexadecimal(of: bytes).uppercased()
    return #"{"file":"\#(file)","size":\#(size ?? bytes.count),"sha256":"\#(digest)","#
      + #""records":\#(records),"note":"x"}"#
  }

  /// The differences that a folder with two files of records has from this manifest.
  private func differences(_ entries: String...) throws -> [String] {
    let folder = try Workdir()
    try folder.write("phones.jsonl", phones)
    try folder.write("a b/users.json", Packing.gzip.pack(users))
    try folder.write("platform.json", "{}")
    try folder.write(
      "manifest.json", #"{"note":"2026-01-31","files":[\#(entries.joined(separator: ","))]}"#)
    let found = try read([folder.path + "/"], threads: 2, chunk: 40).manifestDifferences
    return found.map { $0.description.replacing(folder.path + "/", with: "") }
  }

  private var right: [String] {
    [
      entry("phones.jsonl", phones, records: 2),
      entry("a b/users.json", Packing.gzip.pack(users), records: 1),
    ]
  }

  @Test func agrees() throws {
    #expect(try differences(right[0], right[1]) == [])
    let platform = entry("platform.json", Array("{}".utf8), records: 0)
    #expect(try differences(platform, right[1], right[0]) == [])
    let names = [#"{"file":"phones.jsonl"}"#, #"{"file":"a b/users.json"}"#]
    #expect(try differences(names[1], names[0]) == [], "what is not given is not checked")
  }

  @Test func namesEveryDifference() throws {
    let digest = FileDigest.hexadecimal(of: phones)
    let other = String(repeating: "0", count: 64)
    #expect(
      try differences(entry("phones.jsonl", phones, records: 3, sha256: other), right[1]) == [
        "phones.jsonl: SHA-256 \(digest), \(other) in the manifest",
        "phones.jsonl: 2 records read, 3 in the manifest",
      ])
    #expect(
      try differences(right[1], entry("phones.jsonl", phones, records: 2, size: 7)) == [
        "phones.jsonl: \(phones.count) bytes, 7 in the manifest"
      ], "a digest cannot agree where the size does not")
    #expect(
      try differences(entry("lost.json", [], records: 0), right[1]) == [
        "lost.json is in the manifest and not in the dump",
        "phones.jsonl is not in the manifest",
      ])
    let platform = entry("platform.json", Array("{ }".utf8), records: 0)
    #expect(
      try differences(platform, right[0], right[1]) == [
        "platform.json: 2 bytes, 3 in the manifest"
      ])
  }

  @Test func everyTruncatedFileDiffers() throws {
    let folder = try Workdir()
    let text = Array((0..<3).map { phone("\($0)") + "\n" }.joined().utf8)
    try folder.write("manifest.json", #"{"files":[\#(entry("f", text, records: 3))]}"#)
    for count in [text.count / 3, text.count / 3 * 2] {
      try folder.write("f", Array(text[..<count]))
      #expect(try read([folder.path]).manifestDifferences.count == 2, "size and records")
    }
  }

  @Test func worksInsideAZip() throws {
    let manifest =
      #"{"files":[\#(entry("x/a.json", phones, records: 2)),"#
      + "\(entry("b.json.gz", Packing.gzip.pack(users), records: 2))]}"
    let zip = Packing.zip([
      ("x/a.json", phones), ("manifest.json", Array(manifest.utf8)),
      ("b.json.gz", Packing.gzip.pack(users)), ("more", Array("[]".utf8)),
    ])
    let folder = try Workdir()
    let file = try folder.write("dump.zip", zip)
    #expect(
      try read([file]).manifestDifferences.map(\.description) == [
        "\(file):b.json.gz: 1 records read, 2 in the manifest",
        "\(file):more is not in the manifest",
      ])
  }

  @Test func isAboutAZipAsItIsStored() throws {
    let zip = Packing.zip([("a", phones), ("b", users)])
    let folder = try Workdir()
    let file = try folder.write("dump.zip", zip)
    try folder.write(
      "manifest.json", #"{"files":[\#(entry("dump.zip", zip, records: 4))]}"#)
    #expect(
      try read([folder.path]).manifestDifferences.map(\.description) == [
        "\(file): 3 records read, 4 in the manifest"
      ])
  }

  @Test(arguments: [
    "[]", "{}", #"{"files":{}}"#, #"{"files":[1]}"#, #"{"files":[{}]}"#,
    #"{"files":[{"file":""}]}"#,
    #"{"files":[{"file":"a","size":-1}]}"#, #"{"files":[{"file":"a","size":"1"}]}"#,
    #"{"files":[{"file":"a","records":1.5}]}"#, #"{"files":[{"file":"a","sha256":"00"}]}"#,
    #"{"files":[{"file":"a"},{"file":"a"}]}"#, "{", #"{"files":[],"made":1}"#,
    #"{"files":[{"file":"a","sha-256":"00"}]}"#, #"{"files":[{"file":"a","Size":1}]}"#,
  ])
  func refusesWhatIsNoManifest(_ text: String) throws {
    let folder = try Workdir()
    try folder.write("a", phones)
    try folder.write("manifest.json", text)
    let error = try #require(throws: DumpError.self) { try read([folder.path]) }
    guard case .malformed(folder.path + "/manifest.json", 1, _, _) = error else {
      Issue.record("\(error)")
      return
    }
  }
}
