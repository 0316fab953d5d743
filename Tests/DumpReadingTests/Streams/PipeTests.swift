import DumpReading
import Files
import Foundation
import SystemPackage
import TestSupport
import Testing

/// A pipe is read as it arrives, once; little is kept of it, and in its place.
@Suite struct PipeTests {
  /// Longer than several blocks that are kept, with something malformed late in it.
  private static let lineCount = 24_000
  private static let lines = (0..<lineCount).map { index in
    phone("SEP\(index &* 0x9E37_79B9 % 0xFFFF_FFFF)")
  }

  private static func text(_ lines: [String]) -> [UInt8] {
    Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  @Test(arguments: Packing.allCases) func everyFormInEveryPacking(_ packing: Packing) throws {
    for (index, form) in SampleRecords.forms.enumerated() {
      let bytes = packing.pack(Array(form.text.utf8))
      let piped = try Piped(threads: 1 + index % 3)
      let contents = try piped.read(bytes)
      let what: Comment = "\(form.name), \(packing)"
      #expect(contents.described == SampleRecords.described, what)
      #expect(contents.digests == [0: InputDigest.hexadecimal(of: bytes)], what)
      #expect(contents.files[0].byteCount == bytes.count, what)
      // So little stays in memory.
      #expect(piped.openedPaths == [], what)
    }
  }

  @Test(arguments: Packing.allCases, [1, 3])
  func longContentIsAsFromAFile(_ packing: Packing, _ threads: Int) throws {
    let bytes = packing.pack(Self.text(Self.lines))
    let contents = try Piped(threads: threads).read(bytes)
    #expect(contents.described == (try read(bytes: bytes)).described)
    #expect(contents.digests == [0: InputDigest.hexadecimal(of: bytes)])
    #expect(contents.files.map(\.recordsRead) == [Self.lineCount])
  }

  /// A tenth of plain records at most, and in the directory that was named.
  @Test func littleIsWrittenAndWhereItWasSaid() throws {
    let bytes = Self.text(Self.lines)
    let piped = try Piped(threads: 2)
    _ = try piped.read(bytes)
    #expect(bytes.count > 2 << 20)
    #expect(1...bytes.count / 10 ~= piped.writtenByteCount, "\(piped.writtenByteCount)")
    #expect(piped.openedPaths.count == 1)
    #expect(piped.openedPaths[0].hasPrefix(piped.workdir.path + "/"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: piped.workdir.path) == ["pipe"])
  }

  /// The first fault ends it, since nothing else would.
  @Test(arguments: [1, 2, 4]) func anEndlessPipeIsReadToItsFirstFault(_ threads: Int) throws {
    let bad = Array(String(repeating: "{\"meta\":1}\n", count: 1000).utf8)
    for good in [[], Self.text(Array(Self.lines[..<9000]))] {
      let piped = try Piped(threads: threads)
      let sent = Sent(first: good, then: bad)
      let error = try #require(throws: DumpError.self) { try piped.read { sent.next() } }
      guard case .malformed(piped.path, let line, let byte, _) = error else { throw error }
      #expect(line == (good.isEmpty ? 1 : 9001))
      #expect(byte == good.count + 8)
      #expect(piped.readByteCount < good.count + 16 << 20)
      #expect(piped.writtenByteCount < good.count / 10 + 1 << 20)
    }
  }

  /// Values that span lines are found out after some were read: from the beginning, once more.
  @Test(arguments: [1, 3]) func valuesThatSpanLines(_ threads: Int) throws {
    let spanning = Self.lines[12_000...].map { $0.replacing("\"data\"", with: "\n\"data\"") }
    let bytes = Self.text(Array(Self.lines[..<12_000] + spanning))
    let contents = try Piped(threads: threads).read(bytes)
    #expect(contents.files.map(\.recordsRead) == [Self.lineCount])
    #expect(contents.described == (try read(bytes: bytes)).described)
  }

  /// The bytes of rejects, and lines, come from what was kept.
  @Test(arguments: [Packing.plain, .zstd, .tarGzip], [1, 3])
  func rejectsAreAsFromAFile(_ packing: Packing, _ threads: Int) throws {
    var lines = Self.lines
    for index in stride(from: 5, to: lines.count, by: 5000) { lines[index] = "{\"bad\": \(index)}" }
    let contents = try Piped(threads: threads, onError: .reject)
      .read(packing.pack(Self.text(lines)))
    let bad = Array(stride(from: 5, to: lines.count, by: 5000))
    #expect(contents.rejects.map(\.line) == bad.map { $0 + 1 })
    var reader = RejectReader(contents.rejects, in: contents)
    for index in bad {
      let bytes = try #require(try reader.read()).bytes
      #expect(String(decoding: bytes, as: UTF8.self) == lines[index])
    }
  }

  /// Records that come twice in pages are looked for in a second reading.
  @Test func repeatedPages() throws {
    let records = (0..<8000).map { index in
      record(
        "device/cucm/Phone", #""name":"SEP\#(index)","product":"x","class":"Phone""#,
        meta: #""path":"sys.p","pkid":"\#(5000 + index)""#)
    }
    let total = records.count + 2000
    let pages = [(0, records[...]), (8000, records[6000...])].map { skip, part in
      SampleRecords.page(skip: skip, total: total, records: part.joined(separator: ","))
    }
    let bytes = Array(pages.joined(separator: "\n").utf8)
    let incomplete = try Piped(threads: 2).read(bytes).incompleteModels
    #expect(incomplete.count == 1)
    #expect(incomplete.map(\.distinct) == (try read(bytes: bytes)).incompleteModels.map(\.distinct))
  }

  /// The entries of an archive are read from what was kept, in any order and by several threads.
  @Test(arguments: [Packing.zip, .tar]) func archivesOfManyEntries(_ packing: Packing) throws {
    let entries = (0..<600).map { index in
      (name: "f\(index)", content: Self.text(Array(Self.lines[index * 40..<index * 40 + 40])))
    }
    let bytes = packing == .zip ? Packing.zip(entries) : Packing.tar(entries)
    let piped = try Piped(threads: 3)
    let contents = try piped.read(bytes)
    #expect(contents.described == (try read(bytes: Self.text(Self.lines))).described)
    #expect(contents.digests == [0: InputDigest.hexadecimal(of: bytes)])
    #expect(piped.readByteCount == bytes.count)
  }

  @Test func aFullDiskIsNamed() throws {
    let piped = try Piped()
    piped.options.fileSystem.write = { _, _ throws(Errno) in throw .noSpace }
    let error = try #require(throws: DumpError.self) { try piped.read(Self.text(Self.lines)) }
    guard case .io(piped.path, let reason) = error else { throw error }
    #expect(reason.contains(piped.workdir.path))
    #expect(reason.contains("TMPDIR"))
  }
}

/// Pieces without an end.
private final class Sent: @unchecked Sendable {
  // Soundness: one thread asks.
  private var first: [UInt8]?
  private let then: [UInt8]

  init(first: [UInt8], then: [UInt8]) {
    self.first = first.isEmpty ? nil : first
    self.then = then
  }

  func next() -> [UInt8]? {
    defer { first = nil }
    return first ?? then
  }
}
