import Synchronization
import SystemPackage
import Testing

import class TestSupport.Workdir

@testable import Files

/// The work of a signal handler, called by hand.
@Suite struct LiveTemporariesTests {
  @Test func removesAllAndForbidsCommits() throws {
    let directory = try Workdir()
    let registry = LiveTemporaries()
    let set = OutputSet(registry: registry)
    try set.add(directory.path("a"), contents: [1])
    _ = try set.create(directory.path("b"))
    #expect(try directory.contents().count == 2)
    #expect(registry.removeAll())
    #expect(try directory.contents().isEmpty)
    let error = try #require(throws: FileError.self) { try set.commit() }
    #expect(error.reason == "interrupted")
    #expect(try directory.contents().isEmpty)
    #expect(registry.removeAll())
  }

  @Test func waitsForACommitThatRuns() throws {
    let directory = try Workdir()
    let registry = LiveTemporaries()
    let answers = Mutex<[Bool]>([])
    var fileSystem = FileSystem.live
    fileSystem.link = { from, to throws(Errno) in
      let answer = registry.removeAll()
      answers.withLock { $0.append(answer) }
      try FileSystem.live.link(from, to)
    }
    let set = OutputSet(fileSystem: fileSystem, registry: registry)
    try set.add(directory.path("a"), contents: [])
    try set.add(directory.path("b"), contents: [])
    try set.commit()
    #expect(answers.withLock { $0 } == [false, false])
    #expect(try directory.contents() == ["a": "", "b": ""])
    #expect(registry.removeAll())
    #expect(try directory.contents() == ["a": "", "b": ""])
  }

  @Test func slotsAreUsedAgain() throws {
    let registry = LiveTemporaries()
    var slots: [Int] = []
    for _ in 0..<1024 { slots.append(try #require(registry.register("/nowhere/x"))) }
    #expect(Set(slots).count == 1024)
    #expect(registry.register("/nowhere/y") == nil)
    registry.unregister(slots[500])
    #expect(registry.register("/nowhere/y") == slots[500])
  }

  @Test func aCommittedSetKeepsNoSlot() throws {
    let directory = try Workdir()
    let registry = LiveTemporaries()
    for replacing in [false, true] {
      let set = OutputSet(isReplacing: replacing, registry: registry)
      try set.add(directory.path("a"), contents: [])
      try set.commit()
    }
    #expect(registry.register("/nowhere/z") == 0)
  }
}
