import Foundation
import TestSupport
import Testing

/// `UCENSUS_KERNEL` chooses the machine code; all of it gives the same bytes.
@Suite struct KernelCommandTests {
  private static let sample = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("data/sample").path

  @Test func everyKernelWritesTheSameBytes() throws {
    let workdir = try Workdir()
    let file = workdir.path("s.ucol")
    #expect(try Tool.run(["convert", Self.sample, "-o", file]).status == 0)
    let inspected = try Tool.run(["inspect", file]).output
    let names = try #require(inspected.firstMatch(of: /this processor has: ([a-z0-9, ]+)/)).1
      .split(separator: ", ").map(String.init)
    #expect(names.first == "portable")
    var seen: Set<Data> = []
    for name in names {
      let environment = ["UCENSUS_KERNEL": name]
      let shown = try Tool.run(["inspect", file], environment: environment).output
      #expect(shown.contains("kernel           \(name) "))
      let run = try Tool.run(
        ["audit", file, "-o", workdir.path(name), "--date-time", "2026-01-31 12:00"],
        environment: environment)
      #expect(run.status == 0)
      let reports = try FileManager.default.contentsOfDirectory(atPath: workdir.path(name))
      for report in reports where report.contains("_anonymous_2026") && report.hasSuffix(".csv") {
        seen.insert(try Data(contentsOf: URL(filePath: workdir.path("\(name)/\(report)"))))
      }
    }
    #expect(seen.count == 1)
  }

  @Test(arguments: ["sse9", "AVX2", "portable "])
  func refusesAKernelThatThereIsNone(_ name: String) throws {
    let workdir = try Workdir()
    let file = workdir.path("s.ucol")
    #expect(try Tool.run(["convert", Self.sample, "-o", file]).status == 0)
    for arguments in [["inspect", file], ["audit", file, "-o", workdir.path("out")]] {
      let run = try Tool.run(arguments, environment: ["UCENSUS_KERNEL": name])
      #expect(run.status == 64)
      #expect(run.errors.contains("UCENSUS_KERNEL is \"\(name)\"; this processor has: portable"))
    }
    #expect(!FileManager.default.fileExists(atPath: workdir.path("out")))
  }
}
