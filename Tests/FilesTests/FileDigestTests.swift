import Foundation
import Testing

import class TestSupport.Workdir

@testable import Files

/// Digests, against the vectors of FIPS 180-4 and against `sha256sum`.
@Suite struct FileDigestTests {
  private static let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
  private static let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

  @Test func knowsThePublishedVectors() {
    #expect(FileDigest.hexadecimal(of: Array("abc".utf8)) == Self.abc)
    #expect(FileDigest.hexadecimal(of: []) == Self.empty)
    #expect(FileDigest().hexadecimal() == Self.empty)
  }

  @Test func piecesAndFilesGiveTheSame() throws {
    let directory = try Workdir()
    let text = String(repeating: "a", count: 3_000_000)
    try directory.write("f", text)
    var digest = FileDigest()
    for piece in [1, 999_999, 2_000_000] {
      [UInt8](repeating: UInt8(ascii: "a"), count: piece).withUnsafeBytes { digest.update($0) }
    }
    #expect(try FileDigest.hexadecimal(ofFile: directory.path("f")) == digest.hexadecimal())
    #expect(FileDigest.hexadecimal(of: Array(text.utf8)) == digest.hexadecimal())
  }

  @Test func hashLineIsExact() {
    #expect(
      HashCompanion.name(of: "vlf_p_h_anonymous_2022-11-19_1311.csv")
        == "vlf_p_h_anonymous_2022-11-19_1311.csv.hash")
    #expect(
      HashCompanion.contents(hexadecimal: Self.abc, fileName: "a.csv")
        == Array("\(Self.abc)  a.csv\n".utf8))
  }

  @Test(arguments: [
    "vlf_CS-P_VOSS-UN-1_anonymous_2022-11-19_1311.csv", "a b", #"back\slash"#, "line\nend",
  ])
  func sha256sumAcceptsTheCompanion(_ name: String) throws {
    let directory = try Workdir()
    let set = OutputSet()
    let content = Array("content of \(name)".utf8)
    try set.add(directory.path(name), contents: content)
    try set.add(
      directory.path(HashCompanion.name(of: name)),
      contents: HashCompanion.contents(
        hexadecimal: FileDigest.hexadecimal(of: content), fileName: name))
    try set.commit()
    #expect(try check(directory, HashCompanion.name(of: name)) == 0)
    try directory.write(name, "something else")
    #expect(try check(directory, HashCompanion.name(of: name)) != 0)
  }

  /// The digest decides, whatever is around it.
  @Test(
    arguments: [
      (abc, true), (abc.uppercased() + "\r\n", true), ("\(abc) *a.csv\n", true),
      ("\(abc)  /srv/reports/a.csv\n", true), ("SHA256 (a.csv) = \(abc)\n", true),
      ("\u{FEFF}\(abc)\n", true), ("\(empty)  a.csv\n", false), (abc + "0", nil),
      ("900150983cd24fb0d6963f7d28e17f72  a.csv\n", nil), ("", nil),
    ] as [(String, Bool?)])
  func companionsOfOtherNotationsFit(_ companion: String, _ fits: Bool?) throws {
    let directory = try Workdir()
    try directory.write("a.csv", "abc")
    let path = directory.path("a.csv")
    #expect(HashCompanion.fits(path, contents: Array("abc".utf8)) == nil)
    try directory.write("a.csv.hash", companion)
    #expect(HashCompanion.fits(path, contents: Array("abc".utf8)) == fits)
  }

  private func check(_ directory: Workdir, _ companion: String) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["sha256sum", "--check", "--strict", "--status", companion]
    process.currentDirectoryURL = URL(fileURLWithPath: directory.path)
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
