import Foundation
import TestSupport
import Testing

@testable import DumpReading

/// Damaged packed files: refused, wherever the damage is.
@Suite struct PackDamageTests {
  private static let golden = "Tests/Golden/packs/v1/golden.pack"
  /// With an index and a share.
  private static let all = ["golden.pack", "kept.index", "kept.share"].map {
    "Tests/Golden/packs/v1/\($0)"
  }

  /// Verifies a packed file whole.
  private static func verify(_ path: String) throws(DumpError) { _ = try PackedFile.verify(path) }

  /// Reads everything in a packed file.
  private static func readAll(_ path: String) throws(DumpError) {
    let profile = builtIn
    var options = DumpReader.Options(profile: profile)
    options.onError = .reject
    options.takesShares = true
    let contents = try DumpReader(dumps: [path], options: options).read()
    _ = try contents.leftOutRecords()
  }

  private static let builtIn: DumpProfile = {
    do { return try DumpProfile.builtIn() } catch { preconditionFailure("\(error)") }
  }()

  private static func isDamage(_ error: DumpError?) -> Bool {
    switch error {
    case .packs(.damaged), .packs(.unsupported): true
    default: false
    }
  }

  @Test(arguments: all)
  func goldenIsRead(_ golden: String) throws {
    #expect(throws: Never.self) { try Self.readAll(Repository.path(golden)) }
  }

  @Test(arguments: all)
  func everyBitFlipIsRefused(_ golden: String) throws {
    let bytes = try Repository.bytes(golden)
    let workdir = try Workdir()
    let path = try workdir.write("x.pack", bytes)
    let file = try FileHandle(forUpdating: URL(filePath: path))
    for index in bytes.indices {
      for bit in 0..<8 {
        try file.seek(toOffset: UInt64(index))
        try file.write(contentsOf: [bytes[index] ^ 1 << UInt8(bit)])
        let error = #expect(throws: DumpError.self, "byte \(index), bit \(bit)") {
          try Self.verify(path)
        }
        #expect(Self.isDamage(error), "byte \(index), bit \(bit): \(String(describing: error))")
      }
      try file.seek(toOffset: UInt64(index))
      try file.write(contentsOf: [bytes[index]])
    }
    #expect(throws: Never.self) { try Self.readAll(path) }
  }

  @Test(arguments: all)
  func everyCutIsRefused(_ golden: String) throws {
    let bytes = try Repository.bytes(golden)
    let workdir = try Workdir()
    for count in bytes.indices {
      let path = try workdir.write("x.pack", Array(bytes[..<count]))
      let error = #expect(throws: DumpError.self, "\(count) bytes") { try Self.verify(path) }
      #expect(Self.isDamage(error), "\(count) bytes: \(String(describing: error))")
    }
  }

  @Test func insideAFolderItIsNoDumpFile() throws {
    let workdir = try Workdir()
    try workdir.write("dump/x.pack", try Repository.bytes(Self.golden))
    let error = #expect(throws: DumpError.self) { try Self.readAll(workdir.path("dump")) }
    guard case .notDumpFiles(let files) = error else { throw error ?? .empty(dump: "") }
    #expect(files.map(\.kind) == [.packedFile])
  }
}
