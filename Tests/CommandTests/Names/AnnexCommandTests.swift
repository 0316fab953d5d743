import Foundation
import TestSupport
import Testing

/// The annex of an invoice as a Parquet file; what is in it, Tests/Parquet reads.
@Suite struct AnnexCommandTests {
  private static let golden = Repository.path("Tests/Golden/every-rule/dump")

  @Test func appearsWholeWithItsHashOrNotAtAll() throws {
    let workdir = try Workdir()
    let path = workdir.path("annex.parquet")
    let annex = ["list", Self.golden, "--all", "--parquet", path]
    let run = try Tool.run(annex)
    #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
    #expect(run.output.hasSuffix(": 284 persons.\n"), "\(run)")
    for name in ["annex.parquet", "annex.parquet.hash"] {
      let attributes = try FileManager.default.attributesOfItem(atPath: workdir.path(name))
      #expect(attributes[.posixPermissions] as? Int == 0o600)
    }
    let bytes = try #require(try workdir.files(in: ".")["annex.parquet"])
    let digest = try Tool.run([path], program: "/usr/bin/sha256sum").output.prefix(64)
    let hash = try #require(try workdir.files(in: ".")["annex.parquet.hash"])
    #expect(String(decoding: hash, as: UTF8.self).hasPrefix(digest))
    #expect(try Tool.run(annex).status == 73)
    let again = try Tool.run(annex + ["--force", "--threads", "3", "--quiet"])
    #expect(again.status == 0 && again.output.isEmpty && again.errors.isEmpty, "\(again)")
    #expect(try workdir.files(in: ".")["annex.parquet"] == bytes)
  }

  @Test func refusesWhatItCannotWrite() throws {
    let workdir = try Workdir()
    let path = workdir.path("annex.parquet")
    let inside = Self.golden + "/annex.parquet"
    let refused: [([String], Int32, String)] = [
      (["--column", "unclassified", "--parquet", path], 64, "--all"),
      (["--all", "--parquet", path, "--csv"], 64, "--csv"),
      (["--all", "--parquet", ""], 64, "takes a file"),
      (["--all", "--force"], 64, "--parquet"),
      (["--all", "--parquet", inside], 73, "which is read as a dump"),
      (["--all", "--parquet", path, "--customer", "Noone & Sons"], 64, "no customer has"),
      (["--all", "--parquet", workdir.path("none/annex.parquet")], 73, "none"),
    ]
    for (options, status, word) in refused {
      let run = try Tool.run(["list", Self.golden] + options)
      #expect(run.status == status && run.errors.contains(word), "\(options): \(run)")
      #expect(run.output.isEmpty)
    }
    #expect(try workdir.files(in: ".").isEmpty)
    #expect(!FileManager.default.fileExists(atPath: inside))
  }
}
