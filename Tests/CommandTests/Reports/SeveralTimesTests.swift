import Foundation
import TestSupport
import Testing

/// A directory with the reports of two months is not one audit, and every command says so.
@Suite struct SeveralTimesTests {
  private static let golden = Repository.path("Tests/Golden/licence-edges/dump")

  @Test func namesTheTimes() throws {
    let workdir = try Workdir()
    for time in ["2026-05-31 12:00", "2026-06-30 12:00"] {
      let run = try Tool.run([
        "audit", Self.golden, "-o", workdir.path("two"), "--date-time", time, "--quiet",
      ])
      #expect(run.status == 0, "\(run)")
    }
    let one = try Tool.run([
      "audit", Self.golden, "-o", workdir.path("one"), "--date-time", "2026-06-30 12:00", "--quiet",
    ])
    #expect(one.status == 0)
    let (two, page) = (workdir.path("two"), workdir.path("page.html"))
    let commands = [
      ["diff", two, workdir.path("one")], ["diff", workdir.path("one"), two],
      ["report", two, "-o", page], ["report", workdir.path("one"), "-o", page, "--against", two],
      ["bill", two, "--contract", Repository.path("data/contract.json")],
    ]
    for command in commands {
      let run = try Tool.run(command)
      #expect(run.status == 64, "\(command): \(run)")
      let times = "two: has reports of several times: 2026-05-31 12:00, 2026-06-30 12:00"
      #expect(run.errors.contains(times), "\(command): \(run)")
      #expect(run.errors.contains("a directory of their own"))
      #expect(run.output.isEmpty && !FileManager.default.fileExists(atPath: page))
    }
  }
}
