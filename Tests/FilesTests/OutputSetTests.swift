import Foundation
import Synchronization
import SystemPackage
import Testing

import class TestSupport.Workdir

@testable import Files

/// The files that may be replaced, those that never are, and those that are left.
@Suite struct OutputSetTests {
  private let directory: Workdir
  init() throws { directory = try Workdir() }

  private func outputSet(replacing: Bool = false, _ fileSystem: FileSystem = .live) -> OutputSet {
    OutputSet(isReplacing: replacing, fileSystem: fileSystem, registry: LiveTemporaries())
  }

  @Test func filesAppearTogetherAtCommit() throws {
    let set = outputSet()
    let first = try set.create(directory.path("a"))
    try first.write(Array("12".utf8))
    try set.add(directory.path("b"), contents: Array("3".utf8), mode: 0o600)
    #expect(try directory.contents()["a"] == nil)
    #expect(try directory.contents()["b"] == nil)
    try first.write(Array("45".utf8))
    #expect(first.byteCount == 4)
    try set.commit()
    #expect(try directory.contents() == ["a": "1245", "b": "3"])
    #expect(try directory.mode("b") == 0o600)
    #expect(try directory.mode("a") & 0o007 == 0)
  }

  @Test func existingFilesAreReplacedOnlyWhenAsked() throws {
    try directory.write("a", "old")
    let error = try #require(throws: FileError.self) {
      try outputSet().add(directory.path("a"), contents: [])
    }
    #expect(error.kind == .inTheWay)
    #expect(error.description == "\(directory.path("a")): exists already")
    #expect(try directory.contents() == ["a": "old"])
    let set = outputSet(replacing: true)
    try set.add(directory.path("a"), contents: Array("new".utf8))
    #expect(try directory.contents()["a"] == "old")
    try set.commit()
    #expect(try directory.contents() == ["a": "new"])
  }

  @Test(arguments: [false, true])
  func symbolicLinksAreNeverWrittenThrough(_ replacing: Bool) throws {
    try directory.write("precious", "kept")
    for (name, target) in [("link", "precious"), ("dangling", "nowhere")] {
      try FileManager.default.createSymbolicLink(
        atPath: directory.path(name), withDestinationPath: target)
      let error = try #require(throws: FileError.self) {
        try outputSet(replacing: replacing).add(directory.path(name), contents: [1])
      }
      #expect(error.kind == .cannotCreate)
    }
    #expect(
      try directory.contents()
        == ["precious": "kept", "link": "-> precious", "dangling": "-> nowhere"])
  }

  @Test func directoriesAndPipesAreRefused() throws {
    try FileManager.default.createDirectory(
      atPath: directory.path("d"), withIntermediateDirectories: false)
    #expect(mkfifo(directory.path("p"), 0o600) == 0)
    for name in ["d", "p"] {
      let error = try #require(throws: FileError.self) {
        try outputSet(replacing: true).add(directory.path(name), contents: [])
      }
      #expect(error.kind == .cannotCreate)
    }
    unlink(directory.path("p"))
  }

  @Test(arguments: [false, true])
  func aFileThatAppearsMeanwhileIsNotOverwritten(_ hasLinks: Bool) throws {
    var fileSystem = FileSystem.live
    fileSystem.entry = { _ in .nothing }
    if !hasLinks { fileSystem.link = { _, _ throws(Errno) in throw .notPermitted } }
    try directory.write("b", "theirs")
    let set = outputSet(fileSystem)
    try set.add(directory.path("a"), contents: [])
    try set.add(directory.path("b"), contents: [])
    let error = try #require(throws: FileError.self) { try set.commit() }
    #expect(error.kind == .inTheWay)
    #expect(try directory.contents() == ["b": "theirs"])
  }

  @Test(arguments: [false, true])
  func worksWithoutHardLinks(_ replacing: Bool) throws {
    var fileSystem = FileSystem.live
    fileSystem.link = { _, _ throws(Errno) in throw .notPermitted }
    if replacing { try directory.write("a", "old") }
    let set = outputSet(replacing: replacing, fileSystem)
    try set.add(directory.path("a"), contents: Array("new".utf8))
    try set.commit()
    #expect(try directory.contents() == ["a": "new"])
  }

  @Test func oneNameTwiceIsRefused() throws {
    let set = outputSet(replacing: true)
    try set.add(directory.path("a"), contents: [])
    #expect(throws: FileError.self) { try set.add(directory.path("a"), contents: []) }
    try FileManager.default.createDirectory(
      atPath: directory.path("x"), withIntermediateDirectories: false)
    try FileManager.default.createSymbolicLink(
      atPath: directory.path("link"), withDestinationPath: ".")
    for other in ["./x/../a", ".//a", "link/a"] {
      let error = try #require(throws: FileError.self, "\(other)") {
        try set.add(directory.path + "/" + other, contents: [])
      }
      #expect(error.kind == .cannotCreate)
    }
  }

  @Test func aMissingDirectoryIsRefused() throws {
    let error = try #require(throws: FileError.self) {
      try outputSet().add(directory.path("missing/a"), contents: [])
    }
    #expect(error.kind == .cannotCreate)
    #expect(error.path == directory.path("missing/a"))
  }

  @Test func aDroppedSetLeavesNothing() throws {
    do {
      let set = outputSet()
      _ = try set.create(directory.path("a"))
      try set.add(directory.path("b"), contents: [1])
      #expect(try directory.contents().count == 2)
    }
    #expect(try directory.contents().isEmpty)
  }

  @Test func temporariesAreNewFilesBesideTheirTargets() throws {
    let opened = Mutex<[(path: String, flags: Int32)]>([])
    var fileSystem = FileSystem.live
    fileSystem.open = { path, flags, mode throws(Errno) in
      let isFirst = opened.withLock { opened in
        opened.append((path, flags))
        return opened.count == 1
      }
      if isFirst { throw .fileExists }
      return try FileSystem.live.open(path, flags, mode)
    }
    _ = try outputSet(fileSystem).create(directory.path("a"))
    let calls = opened.withLock { $0 }
    #expect(calls.count == 2)
    #expect(calls[0].path != calls[1].path)
    for call in calls {
      let name = try #require(call.path.split(separator: "/").last)
      #expect(call.path == directory.path(String(name)))
      #expect(TemporaryName.process(in: String(name)) == getpid())
      #expect(call.flags == O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC)
    }
  }
}
