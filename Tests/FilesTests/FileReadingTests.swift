import FaultSupport
import Foundation
import SystemPackage
import Testing

import class TestSupport.Workdir

@testable import Files

/// Small files are read whole or refused with a reason.
@Suite struct FileReadingTests {
  private let directory: Workdir
  init() throws { directory = try Workdir() }

  @Test func readsAllBytes() throws {
    let text = String(repeating: "0123456789", count: 250_000)
    try directory.write("big", text)
    try directory.write("empty", "")
    #expect(try FileReading.bytes(of: directory.path("big")) == Array(text.utf8))
    #expect(try FileReading.bytes(of: directory.path("empty")) == [])
  }

  @Test func readsThroughInterruptionsAndShortReads() throws {
    try directory.write("f", "abcdefgh")
    var slow = FileSystem.live
    slow.read = { file, buffer throws(Errno) in
      try FileSystem.live.read(file, UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(3)))
    }
    let fileSystem = FaultyFileSystem(
      Fault(.read, number: 2, .error(.interrupted)), over: slow
    ).fileSystem
    #expect(
      try FileReading.bytes(of: directory.path("f"), fileSystem: fileSystem)
        == Array("abcdefgh".utf8))
  }

  @Test func refusesWithAReason() throws {
    let missing = try #require(throws: FileError.self) {
      try FileReading.bytes(of: directory.path("missing"))
    }
    #expect(missing.kind == .inputUnreadable)
    #expect(missing.description.contains("No such file"))
    let isDirectory = try #require(throws: FileError.self) {
      try FileReading.bytes(of: directory.path)
    }
    #expect(isDirectory.kind == .inputUnreadable)
    #expect(isDirectory.reason.contains("directory"))
    try directory.write("f", "12345")
    #expect(try FileReading.bytes(of: directory.path("f"), byteCountMax: 5).count == 5)
    let large = try #require(throws: FileError.self) {
      try FileReading.bytes(of: directory.path("f"), byteCountMax: 4)
    }
    #expect(large.kind == .inputUnreadable)
  }

  /// A pipe is not opened: this would wait for a writer, and take its bytes.
  @Test func looksAtTheHeadsOfRegularFilesOnly() throws {
    try directory.write("f", "12345")
    for (byteCount, expected) in [(0, ""), (4, "1234"), (5, "12345"), (6, "12345")] {
      let head = FileReading.head(of: directory.path("f"), byteCount: byteCount)
      #expect(head == Array(expected.utf8))
    }
    #expect(FileReading.head(of: directory.path("missing"), byteCount: 1) == nil)
    #expect(FileReading.head(of: directory.path, byteCount: 1) == nil)
    try #require(mkfifo(directory.path("pipe"), 0o600) == 0)
    #expect(FileReading.head(of: directory.path("pipe"), byteCount: 1) == nil)
  }

  @Test(.enabled(if: geteuid() != 0, "the superuser may read everything"))
  func refusesWhatIsNotAllowed() throws {
    try directory.write("f", "secret")
    chmod(directory.path("f"), 0)
    let error = try #require(throws: FileError.self) {
      try FileReading.bytes(of: directory.path("f"))
    }
    #expect(error.kind == .inputUnreadable)
  }

  @Test func aReadErrorIsNoEnd() throws {
    try directory.write("f", "12345")
    var fileSystem = FileSystem.live
    fileSystem.read = { _, _ throws(Errno) in throw .ioError }
    let error = try #require(throws: FileError.self) {
      try FileReading.bytes(of: directory.path("f"), fileSystem: fileSystem)
    }
    #expect(error.kind == .inputOutput)
  }

  @Test func kindsHaveTheirExitStatus() {
    #expect(FileError.Kind.inputUnreadable.exitStatus == 66)
    #expect(FileError.Kind.cannotCreate.exitStatus == 73)
    #expect(FileError.Kind.inputOutput.exitStatus == 74)
  }
}
