import FaultSupport
import Files
import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import Auditing

/// A conversion that was interrupted goes on, and makes the file that it would have made.
@Suite struct ResumeTests {
  /// A dump in many files, and the file that an undisturbed conversion makes of it.
  private final class Case {
    let workdir: Workdir
    let expected: [UInt8]
    let rejects: [UInt8]
    let identities: [UInt8]

    /// - Parameter joinsLastLines: one file of lines, the last two of which are one.
    init(seed: UInt64, joinsLastLines: Bool = false) throws {
      workdir = try Workdir()
      var options = GeneratorOptions()
      options.canLackNodes = false
      options.malformed = seed % 2 == 0 ? .unknownPath : .numberInReference
      let dump = ProviderGenerator.dump(seed: seed, options: options)
      var rendering = RendererOptions()
      if joinsLastLines { (rendering.forms, rendering.maximumFiles) = ([.lines], 1) }
      var renderer = DumpRenderer(seed: seed, options: rendering)
      var rendered = renderer.render(dump.records, facts: dump.facts)
      if joinsLastLines {
        let end = try #require(rendered.files[0].bytes.dropLast(2).lastIndex(of: 0x0A))
        rendered.files[0].bytes.remove(at: end)
      }
      try rendered.write(to: workdir.url.appending(path: "dump"))
      for name in ["target", "undisturbed"] {
        try FileManager.default.createDirectory(
          atPath: workdir.path(name), withIntermediateDirectories: false)
      }
      (expected, rejects, identities) = try Self.undisturbed(workdir)
    }

    static func undisturbed(_ workdir: Workdir) throws -> ([UInt8], [UInt8], [UInt8]) {
      var request = ConversionRequest(
        dumps: [workdir.path("dump")], output: workdir.path("undisturbed/d.ucol"))
      request.dump.keepsIdentities = true
      request.dump.onError = .reject
      request.dump.allowIncomplete = true
      request.dump.rejectFile = workdir.path("undisturbed/rejects")
      request.force = true
      try Conversion.run(request)
      let files = try workdir.files(in: "undisturbed")
      return (files["d.ucol"] ?? [], files["rejects"] ?? [], files["d.identities"] ?? [])
    }

    func run(
      _ fileSystem: FileSystem = .live, memoryLimit: Int = .max, portion: Int = 1,
      threads: Int = 1
    ) throws(Failure) {
      var request = ConversionRequest(
        dumps: [workdir.path("dump")], output: workdir.path("target/d.ucol"))
      request.dump.keepsIdentities = true
      request.dump.onError = .reject
      request.dump.allowIncomplete = true
      request.dump.rejectFile = workdir.path("target/rejects")
      request.dump.fileSystem = fileSystem
      request.dump.chunkByteCount = 900
      request.dump.memoryLimit = memoryLimit
      request.dump.portionByteCount = portion
      request.dump.threads = threads
      request.dump.resumeDirectory = request.resumeDirectory
      request.force = true
      try Conversion.run(request)
    }

    /// Runs until everything is read, and not to the end.
    func interrupt() throws {
      var fileSystem = FileSystem.live
      fileSystem.rename = { from, to throws(Errno) in
        if to.hasSuffix("d.ucol") { throw .ioError }
        try FileSystem.live.rename(from, to)
      }
      #expect(throws: Failure.self) { try run(fileSystem) }
      #expect(try !portions().isEmpty)
    }

    func portions() throws -> [String] {
      try workdir.files(in: "target/d.ucol.resume").keys.filter { $0.hasSuffix(".portion") }
    }

    /// Removes the files that the next run would remove if this process had ended.
    func removeLeftovers() throws {
      for directory in ["target", "target/d.ucol.resume"] {
        let names = try? FileManager.default.contentsOfDirectory(atPath: workdir.path(directory))
        for name in names ?? [] where FaultTarget.isLeftover(name) {
          try FileManager.default.removeItem(atPath: workdir.path("\(directory)/\(name)"))
        }
      }
    }

    /// Checks what must hold at the end.
    func check(_ comment: Comment) throws {
      let names = try FileManager.default.contentsOfDirectory(atPath: workdir.path("target"))
      #expect(Set(names) == ["d.ucol", "d.identities", "rejects"], comment)
      let bytes = try Data(contentsOf: workdir.url.appending(path: "target/d.ucol"))
      #expect(Array(bytes) == expected, comment)
      let left = try Data(contentsOf: workdir.url.appending(path: "target/rejects"))
      #expect(Array(left) == rejects, comment)
      let named = try Data(contentsOf: workdir.url.appending(path: "target/d.identities"))
      #expect(Array(named) == identities, comment)
    }
  }

  /// Each run comes a little further than the one before, and then one is let finish.
  @Test(arguments: 0...5 as ClosedRange<UInt64>)
  func goesOnAfterEveryCall(_ seed: UInt64) throws {
    let conversion = try Case(seed: seed)
    var number = 1
    while true {
      let faulty = FaultyFileSystem(.killed(before: number))
      _ = try? conversion.run(faulty.fileSystem, memoryLimit: seed % 2 == 0 ? .max : 1)
      if !faulty.hasStruck { break }
      try conversion.removeLeftovers()
      number += 71
    }
    try conversion.check("seed \(seed), \(number) calls")
  }

  /// One run may take what another one kept that had more or fewer threads.
  @Test(arguments: 6...13 as ClosedRange<UInt64>)
  func goesOnWithOtherThreads(_ seed: UInt64) throws {
    let conversion = try Case(seed: seed)
    var random = SplitMix64(seed: seed)
    let portion = [1, 1500, 6000][random.below(3)]
    let memoryLimit = random.below(2) == 0 ? Int.max : 1
    var number = 1
    while true {
      let faulty = FaultyFileSystem(.killed(before: number))
      _ = try? conversion.run(
        faulty.fileSystem, memoryLimit: memoryLimit, portion: portion,
        threads: 1 + random.below(4))
      if !faulty.hasStruck { break }
      try conversion.removeLeftovers()
      number += 20 + random.below(80)
    }
    try conversion.check("seed \(seed), portions of \(portion), \(number) calls")
  }

  /// A file whose beginning is kept as lines, and whose end shows that it is to be read again.
  @Test(arguments: [0, 2, 4] as [UInt64])
  func fileWhoseEndSharesALineGoesOnAfterEveryCall(_ seed: UInt64) throws {
    let conversion = try Case(seed: seed, joinsLastLines: true)
    var number = 1
    while true {
      let faulty = FaultyFileSystem(.killed(before: number))
      _ = try? conversion.run(faulty.fileSystem)
      if !faulty.hasStruck { break }
      try conversion.removeLeftovers()
      number += 71
    }
    try conversion.check("seed \(seed), \(number) calls")
  }

  @Test func whatIsKeptIsNotReadAgain() throws {
    let conversion = try Case(seed: 1)
    func reads(_ body: (FileSystem) throws -> Void) rethrows -> Int {
      let faulty = FaultyFileSystem(.none)
      try body(faulty.fileSystem)
      return faulty.log.count { $0 == .readAt }
    }
    let all = try reads { try conversion.run($0) }
    try conversion.interrupt()
    // To plan takes a look at the beginning of each file.
    let rest = try reads { try conversion.run($0) }
    #expect(rest < all, "\(rest) of \(all)")
    try conversion.check("resumed")
  }

  @Test(arguments: 0...3 as ClosedRange<UInt64>)
  func changedFilesAreReadAgain(_ seed: UInt64) throws {
    let conversion = try Case(seed: seed)
    try conversion.interrupt()
    let dump = conversion.workdir.url.appending(path: "dump")
    var changed = 0
    for name in try FileManager.default.subpathsOfDirectory(atPath: dump.path) {
      let file = dump.appending(path: name)
      guard name != "platform.json", let old = try? Data(contentsOf: file) else { continue }
      // As long as before, and still JSON.
      let new = Data(old.map { $0 == UInt8(ascii: "1") ? UInt8(ascii: "7") : $0 })
      if new == old { continue }
      try new.write(to: file)
      changed += 1
    }
    try #require(changed > 0)
    let expected = Result { try Case.undisturbed(conversion.workdir) }
    let found = Result { () throws(Failure) in try conversion.run() }
    switch (expected, found) {
    case (.success(let expected), .success):
      let bytes = try Data(
        contentsOf: conversion.workdir.url.appending(path: "target/d.ucol"))
      #expect(Array(bytes) == expected.0)
    case (.failure(let expected), .failure(let found)): #expect(expected as? Failure == found)
    default: Issue.record("seed \(seed): \(expected), \(found)")
    }
  }

  /// A flipped bit, a lost end, an empty file: such a portion is as good as none.
  @Test func damagedPortionsAreReadAgain() throws {
    let conversion = try Case(seed: 2)
    var random = SplitMix64(seed: 3)
    for round in 0..<12 {
      try conversion.interrupt()
      for name in try conversion.portions() {
        let file = conversion.workdir.url.appending(path: "target/d.ucol.resume/\(name)")
        var bytes = Array(try Data(contentsOf: file))
        switch round % 3 {
        case 0: bytes[random.below(bytes.count)] ^= 1 << UInt8(random.below(8))
        case 1: bytes.removeLast(1 + random.below(bytes.count))
        default: bytes = Array(bytes.reversed())
        }
        try Data(bytes).write(to: file)
      }
      try conversion.run()
      try conversion.check("round \(round)")
    }
  }

  /// Its digest is right, but not all of it is there: what is missing is not made up.
  @Test func cutPortionsThatAreSealedAnewAreReadAgain() throws {
    let conversion = try Case(seed: 4)
    var random = SplitMix64(seed: 5)
    for round in 0..<12 {
      try conversion.interrupt()
      for name in try conversion.portions() {
        let file = conversion.workdir.url.appending(path: "target/d.ucol.resume/\(name)")
        var bytes = Array(try Data(contentsOf: file)).dropLast(64)
        bytes.removeLast(1 + random.below(round < 6 ? min(40, bytes.count) : bytes.count))
        let digest = FileDigest.hexadecimal(of: Array(bytes))
        try Data(bytes + Array(digest.utf8)).write(to: file)
      }
      try conversion.run(memoryLimit: round % 2 == 0 ? .max : 1)
      try conversion.check("round \(round)")
    }
  }

  /// A run that stops at malformed records must not take what one kept that passed over them.
  @Test func otherOptionsReadAgain() throws {
    let conversion = try Case(seed: 1)
    try conversion.interrupt()
    var request = ConversionRequest(
      dumps: [conversion.workdir.path("dump")], output: conversion.workdir.path("target/d.ucol"))
    request.dump.chunkByteCount = 900
    request.dump.portionByteCount = 1
    request.dump.resumeDirectory = request.resumeDirectory
    let failure = #expect(throws: Failure.self) { try Conversion.run(request) }
    #expect(failure?.status == .malformed)
  }

  @Test func portionsAreTheirOwnersAlone() throws {
    let conversion = try Case(seed: 0)
    try conversion.interrupt()
    func mode(_ name: String) throws -> Int? {
      let path = conversion.workdir.path("target/d.ucol.resume" + name)
      return try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
    #expect(try mode("") == 0o700)
    for name in try conversion.portions() { #expect(try mode("/" + name) == 0o600) }
  }
}
