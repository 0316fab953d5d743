import Foundation
import TestSupport
import Testing

/// `export` as users and scripts meet it. What other programs read from its files is tested where
/// they are: Tests/Parquet.
@Suite struct ExportCommandTests {
  private static let golden = Repository.path("Tests/Golden/every-rule/dump")
  private static let tableNames = ["counts", "customers", "devices", "persons"].map {
    "\($0).parquet"
  }
  private static let names = tableNames.flatMap { [$0, "\($0).hash"] }

  private let workdir: Workdir

  init() throws { workdir = try Workdir() }

  private func export(_ input: String = golden, _ options: String...) throws -> Tool.Run {
    try Tool.run(["export", input, "--parquet", workdir.path("t/ables")] + options)
  }

  private func tables() throws -> [String: [UInt8]] { try workdir.files(in: "t/ables") }

  @Test func fourTablesWithTheirHashes() throws {
    let run = try export()
    #expect(run.status == 0, "\(run)")
    let tables = try tables()
    #expect(tables.keys.sorted() == Self.names)
    for name in Self.tableNames {
      let bytes = try #require(tables[name])
      #expect(bytes.prefix(4) == Array("PAR1".utf8)[...], "\(name)")
      #expect(bytes.suffix(4) == Array("PAR1".utf8)[...], "\(name)")
      #expect(run.output.contains("\(name): "))
      #expect(run.output.contains(" rows, \(bytes.count) bytes"))
    }
    let hashes = try Tool.run(
      ["-c", "cd \(workdir.path("t/ables")) && sha256sum --quiet -c *.hash"], program: "/bin/sh")
    #expect(hashes.status == 0, "\(hashes)")
    // 5 customers, as the golden report has; 284 persons, as verify says.
    #expect(run.output.contains("customers.parquet: 5 rows"))
    #expect(run.output.contains("persons.parquet: 284 rows"))
    #expect(run.output.contains("counts.parquet: 5 rows"))
  }

  @Test func bytesDependOnRecordsAndOptionsOnly() throws {
    #expect(try export(Self.golden, "--threads", "1", "--quiet").output.isEmpty)
    let first = try tables()
    #expect(try export(Self.golden, "--threads", "2", "--force").status == 0)
    #expect(try tables() == first)
  }

  @Test func whatStandsThereIsReplacedOnlyWithForce() throws {
    let file = try workdir.write("t/ables/devices.parquet", "mine")
    let refused = try export()
    #expect(refused.status == 73, "\(refused)")
    #expect(refused.errors.hasPrefix("error: \(file): exists already"), "\(refused.errors)")
    #expect(try tables() == ["devices.parquet": Array("mine".utf8)])
    #expect(try export(Self.golden, "--force").status == 0)
    #expect(try tables().keys.sorted() == Self.names)
  }

  @Test func nothingIsWrittenWhereTheInputIsBad() throws {
    let dump = try workdir.write("bad.jsonl", "{\"meta\": \n")
    let run = try export(dump)
    #expect(run.status == 65, "\(run)")
    #expect(!FileManager.default.fileExists(atPath: workdir.path("t")))
  }

  @Test func aDamagedColumnarFileIsNamed() throws {
    let file = workdir.path("d.ucol")
    #expect(try Tool.run(["convert", Self.golden, "-o", file]).status == 0)
    var bytes = try Array(Data(contentsOf: URL(filePath: file)))
    bytes[bytes.count / 2] ^= 1
    let run = try export(try workdir.write("bad.ucol", bytes))
    #expect(run.status == 4, "\(run)")
    #expect(run.errors.contains("bad.ucol: byte "))
    #expect(!FileManager.default.fileExists(atPath: workdir.path("t")))
  }

  @Test func aDirectoryThatIsReadIsNoPlaceForTables() throws {
    let dump = try workdir.write("dump/records.jsonl", "")
    let directory = URL(filePath: dump).deletingLastPathComponent().path
    let run = try Tool.run(["export", directory, "--parquet", "\(directory)/tables"])
    #expect(run.status == 73, "\(run)")
    #expect(run.errors.contains("which is read as a dump"))
  }

  @Test(arguments: ["0", "-1", "1048577"])
  func rowGroupsHaveALimit(_ rows: String) throws {
    let run = try export(Self.golden, "--row-group-rows=\(rows)")
    #expect(run.status == 64, "\(run)")
    #expect(run.errors.contains("from 1 to 1048576"))
  }

  @Test func rejectedRecordsEndWithAStatusOfTheirOwn() throws {
    let golden = try FileManager.default.contentsOfDirectory(atPath: Self.golden)
    let dump = workdir.path("dump")
    try FileManager.default.copyItem(atPath: Self.golden, toPath: dump)
    #expect(!golden.isEmpty)
    _ = try workdir.write("dump/zz.jsonl", "{\"meta\": 1}\n")
    let rejects = workdir.path("rejects.jsonl")
    let run = try export(dump, "--on-error", "reject", "--reject-file", rejects)
    #expect(run.status == 5, "\(run)")
    #expect(try tables().keys.sorted() == Self.names)
    #expect(FileManager.default.fileExists(atPath: rejects))
  }
}
