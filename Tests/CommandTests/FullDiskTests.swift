import Foundation
import TestSupport
import Testing

/// A disk that becomes full at any moment leaves what stood there before.
@Suite struct FullDiskTests {
  enum Operation: CaseIterable, Sendable { case convert, audit }
  enum Limit: CaseIterable, Sendable { case pages, names }

  /// A command line, and a dump that makes it write more than a few pages.
  private static func arguments(_ operation: Operation, _ workdir: Workdir) throws -> [String] {
    switch operation {
    case .convert:
      var random = SplitMix64(seed: 1)
      let customers = (0..<4000).map { index in
        let pkid = (0..<24).map { _ in String(random.below(16), radix: 16) }.joined()
        return #"{"meta":{"model_type":"data/HierarchyNode","path":"sys.P","pkid":"\#(pkid)"},"#
          + #""data":{"name":"C\#(index)","node_type":"Customer"}}"#
      }
      let provider =
        #"{"meta":{"model_type":"data/HierarchyNode","path":"sys"},"#
        + #""data":{"name":"P","node_type":"Provider"}}"#
      let dump = try workdir.write(
        "dump.jsonl", ([provider] + customers).joined(separator: "\n") + "\n")
      return ["convert", dump, "-o", "d.ucol", "--force"]
    case .audit:
      return [
        "audit", Repository.path("data/sample"), "-o", "reports", "--force", "--date-time",
        "2026-06-30 12:00",
      ]
    }
  }

  @Test(
    .enabled(
      if: SmallDisk.options != nil,
      "neither root nor a user who may make mount namespaces: no small disk can be mounted"),
    arguments: Operation.allCases, [false, true])
  func everySizeLeavesTheOldFilesOrTheNewOnes(
    _ operation: Operation, _ isReplacing: Bool
  ) throws {
    let workdir = try Workdir()
    let arguments = try Self.arguments(operation, workdir)
    let large = try SmallDisk.run(arguments, on: SmallDisk.Size(), holding: [:])
    #expect(large.status == 0, "\(large.errors)")
    #expect(large.files.count == (operation == .convert ? 1 : 9))
    let old = isReplacing ? large.files.mapValues { _ in Array("old".utf8) } : [:]
    for limit in Limit.allCases {
      // The old files fit: one page and one name for each, and names of directories.
      let directoryCount = operation == .audit && isReplacing ? 2 : 1
      var size = limit == .pages ? max(1, old.count) : old.count + directoryCount
      var refused = 0
      while true {
        let run = try SmallDisk.run(
          arguments,
          on: limit == .pages ? SmallDisk.Size(pages: size) : SmallDisk.Size(names: size),
          holding: old)
        let comment = Comment(rawValue: "\(operation), \(size) \(limit): \(run.errors)")
        if run.status == 0 {
          #expect(run.files == large.files, comment)
          break
        }
        #expect(run.status == 74, comment)
        let messages = run.errors.split(separator: "\n").drop { $0.hasPrefix("warning: ") }
        #expect(messages.first?.hasPrefix("error: ") == true, comment)
        #expect(run.errors.contains("No space left on device"), comment)
        #expect(run.files == old, comment)
        refused += 1
        size += 1
        try #require(refused < 200, comment)
      }
      #expect(refused >= (operation == .convert && limit == .names ? 1 : 5))
    }
  }

  /// A run whose summary is lost puts nothing in place.
  @Test(arguments: [
    ["convert"], ["audit"], ["audit", "--json"], ["audit", "--partial"], ["merge"], ["export"],
    ["report"], ["inspect"], ["inspect", "--json"],
  ])
  func outputThatCannotBeShownIs74(_ command: [String]) throws {
    let workdir = try Workdir()
    let (file, part) = (workdir.path("d.ucol"), workdir.path("d.part"))
    let sample = Repository.path("data/sample")
    #expect(try Tool.run(["convert", sample, "-o", file]).status == 0)
    #expect(try Tool.run(["audit", file, "--partial", "-o", part]).status == 0)
    let output = workdir.path("output")
    let arguments =
      switch command[0] {
      case "convert": [sample, "-o", output, "--with-identities"]
      case "audit" where command.last == "--partial":
        [file, "-o", output, "--names", workdir.path("output.names")]
      case "audit", "report": [file, "-o", output]
      case "merge": [part, "-o", output]
      case "export": [file, "--parquet", output]
      default: [file]
      }
    let run = try Tool.run(command + arguments, output: "/dev/full")
    #expect(run.status == 74, "\(run)")
    #expect(run.errors.contains("standard output: No space left on device"))
    #expect(try workdir.files(in: "output").isEmpty)
    let others = try FileManager.default.contentsOfDirectory(atPath: workdir.path).sorted()
    #expect(others.filter { $0 != "output" } == ["d.part", "d.ucol"])
    var isDirectory: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: output, isDirectory: &isDirectory)
    #expect(!exists || isDirectory.boolValue)
  }

  /// A reader of the summary may stop: the files are put in place.
  @Test func aReaderThatHasGoneStopsNothing() throws {
    let workdir = try Workdir()
    let (file, status) = (workdir.path("d.ucol"), workdir.path("status"))
    let script =
      #"{ sleep 1; "$0" convert "$1" -o "$2"; echo $? >"$3"; } | true; sleep 1; cat "$3""#
    let run = try Tool.run(
      ["-c", script, Tool.path, Repository.path("data/sample"), file, status], program: "/bin/sh")
    #expect(run.output == "0\n", "\(run)")
    #expect(FileManager.default.fileExists(atPath: file))
  }

  @Test func aFileSizeLimitIs74() throws {
    let workdir = try Workdir()
    let script = #"ulimit -f 1; exec "$0" audit "$1" -o "$2""#
    let run = try Tool.run(
      ["-c", script, Tool.path, Repository.path("data/sample"), workdir.path("reports")],
      program: "/bin/sh")
    #expect(run.status == 74, "\(run)")
    #expect(run.errors.contains("File too large"), "\(run)")
    #expect(try workdir.files(in: "reports").isEmpty)
  }
}
