import FaultSupport
import Files
import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import ColumnFile

/// The bytes of a columnar file on disk: all of them, of the file that was opened, or an error.
@Suite struct ColumnSourceTests {
  private let directory: Workdir
  init() throws { directory = try Workdir() }

  private func bytes(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0) } }

  private func digest(_ bytes: [UInt8]) -> String { InputDigest.hexadecimal(of: bytes) }

  @Test(arguments: [0, 1, 1 << 20 - 1, 1 << 20, 1 << 20 + 1, 3 << 20])
  func piecesAreTheWholeFile(_ count: Int) throws {
    let path = try directory.write("f", bytes(count))
    #expect(try ColumnSource(path: path).digest() == digest(bytes(count)))
    #expect(try ColumnSource(name: "memory", bytes: bytes(count)).digest() == digest(bytes(count)))
  }

  @Test func staysWithTheFileThatWasOpened() throws {
    let path = try directory.write("f", bytes(100))
    let source = try ColumnSource(path: path)
    try FileManager.default.removeItem(atPath: path)
    try directory.write("f", "another file")
    #expect(try source.digest() == digest(bytes(100)))
  }

  @Test func shortAndInterruptedReadsGoOn() throws {
    let path = try directory.write("f", bytes(1000))
    for effect in [Fault.Effect.short, .error(.interrupted)] {
      for call in [FileCall.readAt, .open] {
        let faulty = FaultyFileSystem(Fault(call, number: 1, effect))
        #expect(
          try ColumnSource(path: path, fileSystem: faulty.fileSystem).digest()
            == digest(bytes(1000)))
        #expect(faulty.hasStruck)
        #expect(faulty.openCount == 0)
      }
    }
  }

  @Test func aFailingDiskIsNoMissingFile() throws {
    let path = try directory.write("f", bytes(100))
    #expect(
      throws: ColumnFileError.inputOutput(file: path, reason: "cannot be read: \(Errno.ioError)")
    ) {
      try ColumnSource(path: path, fileSystem: failing(.readAt, .error(.ioError))).digest()
    }
    #expect(
      throws: ColumnFileError.unreadable(
        file: path, reason: "cannot be opened: \(Errno.permissionDenied)")
    ) {
      try ColumnSource(path: path, fileSystem: failing(.open, .error(.permissionDenied)))
    }
    #expect(throws: ColumnFileError.corrupt(file: path, byte: 0, reason: "ends too early")) {
      try ColumnSource(path: path, fileSystem: failing(.readAt, .end)).digest()
    }
  }

  private func failing(_ call: FileCall, _ effect: Fault.Effect) -> FileSystem {
    FaultyFileSystem(Fault(call, number: 1, effect)).fileSystem
  }

  /// A file that cannot be read is taken neither for a dump nor for a columnar file.
  @Test func doesNotGuessWhatItCannotRead() throws {
    let path = try directory.write("f", bytes(100))
    #expect(try !ColumnFile.isOne(atPath: path))
    for call in [FileCall.open, .readAt] {
      #expect(throws: ColumnFileError.self) {
        try ColumnFile.isOne(atPath: path, fileSystem: failing(call, .error(.ioError)))
      }
    }
  }

  @Test func knowsColumnarFilesByEitherEndOrName() throws {
    let magic = FormatConstants.magic
    let padding = bytes(20)
    for (name, content, isOne) in [
      ("a", magic + padding, true), ("b", padding + magic, true), ("c", padding, false),
      ("d.ucol", padding, true), ("e.ucol", [], true), ("f", [], false),
      ("g", Array(magic.dropLast()), false), ("h", magic, true),
    ] {
      #expect(try ColumnFile.isOne(atPath: directory.write(name, content)) == isOne, "\(name)")
    }
    #expect(try !ColumnFile.isOne(atPath: directory.path))
    #expect(try !ColumnFile.isOne(atPath: directory.path("missing.ucol")))
  }
}
