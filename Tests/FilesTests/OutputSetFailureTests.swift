import FaultSupport
import SystemPackage
import Testing

import class TestSupport.Workdir

@testable import Files

/// Whatever single call fails, and with whichever reason, there is the old set or the new one.
@Suite struct OutputSetFailureTests {
  private static let new = ["a.csv": "new a", "b.csv": "new b", "c.hash": ""]

  private func run(_ directory: Workdir, _ fileSystem: FileSystem, replacing: Bool) throws {
    let set = OutputSet(
      isReplacing: replacing, fileSystem: fileSystem, registry: LiveTemporaries())
    let incremental = try set.create(directory.path("a.csv"))
    try incremental.write(Array("new".utf8))
    try incremental.write(Array(" a".utf8))
    try set.add(directory.path("b.csv"), contents: Array("new b".utf8))
    try set.add(directory.path("c.hash"), contents: [])
    try set.commit()
  }

  private static let errors: [Errno] = [.ioError, .noSpace, .notPermitted, .interrupted]

  @Test(arguments: errors, [[:], ["a.csv": "old a"], ["a.csv": "old a", "b.csv": "old b"]])
  func everyCallFailsOnce(_ errno: Errno, _ old: [String: String]) throws {
    var number = 0
    var finished = false
    while !finished {
      number += 1
      let directory = try Workdir()
      for (name, text) in old { try directory.write(name, text) }
      let faulty = FaultyFileSystem(Fault(nil, number: number, .error(errno)))
      var error: (any Error)?
      do {
        try run(directory, faulty.fileSystem, replacing: !old.isEmpty)
      } catch let thrown { error = thrown }
      finished = !faulty.hasStruck
      let failed = finished ? nil : faulty.log[number - 1]
      try check(directory, old, failed, error, "call \(number), \(failed as Any), \(errno)")
    }
    #expect(number > 20)
  }

  private func check(
    _ directory: Workdir, _ old: [String: String], _ failed: FileCall?,
    _ error: (any Error)?, _ comment: Comment
  ) throws {
    var contents = try directory.contents()
    if failed == .unlink {
      // What cannot be removed stays, under a name that a later run knows.
      contents = contents.filter { TemporaryName.process(in: $0.key) == nil }
    }
    if let error {
      #expect(error is FileError, comment)
      #expect(contents == old, comment)
    } else {
      #expect(contents == Self.new, comment)
    }
  }

  @Test(arguments: [FileCall.write, .sync, .close, .link, .entry, .open, .create])
  func noFailureIsSwallowed(_ call: FileCall) throws {
    let healthy = FaultyFileSystem(.none)
    try run(try Workdir(), healthy.fileSystem, replacing: false)
    for (index, made) in healthy.log.enumerated() where made == call {
      // The directory's descriptors, closed last, have nothing left to lose.
      if call == .close && index == healthy.log.count - 1 { continue }
      let faulty = FaultyFileSystem(Fault(nil, number: index + 1, .error(.ioError)))
      let directory = try Workdir()
      #expect(throws: FileError.self, "\(call), call \(index + 1)") {
        try run(directory, faulty.fileSystem, replacing: false)
      }
    }
  }

  @Test func namesWhatCannotBeTakenBack() throws {
    let directory = try Workdir()
    try directory.write("a.csv", "old a")
    var fileSystem = FileSystem.live
    fileSystem.link = { _, _ throws(Errno) in throw .notPermitted }
    fileSystem.rename = { from, to throws(Errno) in
      if to.hasSuffix("b.csv") { throw .ioError }
      try FileSystem.live.rename(from, to)
    }
    let error = try #require(throws: FileError.self) {
      try run(directory, fileSystem, replacing: true)
    }
    #expect(error.kind == .inputOutput)
    #expect(error.path.hasSuffix("/b.csv"))
    #expect(error.reason.contains("not taken back: \(directory.path("a.csv"))"))
  }

  @Test func aFailedWriteCannotBeCommitted() throws {
    let directory = try Workdir()
    var fileSystem = FileSystem.live
    fileSystem.write = { _, _ throws(Errno) in throw .noSpace }
    let set = OutputSet(fileSystem: fileSystem, registry: LiveTemporaries())
    let file = try set.create(directory.path("a"))
    #expect(throws: FileError.self) { try file.write([1]) }
    #expect(throws: FileError.self) { try set.commit() }
    #expect(try directory.contents().isEmpty)
  }

  @Test func shortAndInterruptedWritesGoOn() throws {
    let directory = try Workdir()
    let turns = FaultyFileSystem(Fault(.write, number: 2, .error(.interrupted)))
    var fileSystem = turns.fileSystem
    let write = fileSystem.write
    fileSystem.write = { file, bytes throws(Errno) in
      try write(file, UnsafeRawBufferPointer(rebasing: bytes.prefix(3)))
    }
    try run(directory, fileSystem, replacing: false)
    #expect(try directory.contents() == Self.new)
  }

  @Test func aWriteOfNothingIsAnError() throws {
    var fileSystem = FileSystem.live
    fileSystem.write = { _, _ in 0 }
    #expect(throws: FileError.self) {
      try run(try Workdir(), fileSystem, replacing: false)
    }
  }
}
