import Foundation
import Testing

import class TestSupport.Workdir

@testable import Files

/// Where outputs go, and what killed runs left there.
@Suite struct OutputDirectoryTests {
  private let directory: Workdir
  init() throws { directory = try Workdir() }

  @Test func makesAllThatIsMissing() throws {
    try OutputDirectory.create(directory.path("x/y/z"))
    try OutputDirectory.create(directory.path("x/y/z/"))
    var isDirectory: ObjCBool = false
    #expect(
      FileManager.default.fileExists(atPath: directory.path("x/y/z"), isDirectory: &isDirectory))
    #expect(isDirectory.boolValue)
    try OutputDirectory.create("/")
    try OutputDirectory.create(".")
  }

  @Test func followsALinkToADirectory() throws {
    try OutputDirectory.create(directory.path("x"))
    try FileManager.default.createSymbolicLink(
      atPath: directory.path("link"), withDestinationPath: "x")
    try OutputDirectory.create(directory.path("link/y"))
    #expect(FileManager.default.fileExists(atPath: directory.path("x/y")))
  }

  @Test func namesTheFileThatIsInTheWay() throws {
    try directory.write("f", "")
    let error = try #require(throws: FileError.self) {
      try OutputDirectory.create(directory.path("f/g"))
    }
    #expect(
      error == FileError(.cannotCreate, path: directory.path("f"), reason: "is not a directory"))
  }

  @Test func removesOnlyWhatDeadProcessesLeft() throws {
    // Above the largest process id that Linux gives, 2^22.
    let dead = ".ucensus-4194399-0123456789abcdef.tmp"
    let kept = [
      TemporaryName.make(), ".ucensus-4194399-0123456789abcde.tmp",
      ".ucensus-4194399-0123456789abcdefg.tmp", ".ucensus-x-0123456789abcdef.tmp",
      ".ucensus-0-0123456789abcdef.tmp", ".ucensus--4194399-0123456789abcdef.tmp",
      ".ucensus-4194399-0123456789abcdef", "ucensus-4194399-0123456789abcdef.tmp", "report.csv",
    ]
    for name in kept + [dead] { try directory.write(name, "x") }
    #expect(OutputDirectory.removeLeftovers(in: directory.path) == 1)
    #expect(Set(try directory.contents().keys) == Set(kept))
    #expect(OutputDirectory.removeLeftovers(in: directory.path("missing")) == 0)
  }

  /// In a container every run may have the same process id.
  @Test func removesWhatAnEarlierProcessOfTheSameNumberLeft() throws {
    let ours = TemporaryName.make()
    for name in [ours, ".ucensus-\(getpid())-0123456789abcdef.tmp"] {
      try directory.write(name, "x")
    }
    #expect(OutputDirectory.removeLeftovers(in: directory.path) == 1)
    #expect(try directory.contents() == [ours: "x"])
  }

  @Test func aSetRemovesLeftoversWhereverItWrites() throws {
    for name in ["x", "y"] {
      try directory.write("\(name)/.ucensus-4194399-0123456789abcdef.tmp", "x")
      try OutputDirectory.create(directory.path(name))
    }
    let set = OutputSet(registry: LiveTemporaries())
    for name in ["x/a", "y/b", "x/c"] { try set.add(directory.path(name), contents: []) }
    try set.commit()
    #expect(try directory.files(in: "x").keys.sorted() == ["a", "c"])
    #expect(try directory.files(in: "y").keys.sorted() == ["b"])
  }

  @Test func temporaryNamesTellTheirProcess() {
    let first = TemporaryName.make()
    #expect(TemporaryName.process(in: first) == getpid())
    #expect(TemporaryName.make() != first)
  }
}
