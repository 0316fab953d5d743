import ColumnFile
import Files
import Report
import TestSupport
import Testing

@testable import Auditing

@Suite struct InputKindTests {
  private let workdir: Workdir

  init() throws { workdir = try Workdir() }

  private func kind(named name: String, _ content: [UInt8]) throws -> InputKind {
    InputKind(meantBy: try workdir.write(name, content))
  }

  /// The first bytes of a file of each kind that has a beginning of its own, as its format says.
  private static let beginnings: [(InputKind, [UInt8])] = [
    (.columnFile, [0x89, 0x55, 0x43, 0x4F, 0x4C, 0x0D, 0x0A, 0x1A]),
    (.identities, [0x89, 0x55, 0x43, 0x49, 0x44, 0x0D, 0x0A, 0x1A]),
    (.packedFile, [0x89, 0x55, 0x43, 0x50, 0x4B, 0x0D, 0x0A, 0x1A]),
    (.packedFile, [0x89, 0x55, 0x43, 0x50, 0x49, 0x0D, 0x0A, 0x1A]),
    (.packedFile, [0x89, 0x55, 0x43, 0x50, 0x53, 0x0D, 0x0A, 0x1A]),
    (.partialResult, Array(#"{"format": "ucensus-part", "version": 2"#.utf8)),
    (.partNames, Array(#"{"format": "ucensus-names", "version": 3"#.utf8)),
    (
      .bundle,
      [0x50, 0x4B, 0x03, 0x04] + Array(repeating: 0, count: 26)
        + Array("2026-11-28_0900_license/".utf8)
    ),
  ]

  @Test(arguments: beginnings.indices) func contentDecidesWhateverTheName(_ index: Int) throws {
    let (expected, beginning) = Self.beginnings[index]
    for name in ["file", "file.jsonl", "file.csv", "file.hash", "file.part", "file.pack"] {
      let path = try workdir.write(name, beginning + Array(repeating: 0, count: 64))
      #expect(InputKind(meantBy: path) == expected, "\(name)")
      #expect(try InputKind(contentOf: path) == expected, "\(name)")
    }
  }

  @Test(arguments: beginnings.indices) func oneByteLessIsNoBeginning(_ index: Int) throws {
    let beginning = Self.beginnings[index].1
    #expect(try kind(named: "file", Array(beginning.dropFirst())) == .other)
  }

  @Test func nameDecidesWhereContentDoesNot() throws {
    let endings: [(String, InputKind)] = [
      ("a.ucol", .columnFile), ("a.identities", .identities), ("a.pack", .packedFile),
      ("a.part", .partialResult), ("a.names", .partNames), ("a.csv", .report),
      ("a.csv.hash", .hash),
      ("vlf_p_provenance_2026-11-28_0900.json", .provenance),
      ("p_provenance_2026-11-28_0900.json", .other), ("a.json", .other), ("a.zip", .other),
    ]
    for (name, expected) in endings {
      #expect(try kind(named: name, Array("damaged".utf8)) == expected, "\(name)")
    }
  }

  /// Inputs are not chosen by such a name: a dump may be a folder called `phones.part`.
  @Test func countedInputsAreKnownByContent() throws {
    for name in ["a.identities", "a.pack", "a.part", "a.names", "a.csv", "a.hash"] {
      #expect(try CountableInput(at: try workdir.write(name, Array("{}".utf8))) == .dump, "\(name)")
    }
    #expect(try CountableInput(at: workdir.path("not there")) == .dump)
    #expect(try CountableInput(at: try workdir.write("b.ucol", [])) == .columnFile)
  }

  @Test(arguments: beginnings.indices) func countsDumpsColumnarAndPackedFilesOnly(
    _ index: Int
  ) throws {
    let (kind, beginning) = Self.beginnings[index]
    let path = try workdir.write("file", beginning + Array(repeating: 0, count: 64))
    switch kind {
    case .columnFile: #expect(try CountableInput(at: path) == .columnFile)
    // A reader of dumps refuses a bundle by what is in it.
    case .packedFile, .bundle: #expect(try CountableInput(at: path) == .dump)
    default:
      #expect(throws: Failure.self) { try CountableInput(at: path) }
    }
  }
}
