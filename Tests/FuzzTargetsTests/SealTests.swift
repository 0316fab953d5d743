import ColumnFile
import TestSupport
import Testing

@testable import FuzzTargets

/// The seals of the fuzz targets must make checksums right, or the targets would show nothing.
@Suite struct SealTests {
  static let goldens = ["empty", "every-rule", "example", "future", "several"]

  private func golden(_ name: String) throws -> [UInt8] {
    try Repository.bytes("Tests/Golden/columnar/v1/\(name).ucol")
  }

  private func verify(_ bytes: [UInt8]) throws -> ColumnFile {
    let file = try ColumnFile(ColumnSource(name: "t", bytes: bytes))
    try file.verify(threads: 1)
    return file
  }

  @Test(arguments: goldens) func sealsWhatItTookApart(_ name: String) throws {
    let bytes = try golden(name)
    var parts = try #require(LooseFile(bytes))
    let again = try verify(parts.sealed())
    // Blocks of LZ4 may differ, but not what is in them.
    let file = try verify(bytes)
    #expect(again.customers == file.customers)
    #expect(again.metadata == file.metadata)
    parts.isPacked = false
    let unpacked = parts.sealed()
    #expect(try verify(unpacked).customers == file.customers)
    #expect(try #require(LooseFile(unpacked)).sealed() == unpacked)
    if name == "example" { #expect(unpacked == bytes) }
  }

  @Test(arguments: goldens) func renewsTheIdentity(_ name: String) throws {
    let bytes = try golden(name)
    var damaged = bytes
    damaged[bytes.count - 40] ^= 1
    #expect(throws: ColumnFileError.self) { try verify(damaged) }
    Seal.renew(&damaged)
    #expect(damaged == bytes)
  }

  /// Of changed files a good part gets past the checksums, and some are sound.
  @Test func changesReachTheRules() throws {
    let example = try golden("example")
    let target = try #require(FuzzTarget.all.first { $0.name == "column-file" })
    var (sound, refused, checksums) = (0, 0, 0)
    for seed in UInt64(0)..<500 {
      var changes = Changes(seed: seed, byteCountMax: 4096)
      var bytes = example
      guard target.mutate(&bytes, &changes) else { continue }
      do {
        _ = try verify(bytes)
        sound += 1
      } catch let error as ColumnFileError {
        refused += 1
        checksums += error.description.contains("checksum") ? 1 : 0
      }
    }
    #expect(sound > 20 && refused > 200 && checksums < refused / 20)
  }
}
