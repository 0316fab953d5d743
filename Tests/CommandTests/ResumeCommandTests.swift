import Foundation
import Glibc
import TestSupport
import Testing

/// `convert --resume`, killed and interrupted at random moments.
@Suite struct ResumeCommandTests {
  /// The times of a run say how much an earlier one has kept.
  @Test func portionsOfAFailedRunAreNotReadAgain() throws {
    let workdir = try Workdir()
    let golden = Repository.path("Tests/Golden/licence-edges/dump")
    try FileManager.default.copyItem(atPath: golden, toPath: workdir.path("dump"))
    try workdir.write("dump/zzz.jsonl", "{\"")
    let arguments = [
      "convert", workdir.path("dump"), "-o", workdir.path("d.ucol"), "--resume",
      "--portion-bytes", "1", "--timings",
    ]
    let failed = try Tool.run(arguments)
    #expect(failed.status == 65, "\(failed)")
    try FileManager.default.removeItem(atPath: workdir.path("dump/zzz.jsonl"))
    let resumed = try Tool.run(arguments)
    #expect(resumed.status == 0)
    #expect(resumed.errors.contains("read, and 3 portions kept before: "), "\(resumed.errors)")
    let anew = try Tool.run(arguments + ["--force"])
    #expect(anew.status == 0 && !anew.errors.contains("kept before"), "\(anew.errors)")
  }

  @Test func killedConversionsGoOn() throws {
    let workdir = try Workdir()
    let sample = Repository.path("data/sample")
    let usual = try Tool.run(["convert", sample, "-o", workdir.path("usual.ucol")])
    #expect(usual.status == 0)
    var random = SplitMix64(seed: 1)
    for round in 0..<12 {
      let process = Process()
      process.executableURL = URL(filePath: Tool.path)
      process.arguments = ["convert", sample, "-o", workdir.path("d/d.ucol"), "--resume"]
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try FileManager.default.createDirectory(
        atPath: workdir.path("d"), withIntermediateDirectories: true)
      try process.run()
      usleep(UInt32(random.below(60_000)))
      kill(process.processIdentifier, round % 2 == 0 ? SIGKILL : SIGINT)
      process.waitUntilExit()
      let last = try Tool.run([
        "convert", sample, "-o", workdir.path("d/d.ucol"), "--resume", "--force",
      ])
      #expect(last.status == 0, "\(last)")
      let files = try FileManager.default.contentsOfDirectory(atPath: workdir.path("d"))
      #expect(files == ["d.ucol"], "round \(round)")
      #expect(
        try Data(contentsOf: URL(filePath: workdir.path("d/d.ucol")))
          == Data(contentsOf: URL(filePath: workdir.path("usual.ucol"))))
      try FileManager.default.removeItem(atPath: workdir.path("d"))
    }
  }
}
