import Auditing
import CensusModel
import ColumnFile
import Foundation
import TestSupport
import Testing

/// The statuses, messages and files that users and scripts rely on.
@Suite struct CommandTests {
  private static let golden = Repository.path("Tests/Golden/every-rule/dump")

  private static let hierarchy = """
    {"meta":{"model_type":"data/HierarchyNode","path":"sys"},"data":{"name":"P","node_type":"Provider"}}
    {"meta":{"model_type":"data/HierarchyNode","path":"sys.P","pkid":"5e54067d116fa10046313224"},"data":{"name":"C","node_type":"Customer"}}
    {"meta":{"model_type":"data/HierarchyNode","path":"sys.P.C"},"data":{"name":"S","node_type":"Site"}}

    """

  private static let user = """
    {"meta":{"model_type":"device/cucm/User","path":"sys.P.C.S"},"data":{"userid":"a"}}

    """

  private func workdir(_ records: String = hierarchy + user) throws -> Workdir {
    let workdir = try Workdir()
    try workdir.write("dump/records.jsonl", records)
    return workdir
  }

  // MARK: Status 0

  @Test func versionIsOneLine() throws {
    let run = try Tool.run(["--version"])
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("ucensus "))
    #expect(run.output.split(separator: "\n").count == 1)
  }

  @Test(arguments: [
    [], ["convert"], ["audit"], ["merge"], ["inspect"], ["verify"], ["diff"], ["list"],
    ["explain"], ["report"], ["export"], ["rules"], ["rules", "show"], ["rules", "check"],
  ])
  func helpBeginsWithExamples(_ command: [String]) throws {
    let run = try Tool.run(command + ["--help"])
    #expect(run.status == 0)
    let examples = try #require(run.output.range(of: "EXAMPLES"))
    let usage = try #require(run.output.range(of: "USAGE"))
    #expect(examples.lowerBound < usage.lowerBound)
  }

  /// Help and README say the same of every status.
  @Test func helpAndReadMeDocumentEveryStatus() throws {
    let help = try Tool.run(["--help"]).output.split(separator: "\n")
      .drop { !$0.hasSuffix("EXIT STATUS") }.dropFirst().prefix { $0.hasPrefix("  ") }
      .map { $0.trimmingCharacters(in: .whitespaces).split(separator: " ", maxSplits: 1) }
    let documented = Dictionary(
      uniqueKeysWithValues: help.map { ($0[0], $0[1].trimmingCharacters(in: .whitespaces)) })
    let readMe = String(decoding: try Repository.bytes("README.md"), as: UTF8.self)
    #expect(documented.count == Auditing.ExitStatus.allCases.count)
    for status in Auditing.ExitStatus.allCases {
      let meaning = try #require(documented["\(status.rawValue)"], "\(status)")
      #expect(readMe.contains("\n| \(status.rawValue) | \(meaning) |\n"), "\(status): \(meaning)")
    }
  }

  @Test func auditWritesAllFilesAndSaysSo() throws {
    let workdir = try Workdir()
    let run = try Tool.run(["audit", Self.golden, "-o", workdir.path("reports")])
    #expect(run.status == 0, "\(run)")
    let files = try workdir.files(in: "reports").keys.sorted()
    let stem = "vlf_Grove_Telecom_vlf-golden.example_"
    let stamp = "2026-01-31_2359"
    #expect(
      files
        == [
          "\(stem)anonymous_\(stamp).csv", "\(stem)anonymous_\(stamp).csv.hash",
          "\(stem)anonymous_breakdown_\(stamp).csv",
          "\(stem)anonymous_breakdown_\(stamp).csv.hash", "\(stem)detailed_\(stamp).csv",
          "\(stem)detailed_\(stamp).csv.hash", "\(stem)license_\(stamp).zip",
          "\(stem)license_\(stamp).zip.hash", "\(stem)provenance_\(stamp).json",
        ].sorted())
    for file in files where !file.hasSuffix(".hash") { #expect(run.output.contains(file)) }
    let table = run.output.split(separator: "\n").prefix { !$0.hasPrefix("Written") }
    #expect(table.count > 10)
    #expect(table.allSatisfy { $0.utf8.count <= 80 })
    let check = Process()
    check.executableURL = URL(filePath: "/bin/sh")
    check.arguments = ["-c", "cd '\(workdir.path("reports"))' && sha256sum --quiet -c *.hash"]
    try check.run()
    check.waitUntilExit()
    #expect(check.terminationStatus == 0)
  }

  @Test func sameRunSameBytes() throws {
    let workdir = try Workdir()
    for (output, threads) in [("one", "1"), ("two", "4")] {
      let run = try Tool.run([
        "audit", Self.golden, "-o", workdir.path(output), "--threads", threads,
      ])
      #expect(run.status == 0)
    }
    #expect(try workdir.files(in: "one") == workdir.files(in: "two"))
  }

  @Test func readsStandardInput() throws {
    let workdir = try workdir()
    let run = try Tool.run(
      ["audit", "-", "-o", workdir.path("reports"), "--json", "--quiet"],
      input: workdir.path("dump/records.jsonl"), environment: ["SOURCE_DATE_EPOCH": "0"])
    #expect(run.status == 0, "\(run)")
    #expect(run.output.contains("\"subscribers\": 1"))
    #expect(try workdir.files(in: "reports").keys.contains("vlf_P___anonymous_1970-01-01_0000.csv"))
  }

  @Test func anonymousOnlyHoldsNoNames() throws {
    let workdir = try Workdir()
    let run = try Tool.run([
      "audit", Self.golden, "-o", workdir.path("reports"), "--anonymous-only",
    ])
    #expect(run.status == 0)
    for (name, bytes) in try workdir.files(in: "reports") {
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(!name.contains("detailed"))
      for secret in ["Alder", "Birch", "Cedar", "lic30", "r3both"] {
        #expect(!text.contains(secret), "\(name)")
      }
    }
  }

  @Test func columnarFilesHoldNoNames() throws {
    let workdir = try Workdir()
    #expect(try Tool.run(["convert", Self.golden, "-o", workdir.path("d.ucol")]).status == 0)
    let bytes = try Data(contentsOf: URL(filePath: workdir.path("d.ucol")))
    for secret in ["Alder", "Birch", "Cedar", "lic30", "r3both", "SEP"] {
      #expect(bytes.range(of: Data(secret.utf8)) == nil)
    }
    let inspection = try Tool.run(["inspect", workdir.path("d.ucol"), "--json"])
    #expect(inspection.status == 0)
    #expect(throws: Never.self) {
      try JSONSerialization.jsonObject(with: Data(inspection.output.utf8))
    }
  }

  // MARK: Statuses that say what is wrong

  private func expect(_ run: Tool.Run, _ status: Int32, _ words: String...) {
    #expect(run.status == status, "\(run)")
    for word in words { #expect(run.errors.contains(word), "\(run.errors)") }
    let messages = run.errors.split(separator: "\n").drop { $0.hasPrefix("warning: ") }
    #expect(messages.first?.hasPrefix("error: ") == true || status == 64, "\(run.errors)")
  }

  @Test func incompleteDumpIs3() throws {
    let workdir = try workdir()
    try workdir.write(
      "dump/page.json",
      """
      {"pagination": {"skip": 0, "limit": 10, "total": 3}, "resources": [\(Self.user)]}
      """)
    let arguments = ["audit", workdir.path("dump"), "-o", workdir.path("reports")]
    expect(try Tool.run(arguments), 3, "device/cucm/User", "1", "3")
    #expect(try workdir.files(in: "reports").isEmpty)
    let allowed = try Tool.run(arguments + ["--allow-incomplete"])
    #expect(allowed.status == 0, "\(allowed)")
    #expect(allowed.errors.contains("device/cucm/User"))
  }

  @Test func whatAManifestMissesIs3() throws {
    let workdir = try workdir()
    try workdir.write(
      "dump/manifest.json",
      #"{"files":[{"file":"records.jsonl","records":5},{"file":"phones.jsonl"}]}"#)
    let arguments = ["convert", workdir.path("dump"), "-o", workdir.path("d.ucol")]
    expect(
      try Tool.run(arguments), 3, "records.jsonl: 4 records read, 5 in the manifest",
      "phones.jsonl is in the manifest and not in the dump", "--allow-incomplete")
    #expect(!FileManager.default.fileExists(atPath: workdir.path("d.ucol")))
    let allowed = try Tool.run(arguments + ["--allow-incomplete"])
    #expect(allowed.status == 0, "\(allowed)")
    #expect(allowed.errors.contains("warning: incomplete, as allowed: "))
    #expect(allowed.errors.contains("phones.jsonl is in the manifest"))
  }

  @Test func absentModelIs3() throws {
    let user = Self.user.replacing("\"a\"", with: #""a","phoneProfiles":{"profileName":"E"}"#)
    let workdir = try workdir(Self.hierarchy + user)
    let arguments = ["audit", workdir.path("dump"), "-o", workdir.path("reports")]
    expect(try Tool.run(arguments), 3, "no record of device/cucm/DeviceProfile")
    #expect(try workdir.files(in: "reports").isEmpty)
    let allowed = try Tool.run(arguments + ["--allow-incomplete"])
    #expect(allowed.status == 0, "\(allowed)")
    #expect(allowed.errors.contains("no record of device/cucm/DeviceProfile"))
  }

  @Test func truncatedFileIs3() throws {
    let workdir = try workdir()
    let cut = Process()
    cut.executableURL = URL(filePath: "/bin/sh")
    cut.currentDirectoryURL = URL(filePath: workdir.path("dump"))
    cut.arguments = ["-c", "gzip records.jsonl && truncate -s -9 records.jsonl.gz"]
    try cut.run()
    cut.waitUntilExit()
    expect(
      try Tool.run(["convert", workdir.path("dump"), "-o", workdir.path("d.ucol")]), 3,
      "records.jsonl.gz:", "ends too early")
  }

  @Test func damagedColumnarFileIs4() throws {
    let workdir = try workdir()
    let file = workdir.path("d.ucol")
    #expect(try Tool.run(["convert", workdir.path("dump"), "-o", file]).status == 0)
    var bytes = try Data(contentsOf: URL(filePath: file))
    bytes[bytes.count / 2] ^= 1
    try bytes.write(to: URL(filePath: file))
    expect(try Tool.run(["audit", file, "-o", workdir.path("reports")]), 4, "d.ucol: byte ")
    expect(try Tool.run(["inspect", workdir.path("dump/records.jsonl")]), 4, "records.jsonl")
    bytes[0] ^= 1  // damaged where it says what it is
    try bytes.write(to: URL(filePath: file))
    expect(try Tool.run(["audit", file, "-o", workdir.path("reports")]), 4, "d.ucol")
    #expect(try workdir.files(in: "reports").isEmpty)
  }

  @Test(arguments: [
    ["audit"], ["convert", "x"], ["nonsense"], ["audit", "x", "-o", "y", "--threads", "0"],
    ["audit", "x", "-o", "y", "--reject-file", "z"], ["audit", "x", "-o", "y", "--on-error", "no"],
  ])
  func senselessCommandLineIs64(_ arguments: [String]) throws {
    expect(try Tool.run(arguments), 64)
  }

  @Test func malformedRecordIs65() throws {
    let workdir = try workdir(Self.hierarchy + Self.user + "{\"meta\": nonsense}\n")
    let run = try Tool.run(["convert", workdir.path("dump"), "-o", workdir.path("d.ucol")])
    expect(run, 65, "records.jsonl:5: byte ")
    #expect(!FileManager.default.fileExists(atPath: workdir.path("d.ucol")))
  }

  @Test func misplacedRecordIs65() throws {
    let stray = Self.user.replacing("sys.P.C.S", with: "sys.P.C.Nowhere")
    let workdir = try workdir(Self.hierarchy + Self.user + stray)
    expect(
      try Tool.run(["audit", workdir.path("dump"), "-o", workdir.path("reports")]), 65,
      "records.jsonl:5: byte ", "sys.P.C.Nowhere")
  }

  @Test func rejectsAreKeptRaw() throws {
    let stray = Self.user.replacing("sys.P.C.S", with: "sys.P.C.Nowhere")
    let workdir = try workdir(Self.hierarchy + stray + Self.user + "{\"meta\": nonsense}\n")
    let run = try Tool.run([
      "audit", workdir.path("dump"), "-o", workdir.path("reports"), "--on-error", "reject",
      "--reject-file", workdir.path("bad.jsonl"), "--json",
    ])
    #expect(run.status == 5, "\(run)")
    #expect(run.errors.contains("2"))
    #expect(run.output.contains("\"rejectedRecords\": 2"))
    let rejects = try String(contentsOfFile: workdir.path("bad.jsonl"), encoding: .utf8)
      .split(separator: "\n")
      .map { try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] }
    #expect(rejects.map { $0?["line"] as? Int } == [4, 5 + 1])
    #expect(rejects.first??["record"] as? String == String(stray.dropLast()))
    let provenance = try #require(
      try workdir.files(in: "reports").first { $0.key.contains("provenance") })
    #expect(String(decoding: provenance.value, as: UTF8.self).contains("\"recordsRejected\": 2"))
  }

  /// Input that can be read only once is kept for them, too.
  @Test func rejectsOfStandardInputAreKept() throws {
    let workdir = try workdir(Self.hierarchy + Self.user + "worse\n" + Self.user + "{\"bad\n")
    let fifo =
      #"mkfifo "$1" && { cat "$2" >"$1" & exec "$0" convert - -o "$3" --on-error reject "#
      + #"--reject-file "$4" <"$1"; }"#
    let arguments = ["fifo", "dump/records.jsonl", "d.ucol", "bad.jsonl"].map(workdir.path)
    let run = try Tool.run(["-c", fifo, Tool.path] + arguments, program: "/bin/sh")
    #expect(run.status == 5, "\(run)")
    let rejects = try String(contentsOfFile: workdir.path("bad.jsonl"), encoding: .utf8)
      .split(separator: "\n")
      .map { try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] }
    #expect(rejects.map { $0?["record"] as? String } == ["worse", "{\"bad"])
    #expect(rejects.map { $0?["line"] as? Int } == [5, 7])
  }

  /// Hash seeds are random in each process.
  @Test func everyProcessMakesTheSameBytes() throws {
    let workdir = try Workdir()
    let sample = Repository.path("data/sample")
    for round in 0..<8 {
      let run = try Tool.run(
        ["convert", sample, "-o", workdir.path("\(round).ucol"), "--threads", "\(1 + round % 3)"])
      #expect(run.status == 0, "\(run)")
    }
    let files = try workdir.files(in: ".").filter { $0.key.hasSuffix(".ucol") }
    #expect(files.count == 8)
    #expect(Set(files.values.map { Array($0) }).count == 1)
  }

  @Test(arguments: [true, false])
  func everyCommandSaysThatItRejected(_ isDirty: Bool) throws {
    let bad = isDirty ? "{\"meta\": nonsense}\n" : ""
    let workdir = try workdir(Self.hierarchy + Self.user + bad)
    let status: Int32 = isDirty ? 5 : 0
    for arguments in [
      ["convert", "-o", "d.ucol"], ["audit", "-o", "reports"],
      ["audit", "--partial", "-o", "d.part"], ["audit", "--quiet", "-o", "quiet"],
    ] {
      let target = workdir.path(arguments.last ?? "")
      let run = try Tool.run(
        arguments.dropLast() + [target, workdir.path("dump"), "--on-error", "reject"])
      #expect(run.status == status, "\(run)")
      #expect(FileManager.default.fileExists(atPath: target))
    }
    let again = try Tool.run(["audit", workdir.path("d.ucol"), "-o", workdir.path("again")])
    #expect(again.status == 0, "nothing was rejected in this run: \(again)")
  }

  @Test func badRuleSetIs65() throws {
    let workdir = try workdir()
    try workdir.write("rules.json", "{\"schema\": 1, \"columns\": []}")
    expect(
      try Tool.run([
        "audit", workdir.path("dump"), "-o", workdir.path("reports"), "--rules",
        workdir.path("rules.json"),
      ]), 65, "rules.json:1")
  }

  @Test func missingInputIs66() throws {
    let workdir = try Workdir()
    for command in [
      ["audit", workdir.path("none"), "-o", workdir.path("reports")],
      ["convert", workdir.path("none"), "-o", workdir.path("d.ucol")],
      ["inspect", workdir.path("none")],
    ] {
      expect(try Tool.run(command), 66, workdir.path("none"))
    }
  }

  @Test func brokenInvariantIs70() throws {
    var customer = CustomerInventory(pkid: "5e54067d116fa10046313224", provider: 0)
    customer.persons.append(facts: FactSet(.ucmUser), devices: [])
    customer.counters.users = 2  // one of them vanished
    let workdir = try Workdir()
    var bytes: [UInt8] = []
    var writer = try ColumnFileWriter(
      metadata: [:], providers: [Provider(pkid: "", name: "P")], deviceTypes: []
    ) { bytes += $0 }
    try writer.append(customer)
    _ = try writer.finish()
    try Data(bytes).write(to: URL(filePath: workdir.path("d.ucol")))
    expect(
      try Tool.run(["audit", workdir.path("d.ucol"), "-o", workdir.path("reports")]), 70,
      "5e54067d116fa10046313224")
    #expect(try workdir.files(in: "reports").isEmpty)
  }

  @Test func existingOutputIs73() throws {
    let workdir = try workdir()
    let arguments = ["convert", workdir.path("dump"), "-o", workdir.path("d.ucol")]
    try workdir.write("d.ucol", "precious")
    expect(try Tool.run(arguments), 73, "d.ucol", "--force")
    #expect(try String(contentsOfFile: workdir.path("d.ucol"), encoding: .utf8) == "precious")
    #expect(try Tool.run(arguments + ["--force"]).status == 0)
  }

  @Test func fileInPlaceOfTheDirectoryIs73BeforeAnythingIsRead() throws {
    let workdir = try workdir("no record at all")
    try workdir.write("reports", "precious")
    expect(
      try Tool.run(["audit", workdir.path("dump"), "-o", workdir.path("reports")]), 73,
      "is not a directory")
    #expect(try String(contentsOfFile: workdir.path("reports"), encoding: .utf8) == "precious")
  }

  @Test func senselessTimeIs64BeforeAnythingIsRead() throws {
    let workdir = try workdir("no record at all")
    let arguments = ["audit", workdir.path("dump"), "-o", workdir.path("reports")]
    expect(try Tool.run(arguments + ["--date-time", "2026-02-30 12:00"]), 64, "2026-02-30")
    expect(try Tool.run(arguments, environment: ["SOURCE_DATE_EPOCH": "x"]), 64, "EPOCH")
    #expect(try workdir.files(in: "reports").isEmpty)
  }

  @Test func symbolicLinkIs73() throws {
    let workdir = try workdir()
    try workdir.write("precious", "precious")
    try FileManager.default.createSymbolicLink(
      atPath: workdir.path("d.ucol"), withDestinationPath: workdir.path("precious"))
    for force in [[], ["--force"]] {
      expect(
        try Tool.run(["convert", workdir.path("dump"), "-o", workdir.path("d.ucol")] + force), 73)
    }
    #expect(try String(contentsOfFile: workdir.path("precious"), encoding: .utf8) == "precious")
  }

  @Test func fullDiskIs74() throws {
    let workdir = try workdir()
    let run = try Tool.run(
      ["audit", workdir.path("dump"), "-o", workdir.path("reports"), "--json"],
      output: "/dev/full")
    expect(run, 74, "standard output")
  }

  /// Reports of one name must be of one audit: a columnar file makes no detailed one.
  @Test func aReportOfAnotherAuditIsNotLeftAmongNewOnes() throws {
    let workdir = try workdir()
    let file = workdir.path("d.ucol")
    let options = ["-o", workdir.path("reports"), "--force", "--date-time", "2026-06-30 12:00"]
    #expect(try Tool.run(["audit", workdir.path("dump")] + options).status == 0)
    let reports = try workdir.files(in: "reports")
    let detailed = try #require(reports.keys.first { $0.hasSuffix("detailed_2026-06-30_1200.csv") })
    #expect(try Tool.run(["convert", workdir.path("dump"), "-o", file]).status == 0)
    for arguments in [["audit", file], ["audit", workdir.path("dump"), "--anonymous-only"]] {
      expect(try Tool.run(arguments + options), 73, detailed, "remove it")
      #expect(try workdir.files(in: "reports") == reports)
    }
    for name in [detailed, "\(detailed).hash"] {
      try FileManager.default.removeItem(atPath: workdir.path("reports/\(name)"))
    }
    #expect(try Tool.run(["audit", file] + options).status == 0)
  }

  @Test func inputsAreNeverReplaced() throws {
    let workdir = try workdir()
    for arguments in [
      ["convert", workdir.path("dump"), "-o", workdir.path("dump/records.jsonl")],
      ["convert", workdir.path("dump/records.jsonl"), "-o", workdir.path("dump/records.jsonl")],
      ["convert", workdir.path("dump"), "-o", workdir.path("dump/new.ucol")],
      ["audit", workdir.path("dump"), "-o", workdir.path("dump/reports")],
    ] {
      expect(try Tool.run(arguments + ["--force"]), 73, "choose another place")
    }
    #expect(try workdir.files(in: "dump").keys.sorted() == ["records.jsonl"])
  }

  @Test(arguments: [["--on-error", "reject"], ["--allow-incomplete"]])
  func optionsOfDumpsAreRefusedForColumnarFiles(_ option: [String]) throws {
    let workdir = try workdir()
    let file = workdir.path("d.ucol")
    #expect(try Tool.run(["convert", workdir.path("dump"), "-o", file]).status == 0)
    expect(try Tool.run(["audit", file, "-o", workdir.path("reports")] + option), 64, option[0])
  }

  @Test func messagesHoldNoControlCharacters() throws {
    let stray = Self.user.replacing("sys.P.C.S", with: "sys.\\u001b[31m\\nerror: forged")
    let workdir = try workdir(Self.hierarchy + stray)
    let run = try Tool.run(["convert", workdir.path("dump"), "-o", workdir.path("d.ucol")])
    expect(run, 65, "?[31m?error: forged")
    #expect(!run.errors.contains("\u{1B}"))
  }

  @Test(arguments: ["gzip", "zstd", "lz4"])
  func recordsThatAreTooLongAreMalformedWhenCompressed(_ compressor: String) throws {
    let workdir = try workdir()
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/sh")
    shell.arguments = [
      "-c",
      "{ printf '{\"a\":\"'; head -c 18000000 /dev/zero | tr '\\0' a; printf '\"}\\n'; } "
        + "| \(compressor) -1 > '\(workdir.path("dump/long"))'",
    ]
    try shell.run()
    shell.waitUntilExit()
    expect(
      try Tool.run(["convert", workdir.path("dump"), "-o", workdir.path("d.ucol")]), 65, "long:1")
  }

  // MARK: Several inputs

  @Test func oneDumpInTwoFilesIsRefused() throws {
    let workdir = try workdir()
    try workdir.write("facts.json", "{\"hostname\": \"other\"}")
    #expect(
      try Tool.run(["convert", workdir.path("dump"), "-o", workdir.path("a.ucol")]).status == 0)
    #expect(
      try Tool.run([
        "convert", workdir.path("dump"), "-o", workdir.path("b.ucol"), "--platform",
        workdir.path("facts.json"),
      ]).status == 0)
    expect(
      try Tool.run([
        "audit", workdir.path("a.ucol"), workdir.path("b.ucol"), "-o", workdir.path("reports"),
      ]), 65, "the same records")
  }

  @Test func oneFileTwiceIsRefused() throws {
    let workdir = try workdir()
    let file = workdir.path("d.ucol")
    #expect(try Tool.run(["convert", workdir.path("dump"), "-o", file]).status == 0)
    expect(try Tool.run(["audit", file, file, "-o", workdir.path("reports")]), 65, "twice")
  }

  @Test func customersInTwoFilesAddUpAndSitesUnite() throws {
    let workdir = try workdir()
    try workdir.write(
      "other/records.jsonl", Self.hierarchy + Self.user.replacing("\"a\"", with: "\"b\""))
    for dump in ["dump", "other"] {
      let run = try Tool.run(["convert", workdir.path(dump), "-o", workdir.path("\(dump).ucol")])
      #expect(run.status == 0, "\(run)")
    }
    let run = try Tool.run([
      "audit", workdir.path("dump.ucol"), workdir.path("other.ucol"), "-o",
      workdir.path("reports"), "--json", "--add-shared-customers",
    ])
    #expect(run.status == 0, "\(run)")
    #expect(run.output.contains("\"subscribers\": 2"))
    #expect(run.output.contains("\"sites\": 1,"))
    #expect(run.output.contains("\"customers\": 1,"))
    #expect(run.errors.contains("1 customer occurs in several"))
  }

  @Test func factsThatDisagreeAreRefused() throws {
    let workdir = try workdir()
    try workdir.write("dump/platform.json", "{\"hostname\": \"one\", \"OrgID\": \"x\"}")
    try workdir.write("other/platform.json", "{\"hostname\": \"two\", \"OrgID\": \"x\"}")
    try workdir.write("other/records.jsonl", Self.user)
    try workdir.write("facts.json", "{\"hostname\": \"three\"}")
    let arguments = [
      "audit", workdir.path("dump"), workdir.path("other"), "-o", workdir.path("reports"),
    ]
    expect(try Tool.run(arguments), 65, "\"hostname\"")
    let run = try Tool.run(arguments + ["--platform", workdir.path("facts.json")])
    #expect(run.status == 0, "\(run)")
    #expect(run.output.contains("vlf_P_three_anonymous"))
  }
}
