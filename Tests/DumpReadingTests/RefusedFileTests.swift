import DumpReading
import Foundation
import Testing

import class TestSupport.Workdir

/// Nothing is skipped in silence: what is not a dump file stops the reading, and is listed.
@Suite struct RefusedFileTests {
  private static let archive = Array("[]".utf8)

  private static let contents: [(bytes: [UInt8], kind: RefusedFile.Kind)] = [
    ([], .empty), (Array(" \r\n\t\n".utf8), .empty), ([0xEF, 0xBB, 0xBF], .empty),
    ([0xFF, 0xFE], .empty), (Array("Read me\n\nplease".utf8), .plainText),
    (Array("null".utf8), .plainText), (Array("name,product\nSEP1,8841\n".utf8), .csv),
    (Array("name;product\nSEP1;8841\n".utf8), .csv), (Array("<a><b/></a>".utf8), .xml),
    ([0x7B, 0, 0x22, 0, 0x6D, 0, 0x22, 0], .unmarkedUTF16("UTF-16LE")),
    ([0, 0x7B, 0, 0x22, 0, 0x6D, 0, 0x22], .unmarkedUTF16("UTF-16BE")),
    ([0xFF, 0xFE, 0, 0, 0x7B, 0, 0, 0], .utf32), ([1, 0, 0, 2, 0, 0, 7, 7], .binary),
    ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4], .format("7-Zip")),
    (Array("Rar!\u{1A}\u{7}\u{1}\0".utf8), .format("RAR")),
    (Array("%PDF-1.7\n".utf8), .format("PDF")),
    (Array("PAR1....".utf8), .format("Parquet")),
    (Array("\u{1E}{\"meta\":{}}\n".utf8), .format("JSON text sequence (RFC 7464)")),
    (Packing.gzip.pack(Packing.zstd.pack(archive)), .compressedTwice("gzip", "zstd")),
  ]

  @Test(arguments: contents.indices) func namesWhatItIs(_ index: Int) throws {
    let (bytes, kind) = Self.contents[index]
    let folder = try Workdir()
    let file = try folder.write("dump", bytes)
    #expect(try refusedFiles([file]) == [RefusedFile(name: file, kind: kind)])
    for packing: Packing in [.gzip, .bzip2] {
      if case .compressedTwice = kind { continue }
      try folder.write("dump", packing.pack(bytes))
      #expect(try refusedFiles([file]) == [RefusedFile(name: file, kind: kind)])
    }
    for packing: Packing in [.zip, .tar, .tarGzip] {
      try folder.write("dump", packing.pack(bytes, entry: "d/x"))
      #expect(try refusedFiles([file]) == [RefusedFile(name: file + ":d/x", kind: kind)])
    }
  }

  @Test func allAreListed() throws {
    let folder = try Workdir()
    let path = folder.path
    try folder.write("a.jsonl", phone("a"))
    try folder.write("b.txt", "notes")
    try folder.write("c/d.json", "")
    try folder.write(
      "e.zip", Packing.zip([("x", Array("x".utf8)), ("../y", Array(phone("y").utf8))]))
    try FileManager.default.createSymbolicLink(
      atPath: path + "/f", withDestinationPath: "/nonexistent")
    #expect(mkfifo(path + "/g", 0o600) == 0)
    let refused = try refusedFiles([path])
    #expect(
      Set(refused.map { String($0.description.dropFirst(path.utf8.count + 1)) }) == [
        "b.txt: plain text", "c/d.json: empty file", "e.zip:x: plain text", "f: broken link",
        "g: pipe (FIFO)",
      ])
    let error = try #require(throws: DumpError.self) { try read([path]) }
    #expect(error.description.hasPrefix("5 files are not dump files: \(path)/"))
  }

  /// An archive of nothing beside other files may be an export that failed.
  @Test func emptyArchivesAreListed() throws {
    let folder = try Workdir()
    try folder.write("a.jsonl", phone("a"))
    let zip = try folder.write("b.zip", Packing.zip([]))
    let tar = try folder.write("c.tar", [UInt8](repeating: 0, count: 1024))
    let inner = try folder.write("d.zip", Packing.zip([("e.zip", Packing.zip([]))]))
    #expect(
      try refusedFiles([folder.path]) == [
        RefusedFile(name: zip, kind: .emptyArchive("zip")),
        RefusedFile(name: tar, kind: .binary),
        RefusedFile(name: inner + ":e.zip", kind: .emptyArchive("zip")),
      ])
  }

  /// Servers name errors in many ways; what has the keys of a record is one.
  @Test(
    arguments: [
      #"{"detail":"Authentication credentials were not provided."}"#,
      #"{"message":"Not found","trackingId":"T"}"#, #"{"fault":{"faultstring":"x"}}"#,
      #"{"exception":"java.lang.NullPointerException"}"#, #"{"errorCode":1,"errorMessage":"x"}"#,
    ]) func jsonErrorAnswersAreNamed(_ answer: String) throws
  {
    let folder = try Workdir()
    let file = try folder.write("dump", answer)
    let kinds = try refusedFiles([file]).map(\.kind)
    #expect(kinds.count == 1 && kinds[0].description.hasPrefix("error answer: JSON"))
    let record = String(answer.dropLast()) + "," + phone("a").dropFirst()
    #expect(try read(record).described.count == 1)
    let padding = String(repeating: "x", count: 9000)
    let long = #"{"message":"\#(padding)","# + record.dropFirst()
    #expect(try read(long).described.count == 1)
  }

  @Test func devicesAreRefusedByName() throws {
    #expect(
      try refusedFiles(["/dev/zero"])
        == [RefusedFile(name: "/dev/zero", kind: .characterDevice)])
  }

  @Test func archivesAreNestedOnce() throws {
    let inner = Packing.tar([("c", Array(phone("c").utf8))])
    let middle = Packing.zip([("b.tar", inner), ("b", Array(phone("b").utf8))])
    let folder = try Workdir()
    let good = try folder.write("good", Packing.tarGzip.pack(middle, entry: "x/y.zip"))
    #expect(
      try refusedFiles([good])
        == [RefusedFile(name: "\(good):x/y.zip:b.tar", kind: .nestedTooDeep("tar"))])
  }

  @Test func linksInArchivesAreRefused() throws {
    let folder = try Workdir()
    try folder.write("d/a", phone("a"))
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("d/b"), withDestinationPath: "a")
    let file = try folder.write("dump", try tar(folder.path))
    #expect(
      try refusedFiles([file]) == [RefusedFile(name: file + ":d/b", kind: .symbolicLink)])
    #expect(try read([file], exclusions: ["b"]).described.count == 1)
  }

  private func tar(_ folder: String) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["tar", "-C", folder, "-cf", folder + "/out.tar", "d"]
    try process.run()
    process.waitUntilExit()
    return Array(try Data(contentsOf: URL(filePath: folder + "/out.tar")))
  }

  @Test func anEmptyDumpSaysSo() throws {
    let folder = try Workdir()
    try folder.write(".hidden", phone("a"))
    try folder.write("platform.json", "{}")
    let error = try #require(throws: DumpError.self) { try read([folder.path]) }
    #expect(error == .empty(dump: folder.path))
    let file = try folder.write("dump.zip", Packing.zip([]))
    #expect(try #require(throws: DumpError.self) { try read([file]) } == .empty(dump: file))
  }

  /// A malformed first record does not make a dump another kind of file.
  @Test func aBadFirstLineIsARecord() throws {
    let contents = try read("garbage\n\(phone("a"))\n", onError: .reject)
    #expect(contents.rejects.map(\.line) == [1])
    #expect(contents.described.count == 1)
  }

  @Test func errorAnswersAmongRecordsAreNamed() throws {
    let refused = try refusal(
      of: "\(phone("a"))\n<html><head><title>503</title></head></html>\n")
    #expect(refused.line == 2)
    #expect(refused.reason.hasPrefix("not a record: error answer: HTML page, titled 503: \"<html>"))
    let json = try refusal(of: "\(phone("a"))\n{\"error\":{\"code\":\"E1\"}}\n")
    #expect(json.line == 2)
    #expect(json.reason.contains("JSON error answer, code E1: \"{\"error\":{\"code\":\"E1\"}}\""))
  }
}
