import Foundation
import TestSupport
import Testing

@testable import Auditing

/// The archive for the vendor as users, scripts and other programs meet it.
@Suite struct BundleCommandTests {
  private static let golden = Repository.path("Tests/Golden/every-rule/dump")

  private let workdir: Workdir
  /// The directory with the reports.
  private let reports: String
  /// The one archive in it.
  private let bundle: String

  init() throws {
    workdir = try Workdir()
    reports = workdir.path("reports")
    let run = try Tool.run(["audit", Self.golden, "-o", reports])
    try #require(run.status == 0, "\(run)")
    let names = try FileManager.default.contentsOfDirectory(atPath: reports)
    bundle = reports + "/" + (try #require(names.first { $0.hasSuffix(".zip") }))
  }

  private var name: String { URL(filePath: bundle).lastPathComponent }

  private func bytes() throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(filePath: bundle))) }

  /// Reports under any rule set are as sound as those under the built-in one, and are named for it.
  @Test(arguments: [
    (#""phonesPerLicense": 10"#, #""phonesPerLicense": 1"#, "Users With More Than 1 Phones", ""),
    (
      #""phonesPerLicense": 10"#,
      #""name": "Acme-2026", "phonesPerLicense": 5, "licensed": "U and P >= 1 or V""#,
      "Users With More Than 5 Phones", "Acme-2026_"
    ),
    (
      #""title": "Site Count""#, #""title": "Phones""#, "Users With More Than 10 Phones", ""
    ),
    (
      #""where": "U and P > 10""#, #""where": "V and P = 0""#, "Users With More Than 10 Phones", ""
    ),
  ])
  func bundlesOfOtherRuleSetsAreSound(
    _ old: String, _ new: String, _ title: String, _ part: String
  ) throws {
    let text = String(decoding: try Repository.bytes("data/rules-4.1.5.json"), as: UTF8.self)
    let rules = try workdir.write(
      "rules.json",
      Array(
        text.replacing(old, with: new)
          .replacing(#""auditVersion": "4.1.5""#, with: #""auditVersion": "9""#).utf8))
    let directory = workdir.path("other")
    let run = try Tool.run(["audit", Self.golden, "-o", directory, "--rules", rules])
    try #require(run.status == 0, "\(run)")
    #expect(run.output.contains("The rule set has no 'name'") == part.isEmpty)
    let names = try FileManager.default.contentsOfDirectory(atPath: directory)
    let zip = directory + "/" + (try #require(names.first { $0.hasSuffix(".zip") }))
    #expect(zip.contains("_\(part)license_"))
    let breakdown = try #require(
      names.first { $0.contains("_\(part)anonymous_breakdown_") && $0.hasSuffix(".csv") })
    let lines = try String(contentsOfFile: "\(directory)/\(breakdown)", encoding: .utf8)
    #expect(lines.contains("#Audit Version=9\n"))
    #expect(lines.contains(",\(title),") && lines.contains(",UCM Users,Licensed Users,"))
    for arguments in [
      ["verify", zip], ["report", zip, "-o", workdir.path("page.html")],
      ["history", "add", zip, "--store", workdir.path("store")], ["diff", zip, directory],
    ] {
      let run = try Tool.run(arguments)
      #expect(run.status == 0, "\(arguments): \(run)")
    }
  }

  @Test func unzipFindsTheFilesOfTheDirectory() throws {
    #expect(try Tool.run(["-tq", bundle], program: "/usr/bin/unzip").status == 0)
    let out = workdir.path("out")
    #expect(try Tool.run(["-q", bundle, "-d", out], program: "/usr/bin/unzip").status == 0)
    let parts = name.components(separatedBy: "_license_")
    let stamp = try #require(parts.last).replacingOccurrences(of: ".zip", with: "")
    #expect(try FileManager.default.contentsOfDirectory(atPath: out) == ["\(stamp)_license"])
    let directory = "\(out)/\(stamp)_license"
    let expected = ["anonymous", "anonymous_breakdown"].flatMap { kind in
      ["\(parts[0])_\(kind)_\(stamp).csv", "\(parts[0])_\(kind)_\(stamp).csv.hash"]
    }
    let unpacked = try FileManager.default.contentsOfDirectory(atPath: directory)
    #expect(unpacked.sorted() == expected.sorted())
    for file in unpacked {
      #expect(
        FileManager.default.contentsEqual(
          atPath: "\(directory)/\(file)", andPath: "\(reports)/\(file)"))
    }
    let check = try Tool.run(
      [
        "-c",
        "cd '\(directory)' && cat *.hash | sha256sum -c --quiet && cd '\(reports)' && "
          + "sha256sum -c --quiet '\(name).hash'",
      ], program: "/bin/sh")
    #expect(check.status == 0, "\(check)")
  }

  @Test func pythonOpensIt() throws {
    let script = """
      import sys, zipfile
      archive = zipfile.ZipFile(sys.argv[1])
      print(archive.testzip(), len(archive.infolist()), archive.infolist()[0].is_dir())
      """
    let run = try Tool.run(["-c", script, bundle], program: "/usr/bin/python3")
    #expect(run.output == "None 5 True\n", "\(run)")
  }

  @Test func verifyAcceptsItAndDiffTakesIt() throws {
    let verified = try Tool.run(["verify", bundle])
    #expect(verified.status == 0, "\(verified)")
    #expect(verified.output.contains("sound: the report of 5 customers at "))
    let same = try Tool.run(["diff", bundle, Self.golden])
    #expect(same.status == 0 && same.output == "No difference: 5 customers.\n", "\(same)")
  }

  @Test func aColumnarFileMakesTheSameBytes() throws {
    let file = workdir.path("d.ucol")
    #expect(try Tool.run(["convert", Self.golden, "-o", file]).status == 0)
    #expect(
      try Tool.run(["audit", file, "-o", workdir.path("again"), "--threads", "1"]).status == 0)
    #expect(
      FileManager.default.contentsEqual(atPath: bundle, andPath: workdir.path("again/\(name)")))
  }

  @Test func everyFlippedBitAndEveryTruncationIsRefused() throws {
    let bytes = try bytes()
    // Without a .hash beside it, which would find any change by itself.
    for index in bytes.indices {
      var changed = bytes
      changed[index] ^= 1 << UInt8(index % 8)
      let path = try workdir.write("changed.zip", changed)
      if InputKind(meantBy: path) == .bundle {
        #expect(throws: Failure.self, "byte \(index)") { try BundleFile(path: path) }
      } else {
        // Its first bytes say that it is something else.
        #expect(index < 54, "byte \(index)")
      }
    }
    for count in stride(from: 60, to: bytes.count, by: 7) {
      let path = try workdir.write("cut.zip", Array(bytes[..<count]))
      #expect(throws: Failure.self, "\(count) bytes") { try BundleFile(path: path) }
    }
    let run = try Tool.run(["verify", try workdir.write("cut.zip", Array(bytes.dropLast()))])
    #expect(run.status == 4, "\(run)")
    #expect(run.errors.contains("cut.zip: it is not, byte for byte, what its files make"))
  }

  /// Sealed again with hashes that fit: what is wrong is what it says.
  @Test(arguments: [
    ("a breakdown with other phones", "breakdown", "phones"),
    ("a report of another customer", "anonymous_2", "customers"),
  ])
  func contradictionsAreNamed(_ what: String, _ file: String, _ word: String) throws {
    let script = #"""
      import hashlib, os, struct, sys, zlib, zipfile
      source, target, kind = sys.argv[1:]
      archive = zipfile.ZipFile(source)
      names = archive.namelist()
      data = {name: archive.read(name) for name in names}
      name = next(n for n in names if kind in n and n.endswith(".csv"))
      lines = data[name].split(b"\n")
      fields = lines[-2].split(b",")
      if kind == "breakdown": fields[7] = b"%d" % (int(fields[7]) + 1)
      else: fields[0] = b"f" * 24
      lines[-2] = b",".join(fields)
      data[name] = b"\n".join(lines)
      base = name.split("/")[1]
      data[name + ".hash"] = f"{hashlib.sha256(data[name]).hexdigest()}  {base}\n".encode()
      raw = open(source, "rb").read()
      out, central, time = b"", b"", raw[10:14]
      for n in names:
          c = data[n]
          common = b"\x14\0\0\0\0\0" + time + struct.pack("<IIIHH", zlib.crc32(c), len(c), len(c), len(n), 0)
          mode = 0o40755 << 16 | 16 if n.endswith("/") else 0o100644 << 16
          central += b"PK\1\2\x14\3" + common + b"\0" * 6 + struct.pack("<II", mode, len(out)) + n.encode()
          out += b"PK\3\4" + common + n.encode() + c
      end = b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, len(names), len(names), len(central), len(out), 0)
      open(target, "wb").write(out + central + end)
      """#
    let changed = workdir.path("changed.zip")
    let made = try Tool.run(["-c", script, bundle, changed, file], program: "/usr/bin/python3")
    #expect(made.status == 0, "\(made)")
    let run = try Tool.run(["verify", changed])
    #expect(run.status == 4, "\(what): \(run)")
    #expect(run.errors.contains(word), "\(run.errors)")
  }
}
