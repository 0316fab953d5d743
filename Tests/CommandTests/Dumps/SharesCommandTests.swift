import Foundation
import TestSupport
import Testing

/// Shares on the command line, and those that `Tests/Golden/packs/golden.py` builds from the
/// document.
@Suite struct SharesCommandTests {
  private static let golden = Repository.path("Tests/Golden/packs/v1")

  private static func run(_ arguments: [String], status: Int32 = 0) throws -> String {
    let run = try Tool.run(arguments, directory: golden)
    #expect(run.status == status, "\(arguments): \(run.errors)")
    return run.output
  }

  private static func bytes(_ workdir: Workdir, _ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: workdir.url.appending(path: name)))
  }

  @Test(arguments: ["kept.pack", "kept.index", "kept.share"])
  func goldenIsSound(_ file: String) throws {
    #expect(try Self.run(["verify", file]).contains("\(file): sound"))
  }

  @Test func planHasTheGoldenRoutes() throws {
    let workdir = try Workdir()
    let listed = try Self.run(
      ["shares", "plan", "kept.index", "-o", workdir.path("plan"), "--on-error", "reject"])
    let json = try JSONSerialization.jsonObject(with: Data(listed.utf8)) as? [String: Any]
    #expect(json?["records"] as? Int == 6)
    let routes = try #require((json?["inputs"] as? [[String: Int]])?.first)
    let plan = try Self.bytes(workdir, "plan")
    let (offset, count) = (try #require(routes["offset"]), try #require(routes["bytes"]))
    #expect(
      Array(plan[offset..<offset + count])
        == (try Repository.bytes("Tests/Golden/packs/v1/kept.routes")))
  }

  @Test func goldenShareIsThatOfThePackedFile() throws {
    let workdir = try Workdir()
    let cut = try Self.run(
      ["shares", "cut", "kept.pack", "--routes", "kept.routes", "-o", workdir.path("cut.share")])
    #expect(cut.contains("\"records\": 6"))
    let plan = try Self.run(
      ["shares", "plan", "kept.index", "-o", workdir.path("plan"), "--on-error", "reject"])
    let json = try JSONSerialization.jsonObject(with: Data(plan.utf8)) as? [String: Any]
    let nodes = try #require((json?["shares"] as? [[String: Int]])?.first?["bytes"])
    let bytes = try Self.bytes(workdir, "plan")
    let nodesFile = try workdir.write("nodes.share", Array(bytes[..<nodes]))
    let lenient = ["--allow-incomplete", "--quiet"]
    for (name, share) in [("golden", "kept.share"), ("cut", workdir.path("cut.share"))] {
      _ = try Self.run(
        ["audit", nodesFile, share, "--partial", "--part", "2/2", "-o", workdir.path("2.\(name)")]
          + lenient)
    }
    _ = try Self.run(
      [
        "audit", "kept.index", "--partial", "--part", "1/2", "-o", workdir.path("1.part"),
        "--on-error", "reject", "--reject-file", workdir.path("bad"),
      ] + lenient, status: 5)
    let time = ["--date-time", "2026-01-31 12:00"]
    for name in ["golden", "cut"] {
      _ = try Self.run(
        ["merge", workdir.path("1.part"), workdir.path("2.\(name)"), "-o", workdir.path(name)]
          + time)
    }
    _ = try Self.run(
      [
        "audit", "dump", "-o", workdir.path("whole"), "--anonymous-only", "--on-error", "reject",
        "--reject-file", workdir.path("expected"),
      ] + lenient + time, status: 5)
    let whole = try workdir.files(in: "whole").filter { !$0.key.contains("_provenance_") }
    for name in ["golden", "cut"] {
      let found = try workdir.files(in: name)
      for (file, bytes) in whole { #expect(found[file] == bytes, "\(name): \(file)") }
    }
    #expect(try Self.bytes(workdir, "bad") == Self.bytes(workdir, "expected"))
  }

  @Test func everyBitFlipOfRoutesIsRefused() throws {
    let bytes = try Repository.bytes("Tests/Golden/packs/v1/kept.routes")
    let workdir = try Workdir()
    for bit in stride(from: 0, to: bytes.count * 8, by: 5) {
      var changed = bytes
      changed[bit / 8] ^= 1 << UInt8(bit % 8)
      let path = try workdir.write("routes", changed)
      let run = try Tool.run(
        ["shares", "cut", "kept.pack", "--routes", path, "-o", workdir.path("none")],
        directory: Self.golden)
      #expect(run.status == 4, "bit \(bit): \(run.errors)")
    }
  }

  @Test func errorNamesCustomerAndPlace() throws {
    let workdir = try Workdir()
    let plan = try Tool.run(
      ["shares", "plan", "kept.index", "-o", workdir.path("plan")], directory: Self.golden)
    #expect(plan.status == 65)
    #expect(plan.errors.contains("dump/phones.jsonl:4: byte"))
    #expect(try workdir.files(in: ".").isEmpty)
  }
}
