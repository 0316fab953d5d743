import FaultSupport
import Glibc
import Synchronization
import SystemPackage
import Testing

import struct TestSupport.SplitMix64
import class TestSupport.Workdir

@testable import Files

/// Spilled bytes are read back as they were, or an error says that they are not.
@Suite struct SpillFileTests {
  private func chunks(_ seed: UInt64) -> [[UInt8]] {
    var random = SplitMix64(seed: seed)
    return [0, 1, 7, 8, 9, 4096, 100_000].map { count in
      (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
    }
  }

  private func read(_ chunk: SpillFile.Chunk, of file: SpillFile) throws(FileError) -> [UInt8] {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: chunk.byteCount, alignment: 1)
    defer { buffer.deallocate() }
    try file.read(chunk, into: buffer)
    return Array(buffer)
  }

  private func append(_ bytes: [UInt8], to file: SpillFile) throws -> SpillFile.Chunk {
    try bytes.withUnsafeBytes { try file.append($0) }
  }

  @Test func chunksComeBackInAnyOrder() throws {
    let directory = try Workdir()
    let file = try SpillFile(in: directory.path)
    let contents = chunks(1)
    let chunks = try contents.map { try append($0, to: file) }
    for index in contents.indices.reversed() {
      #expect(try read(chunks[index], of: file) == contents[index])
    }
    #expect(file.byteCount == contents.reduce(0) { $0 + $1.count })
  }

  /// The system takes the file back whatever becomes of the process.
  @Test func hasNoNameAndIsItsOwnersAlone() throws {
    let directory = try Workdir()
    let modes = Mutex<[UInt32]>([])
    var fileSystem = FileSystem.live
    fileSystem.open = { path, flags, mode throws(Errno) in
      modes.withLock { $0.append(mode) }
      return try FileSystem.live.open(path, flags, mode)
    }
    let file = try SpillFile(in: directory.path, fileSystem: fileSystem)
    #expect(modes.withLock { $0 } == [0o600])
    #expect(try directory.contents().isEmpty)
    let chunk = try append([1, 2, 3], to: file)
    #expect(try read(chunk, of: file) == [1, 2, 3])
  }

  @Test func removesWhatAKilledRunLeftBehind() throws {
    let directory = try Workdir()
    try directory.write(".ucensus-4194399-0123456789abcdef.tmp", "left over")
    try directory.write("other", "")
    _ = try SpillFile(in: directory.path)
    #expect(try directory.contents() == ["other": ""])
  }

  @Test func aNameThatCannotBeRemovedIsLeftToTheNextRun() throws {
    let directory = try Workdir()
    let faulty = FaultyFileSystem(Fault(.unlink, number: 1, .error(.ioError)))
    do {
      let file = try SpillFile(in: directory.path, fileSystem: faulty.fileSystem)
      #expect(try read(append([5], to: file), of: file) == [5])
    }
    let names = try directory.contents().keys
    #expect(names.count == 1 && names.allSatisfy { TemporaryName.process(in: $0) == getpid() })
    #expect(faulty.openCount == 0)
  }

  /// Every single bit, and bytes from elsewhere.
  @Test func damageIsFound() throws {
    let directory = try Workdir()
    let content = Array("what was spilled".utf8)
    let flipped = Mutex<Int?>(nil)
    let shift = Mutex(0)
    var fileSystem = FileSystem.live
    fileSystem.readAt = { file, buffer, offset throws(Errno) in
      let count = try FileSystem.live.readAt(file, buffer, offset + shift.withLock { $0 })
      if let bit = flipped.withLock({ $0 }) { buffer[bit / 8] ^= 1 << UInt8(bit % 8) }
      return count
    }
    let file = try SpillFile(in: directory.path, fileSystem: fileSystem)
    let chunk = try append(content, to: file)
    let other = try append(content.reversed(), to: file)
    for bit in 0..<8 * content.count {
      flipped.withLock { $0 = bit }
      let error = #expect(throws: FileError.self) { try read(chunk, of: file) }
      #expect(error?.kind == .inputOutput)
      #expect(error?.reason.contains("does not hold what was written") == true)
    }
    flipped.withLock { $0 = nil }
    #expect(try read(other, of: file) == content.reversed())
    shift.withLock { $0 = content.count }
    #expect(throws: FileError.self) { try read(chunk, of: file) }
  }

  @Test func shortAndInterruptedCallsAreNoFailures() throws {
    let directory = try Workdir()
    for call in [FileCall.write, .readAt, .open, .create, .close] {
      for effect in [Fault.Effect.short, .error(.interrupted)] {
        if case .short = effect, ![.write, .readAt].contains(call) { continue }
        let faulty = FaultyFileSystem(Fault(call, number: 1, effect))
        do {
          let file = try SpillFile(in: directory.path, fileSystem: faulty.fileSystem)
          let content = chunks(2)[6]
          #expect(try read(append(content, to: file), of: file) == content, "\(call) \(effect)")
        }
        #expect(faulty.openCount == 0)
      }
    }
    #expect(try directory.contents().isEmpty)
  }

  @Test(arguments: [
    (FileCall.create, Errno.permissionDenied, FileError.Kind.cannotCreate),
    (.create, .noSpace, .inputOutput), (.write, .noSpace, .inputOutput),
    (.readAt, .ioError, .inputOutput),
  ])
  func failuresSayWhere(_ call: FileCall, _ errno: Errno, _ kind: FileError.Kind) throws {
    let directory = try Workdir()
    let faulty = FaultyFileSystem(Fault(call, number: 1, .error(errno)))
    let error = #expect(throws: FileError.self) {
      let file = try SpillFile(in: directory.path, fileSystem: faulty.fileSystem)
      _ = try read(append([1], to: file), of: file)
    }
    #expect(error?.kind == kind)
    #expect(error?.path.hasPrefix(directory.path) == true)
    #expect(error?.reason.contains(errno.description) == true)
    #expect(try directory.contents().isEmpty)
    #expect(faulty.openCount == 0)
  }

  @Test func aFileThatWasCutIsFound() throws {
    let directory = try Workdir()
    let faulty = FaultyFileSystem(Fault(.readAt, number: 1, .end))
    let file = try SpillFile(in: directory.path, fileSystem: faulty.fileSystem)
    let chunk = try append([1], to: file)
    let error = #expect(throws: FileError.self) { try read(chunk, of: file) }
    #expect(error?.reason.contains("is shorter than what was written") == true)
  }
}
