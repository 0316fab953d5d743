import Foundation
import TestSupport
import Testing

/// Names beside a columnar file: who gets them, what they are good for, and what is refused.
@Suite struct IdentitiesCommandTests {
  private static let golden = Repository.path("Tests/Golden/every-rule/dump")
  private static let edges = Repository.path("Tests/Golden/licence-edges/dump")

  /// `a.ucol` and `b.ucol` with their identities.
  private func workdir() throws -> Workdir {
    let workdir = try Workdir()
    for (name, dump) in [("a", Self.golden), ("b", Self.edges)] {
      let run = try Tool.run([
        "convert", dump, "-o", workdir.path("\(name).ucol"), "--with-identities",
      ])
      #expect(run.status == 0, "\(run)")
      #expect(run.output.contains("\(name).identities"))
    }
    return workdir
  }

  @Test func namesGoToASecondFileOfTheirOwner() throws {
    let workdir = try workdir()
    let attributes = try FileManager.default.attributesOfItem(
      atPath: workdir.path("a.identities"))
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    let plain = try Tool.run(["convert", Self.golden, "-o", workdir.path("plain.ucol")])
    #expect(plain.status == 0)
    let files = try workdir.files(in: ".")
    #expect(files["plain.identities"] == nil)
    #expect(files["plain.ucol"] == files["a.ucol"])
  }

  @Test func auditWithIdentitiesWritesWhatAnAuditOfTheDumpWrites() throws {
    let workdir = try workdir()
    let dump = try Tool.run(["audit", Self.golden, "-o", workdir.path("dump")])
    #expect(dump.status == 0)
    let run = try Tool.run([
      "audit", workdir.path("a.ucol"), "--identities", workdir.path("a.identities"), "-o",
      workdir.path("columns"),
    ])
    #expect(run.status == 0, "\(run)")
    #expect(!run.output.contains("No detailed report"))
    // Without them it is said that they are there.
    let nameless = try Tool.run(["audit", workdir.path("a.ucol"), "-o", workdir.path("nameless")])
    let remedy = "Give the identities, too: \(workdir.path("a.identities"))."
    #expect(nameless.status == 0 && nameless.output.contains(remedy), "\(nameless)")
    try FileManager.default.removeItem(atPath: workdir.path("b.identities"))
    let alone = try Tool.run(["audit", workdir.path("b.ucol"), "-o", workdir.path("alone")])
    #expect(alone.output.contains("Audit the dump to get one."), "\(alone)")
    let expected = try workdir.files(in: "dump").filter { !$0.key.hasSuffix(".json") }
    let found = try workdir.files(in: "columns")
    #expect(expected.keys.contains { $0.contains("_detailed_") })
    #expect(found.filter { !$0.key.hasSuffix(".json") } == expected)
    let provenance = try #require(found.first { $0.key.hasSuffix(".json") })
    #expect(String(decoding: provenance.value, as: UTF8.self).contains("a.identities"))
  }

  @Test func anonymousReportsStayAnonymous() throws {
    let workdir = try workdir()
    let run = try Tool.run([
      "audit", workdir.path("a.ucol"), "--identities", workdir.path("a.identities"), "-o",
      workdir.path("reports"), "--anonymous-only",
    ])
    #expect(run.status == 0, "\(run)")
    for (name, bytes) in try workdir.files(in: "reports") {
      #expect(!name.contains("detailed"))
      #expect(!String(decoding: bytes, as: UTF8.self).contains("Alder"))
    }
  }

  @Test func refusesPairsThatDoNotBelongTogether() throws {
    let workdir = try workdir()
    let (a, b) = (workdir.path("a.ucol"), workdir.path("b.ucol"))
    let (aNames, bNames) = (workdir.path("a.identities"), workdir.path("b.identities"))
    let refused: [([String], Int32, String)] = [
      (["audit", a, "--identities", bNames], 65, "belongs to none of the columnar files"),
      (["audit", a, b, "--identities", aNames], 65, "none of the identities files given"),
      (["audit", a, "--identities", aNames, "--identities", aNames], 65, "one columnar file"),
      (["audit", Self.golden, "--identities", aNames], 65, "belongs to none"),
      (["audit", a, "--identities", a], 4, "not a ucensus identities file"),
      (["audit", aNames], 65, "is an identities file"),
      (["audit", a, "--identities", workdir.path("none")], 66, "none"),
      (["audit", a, "--partial", "--identities", aNames], 64, "--identities"),
    ]
    for (arguments, status, text) in refused {
      let run = try Tool.run(arguments + ["-o", workdir.path("out")])
      #expect(run.status == status, "\(arguments): \(run)")
      #expect(run.errors.contains(text), "\(arguments): \(run.errors)")
      #expect(!FileManager.default.fileExists(atPath: workdir.path("out")))
    }
    let converted = try Tool.run(["convert", aNames, "-o", workdir.path("c.ucol")])
    #expect(converted.status == 65)
    #expect(converted.errors.contains("is an identities file"))
  }

  @Test func verifyTakesIdentities() throws {
    let workdir = try workdir()
    let (a, b, names) = (workdir.path("a.ucol"), workdir.path("b.ucol"), "a.identities")
    let alone = try Tool.run(["verify", workdir.path(names)])
    #expect(alone.status == 0, "\(alone)")
    #expect(alone.output.contains("sound: names of"))
    let together = try Tool.run(["verify", b, a, workdir.path(names)])
    #expect(together.status == 0, "\(together)")
    #expect(together.output.contains("belongs to \(a)"))
    let others = try Tool.run(["verify", b, workdir.path(names)])
    #expect(others.status == 65)
    #expect(others.errors.contains("belongs to none"))
    var bytes = try #require(try workdir.files(in: ".")[names])
    bytes[bytes.count / 2] ^= 1
    try workdir.write(names, bytes)
    let damaged = try Tool.run(["verify", a, workdir.path(names)])
    #expect(damaged.status == 4)
    let audited = try Tool.run([
      "audit", a, "--identities", workdir.path(names), "-o", workdir.path("out"),
    ])
    #expect([0, 4].contains(audited.status))
  }

  @Test func outputsAreInTheWay() throws {
    let workdir = try workdir()
    try FileManager.default.removeItem(atPath: workdir.path("a.ucol"))
    let arguments = ["convert", Self.golden, "-o", workdir.path("a.ucol"), "--with-identities"]
    let run = try Tool.run(arguments)
    #expect(run.status == 73)
    #expect(!FileManager.default.fileExists(atPath: workdir.path("a.ucol")))
    #expect(try Tool.run(arguments + ["--force"]).status == 0)
    #expect(
      try Tool.run(["verify", workdir.path("a.ucol"), workdir.path("a.identities")]).status == 0)
  }
}
