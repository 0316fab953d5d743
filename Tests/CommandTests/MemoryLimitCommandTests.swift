import CensusModel
import Foundation
import Sealing
import TestSupport
import Testing

@testable import ColumnFile

/// A small file cannot make the program take a lot of memory.
@Suite struct MemoryLimitCommandTests {
  /// Runs `ucensus` with 1 GB of address space, which holds the program and little more.
  private func confined(_ arguments: [String], _ file: String) throws -> Tool.Run {
    let script = #"ulimit -v 1000000; exec "$0" "$@""#
    return try Tool.run(["-c", script, Tool.path] + arguments + [file], program: "/bin/sh")
  }

  private func file(footer stored: [UInt8], rawByteCount: Int, codec: Codec) -> [UInt8] {
    Header.serialized() + stored
      + Trailer(sealing: stored, rawByteCount: rawByteCount, codec: codec).serialized()
  }

  /// 5 MB that decode to 1.3 GB of zeros.
  @Test func directoriesThatExpandAreRefused() throws {
    let workdir = try Workdir()
    let more = 5_000_000
    let block =
      [0x1F, 0, 1, 0] + [UInt8](repeating: 255, count: more) + [0, 0x50, 0, 0, 0, 0, 0]
    try workdir.write(
      "bomb.ucol", file(footer: block, rawByteCount: 1 + 19 + 255 * more + 5, codec: .lz4))
    for command in [["inspect"], ["verify"], ["audit", "-o", workdir.path("reports")]] {
      let run = try confined(command, workdir.path("bomb.ucol"))
      #expect(run.status == 4, "\(command): \(run)")
      #expect(run.errors.contains("--memory-limit"))
    }
  }

  /// Counts of which a few bytes say that there are 2⁴⁰, at every place where a list begins.
  @Test func countsOfMoreThanThereIsAreRefused() throws {
    let workdir = try Workdir()
    let count: [UInt8] = [0x80, 0x80, 0x80, 0x80, 0x80, 0x20]
    for list in 0..<5 {
      let footer = [UInt8](repeating: 0, count: list) + count
      try workdir.write(
        "\(list).ucol", file(footer: footer, rawByteCount: footer.count, codec: .raw))
      let run = try confined(["inspect"], workdir.path("\(list).ucol"))
      #expect(run.status == 4, "\(run)")
      #expect(run.errors.contains("count of more than the file can hold"))
    }
  }

  /// The limit is what the option says.
  @Test func optionMovesTheLimit() throws {
    let workdir = try Workdir()
    var customer = CustomerInventory(pkid: "5e54067d116fa10046313224", provider: 0)
    customer.persons.append(facts: FactSet(.ucmUser), devices: [])
    customer.counters.users = 1
    var bytes: [UInt8] = []
    var writer = try ColumnFileWriter(
      metadata: ["long": String(repeating: "x", count: 3 << 20)],
      providers: [Provider(pkid: "", name: "P")], deviceTypes: []
    ) { bytes += $0 }
    try writer.append(customer)
    _ = try writer.finish()
    try workdir.write("long.ucol", bytes)
    for command in [
      ["inspect", "--json"], ["verify"], ["audit", "-o", workdir.path("reports"), "--force"],
    ] {
      let file = workdir.path("long.ucol")
      #expect(try Tool.run(command + [file]).status == 0)
      #expect(try Tool.run(command + [file, "--memory-limit", "8"]).status == 0)
      let refused = try Tool.run(command + [file, "--memory-limit", "4"])
      #expect(refused.status == 4, "\(refused)")
      #expect(refused.errors.contains("4194304 bytes"))
    }
  }

  /// A limit bounds the reading of dumps for names as for counts; the result is the same.
  @Test func listsOfDumpsTakeALimit() throws {
    let dump = Repository.path("Tests/Golden/every-rule/dump")
    for command in [["list", dump, "--all"], ["explain", dump, "--user", "lic11"]] {
      let expected = try Tool.run(command)
      let run = try Tool.run(command + ["--memory-limit", "64M"])
      #expect(run.status == 0 && run.output == expected.output, "\(run)")
    }
  }

  @Test(arguments: ["0", "-1", "x", "9223372036854775807"])
  func senselessLimitsAre64(_ limit: String) throws {
    #expect(try Tool.run(["inspect", "x", "--memory-limit=\(limit)"]).status == 64)
  }
}
