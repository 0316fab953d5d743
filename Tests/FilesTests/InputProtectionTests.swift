import FaultSupport
import Files
import Foundation
import SystemPackage
import Testing

/// No output ever stands where an input stood.
@Suite struct InputProtectionTests {
  private let directory = FileManager.default.temporaryDirectory
    .appending(path: "ucensus-test-\(UUID().uuidString)").path

  private func prepare() throws {
    for name in ["dump/sub", "reports"] {
      try FileManager.default.createDirectory(
        atPath: "\(directory)/\(name)", withIntermediateDirectories: true)
    }
    for name in ["dump/a.jsonl", "rules.json"] {
      try Data("x".utf8).write(to: URL(filePath: "\(directory)/\(name)"))
    }
    try FileManager.default.linkItem(
      atPath: "\(directory)/rules.json", toPath: "\(directory)/link.json")
    try FileManager.default.createSymbolicLink(
      atPath: "\(directory)/alias", withDestinationPath: "\(directory)/dump")
  }

  @Test(arguments: [
    "dump/a.jsonl", "dump/new", "dump/sub/deep/new", "dump", "rules.json", "link.json",
    "alias/new", "reports/../dump/new",
  ])
  func refusesInputs(_ output: String) throws {
    try prepare()
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let error = #expect(throws: FileError.self) {
      try InputProtection.check(
        outputs: ["\(directory)/\(output)"],
        inputs: ["\(directory)/dump", "\(directory)/rules.json", "-"])
    }
    #expect(error?.kind == .cannotCreate)
  }

  /// A file that cannot be compared might be the input.
  @Test(arguments: [1, 2], [Errno.ioError, .permissionDenied])
  func refusesWhatCannotBeLookedAt(_ number: Int, _ errno: Errno) throws {
    try prepare()
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let faulty = FaultyFileSystem(Fault(.identity, number: number, .error(errno)))
    let error = #expect(throws: FileError.self) {
      try InputProtection.check(
        outputs: ["\(directory)/link.json"], inputs: ["\(directory)/rules.json"],
        fileSystem: faulty.fileSystem)
    }
    #expect(error?.path.hasSuffix(number == 1 ? "link.json" : "rules.json") == true)
    let isDisk = errno == .ioError
    #expect(
      error?.kind == (isDisk ? .inputOutput : number == 1 ? .cannotCreate : .inputUnreadable))
  }

  @Test(arguments: ["new", "reports/new", "dumped", "dump2/new", "reports"])
  func allowsOtherPlaces(_ output: String) throws {
    try prepare()
    defer { try? FileManager.default.removeItem(atPath: directory) }
    try InputProtection.check(
      outputs: ["\(directory)/\(output)"], inputs: ["\(directory)/dump", "\(directory)/rules.json"])
  }
}
