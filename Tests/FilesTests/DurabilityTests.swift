import FaultSupport
import Glibc
import Synchronization
import SystemPackage
import Testing

import class TestSupport.Workdir

@testable import Files

/// The order in which things reach the disk, which decides what a kill or a power cut leaves there.
@Suite struct DurabilityTests {
  private let directory: Workdir
  init() throws { directory = try Workdir() }

  /// The calls, in order: `sync a` for the content of a file that will be `a`.
  private func commit(replacing: Bool) throws -> [String] {
    let log = Mutex<[String]>([])
    let names = Mutex<[Int32: String]>([:])
    let live = FileSystem.live
    var fileSystem = live
    fileSystem.open = { path, flags, mode throws(Errno) in
      let descriptor = try live.open(path, flags, mode)
      names.withLock { $0[descriptor] = flags & O_DIRECTORY == 0 ? path : "directory" }
      return descriptor
    }
    fileSystem.write = { file, bytes throws(Errno) in
      let count = try live.write(file, bytes)
      log.withLock { $0.append("write \(names.withLock { $0[file] ?? "" })") }
      return count
    }
    fileSystem.sync = { file throws(Errno) in
      try live.sync(file)
      log.withLock { $0.append("sync \(names.withLock { $0[file] ?? "" })") }
    }
    let targets = Mutex<[String: String]>([:])
    let name = { @Sendable (from: String, to: String) in
      guard let target = to.split(separator: "/").last, !target.hasPrefix(".ucensus") else {
        return
      }
      targets.withLock { $0[from] = String(target) }
      log.withLock { $0.append("name \(target)") }
    }
    fileSystem.rename = { from, to throws(Errno) in
      try live.rename(from, to)
      name(from, to)
    }
    fileSystem.link = { from, to throws(Errno) in
      try live.link(from, to)
      name(from, to)
    }
    let set = OutputSet(
      isReplacing: replacing, fileSystem: fileSystem, registry: LiveTemporaries())
    try set.add(directory.path("rejects"), contents: [3], turn: .companion)
    try set.addWithHash(
      directory.path("a"), pieces: [[1]], sha256: FileDigest.hexadecimal(of: [1]))
    try set.addWithHash(
      directory.path("b"), pieces: [[2]], sha256: FileDigest.hexadecimal(of: [2]))
    try set.commit()
    return log.withLock { log in
      log.map { line in
        targets.withLock { targets in
          targets.first { line.hasSuffix($0.key) }.map { line.replacing($0.key, with: $0.value) }
        } ?? line
      }
    }
  }

  @Test(arguments: [false, true])
  func hashesGetTheirNamesFirstAndResultsLast(_ replacing: Bool) throws {
    if replacing { for name in ["a", "a.hash", "rejects"] { try directory.write(name, "old") } }
    let log = try commit(replacing: replacing)
    #expect(
      log.filter { $0.hasPrefix("name") || $0 == "sync directory" } == [
        "name a.hash", "name b.hash", "name rejects", "sync directory", "name a", "name b",
        "sync directory",
      ])
  }

  @Test func contentsReachTheDiskBeforeAnyName() throws {
    let log = try commit(replacing: false)
    let firstName = try #require(log.firstIndex { $0.hasPrefix("name") })
    for file in ["rejects", "a", "a.hash", "b", "b.hash"] {
      let sync = try #require(log.firstIndex(of: "sync \(file)"))
      #expect(try #require(log.lastIndex(of: "write \(file)")) < sync)
      #expect(sync < firstName)
    }
  }

  @Test func hashesStandBesideTheirFiles() throws {
    let set = OutputSet(registry: LiveTemporaries())
    try set.addWithHash(
      directory.path("a b.csv"), pieces: [Array("a".utf8), [], Array("bc".utf8)],
      sha256: FileDigest.hexadecimal(of: Array("abc".utf8)), mode: 0o600)
    try set.commit()
    // FIPS 180-4, the digest of "abc".
    let digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    #expect(
      try directory.contents() == ["a b.csv": "abc", "a b.csv.hash": "\(digest)  a b.csv\n"])
    #expect(try directory.mode("a b.csv.hash") == 0o600)
  }

  @Test func aNewDirectoryReachesTheDisk() throws {
    let synced = Mutex<[String]>([])
    let opened = Mutex<[Int32: String]>([:])
    let live = FileSystem.live
    var fileSystem = live
    fileSystem.open = { path, flags, mode throws(Errno) in
      let descriptor = try live.open(path, flags, mode)
      opened.withLock { $0[descriptor] = path }
      return descriptor
    }
    fileSystem.sync = { file throws(Errno) in
      synced.withLock { $0.append(opened.withLock { $0[file] ?? "" }) }
    }
    try OutputDirectory.create(directory.path("x/y"), fileSystem: fileSystem)
    #expect(synced.withLock { $0 } == [directory.path, directory.path("x")])
    try OutputDirectory.create(directory.path("x/y"), fileSystem: fileSystem)
    #expect(synced.withLock { $0.count } == 2)
  }

  @Test(arguments: [Errno.noSpace, .diskQuotaExceeded, .ioError, .permissionDenied])
  func aFullDiskIsNoWrongPlace(_ errno: Errno) throws {
    let kind: FileError.Kind = errno == .permissionDenied ? .cannotCreate : .inputOutput
    for call in [FileCall.makeDirectory, .create, .entry] {
      let faulty = FaultyFileSystem(Fault(call, number: 1, .error(errno))).fileSystem
      let error = try #require(throws: FileError.self) {
        try OutputDirectory.create(directory.path("new"), fileSystem: faulty)
        try OutputSet(fileSystem: faulty, registry: LiveTemporaries())
          .add(directory.path("new/a"), contents: [])
      }
      #expect(error.kind == kind, "\(call)")
    }
  }
}
