import CensusModel
import TestSupport
import Testing

@testable import ColumnFile

/// Thousands of made-up files under checksums that are right: `ColumnFile` and
/// `ucol_reader.py` take the same ones and refuse the same ones.
@Suite struct ReaderAgreementTests {
  /// Writes the files, asks both readers, and compares.
  ///
  /// - Returns: how many were sound.
  private func compare(_ files: [MadeUpFile]) throws -> Int {
    let workdir = try Workdir()
    let paths = try files.enumerated().map { try workdir.write("\($0).ucol", $1.bytes) }
    let run = try PythonReader.run(["--check"] + paths)
    let lines = String(decoding: run.output, as: UTF8.self).split(separator: "\n")
    try #require(lines.count == files.count, "\(run.errors)")
    var sound = 0
    for (index, file) in files.enumerated() {
      let theirs = lines[index].dropFirst(paths[index].utf8.count + 2)
      var mine = "sound"
      do { try ColumnFileFixture.readWhole(file.bytes) } catch { mine = "\(error)" }
      #expect((mine == "sound") == (theirs == "sound"), "\(file.about): \(mine) / \(theirs)")
      if mine == "sound" { sound += 1 }
    }
    return sound
  }

  @Test func agreeAboutFooters() throws {
    let files = MadeUpFile.footers(of: try ColumnFileFixture.parts())
    // Every third: they are many, and CraftedFrameTests tries all.
    let some = stride(from: 0, to: files.count, by: 3).map { files[$0] }
    #expect(try compare(some) > 100)
  }

  @Test(arguments: [ColumnKind.segments, .ownerIndex, .deviceTypes, .fact(0), .fact(3)])
  func agreeAboutColumns(_ column: ColumnKind) throws {
    let parts = try ColumnFileFixture.parts(groupPersonCount: 3)
    let files = MadeUpFile.columns(column, of: parts)
    #expect(files.count > 10)
    _ = try compare(files)
  }
}
