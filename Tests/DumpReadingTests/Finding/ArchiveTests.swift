import DumpReading
import Testing

import class TestSupport.Workdir

/// Zip and tar: what their headers say must agree, and names are only names.
@Suite struct ArchiveTests {
  private let first = Array((phone("a") + "\n").utf8)
  private let second = Array((phone("b") + "\n").utf8)

  @Test func namesAreOnlyNames() throws {
    let names = ["../../etc/passwd", "/abs", ".hidden", "a/../b", "ü", "a\\b", "C:x", "e\u{301}"]
    let entries = names.map { (name: $0, content: Array(phone($0).utf8)) }
    for packed in [Packing.zip(entries), Packing.tar(entries)] {
      let folder = try Workdir()
      let file = try folder.write("dump", packed)
      let contents = try read([file], threads: 2)
      #expect(contents.files.map(\.name) == names.map { "\(file):\($0)" })
      #expect(contents.described.count == names.count)
    }
  }

  /// Each byte of the local headers' sizes and checksums is changed: zips of tools that know them
  /// beforehand have no descriptor.
  @Test func localHeadersMustAgree() throws {
    let zip = StoredZip(["a": first])
    #expect(try read(bytes: zip.bytes).described.count == 1)
    for offset in 14..<26 {
      var damaged = zip.bytes
      damaged[offset] ^= 1
      let refused = try refusal(of: damaged)
      #expect(refused.reason.contains("differ between its local header"), "\(refused)")
    }
    for offset in [8, 30] {
      var damaged = zip.bytes
      damaged[offset] ^= 8
      #expect(throws: DumpError.self) { try read(bytes: damaged) }
    }
  }

  @Test func entriesMayNotOverlap() throws {
    var zip = StoredZip(["a": first, "b": second])
    zip.entries[1].offset = zip.entries[0].offset
    #expect(try refusal(of: zip.bytes).reason.contains("overlaps"))
  }

  @Test func everyTruncationOfATarIsSeen() throws {
    let packed = Packing.tar([("a", first), ("b", second)])
    #expect(try read(bytes: packed).described.count == 2)
    // libarchive pads to ten blocks; two of zeros are the end.
    let end = (packed.lastIndex { $0 != 0 } ?? 0) / 512 * 512 + 512 + 1024
    for length in stride(from: 512, to: end, by: 7) {
      #expect(throws: DumpError.self, "cut to \(length) of \(packed.count) bytes") {
        try read(bytes: Array(packed[..<length]))
      }
    }
  }

  @Test func tarsInARowAreOne() throws {
    let packed = Packing.tar([("a", first)]) + Packing.tar([("b", second)])
    #expect(try read(bytes: packed).described.count == 2)
    #expect(throws: DumpError.self) {
      try read(bytes: Packing.tar([("a", first)]) + [UInt8](repeating: 7, count: 512))
    }
  }

  @Test func positionsAreThoseInTheEntry() throws {
    let bad = record("device/cuc/User", #""Alias":7"#)
    let text = Array("\(phone("a"))\n\(bad)\n".utf8)
    for packed in [
      Packing.tar([("x", first), ("y", text)]),
      Packing.gzip.pack(Packing.tar([("x", first), ("y", text)])),
      Packing.zip([("x", first), ("y", Packing.bzip2.pack(text))]),
      Packing.tar([("z", Packing.zip([("x", first), ("y", text)]))]),
    ] {
      let folder = try Workdir()
      let file = try folder.write("dump", packed)
      let error = try #require(throws: DumpError.self) { try read([file], threads: 2) }
      guard case .malformed(let name, 2, let byte, _) = error else { throw error }
      #expect(name == "\(file):y" || name == "\(file):z:y")
      #expect(byte == phone("a").utf8.count + 1 + bad.utf8.count - 3)
    }
  }

  @Test func bombsAreRefused() throws {
    let blanks = [UInt8](repeating: 0x20, count: 80 << 20)
    for packing: Packing in [.bzip2, .xz] {
      let refused = try refusal(of: packing.pack(Array("[".utf8) + blanks + Array("]".utf8)))
      #expect(refused.reason.contains("more than 1000 times its size"))
    }
  }

  @Test func platformFactsAreInTheCommonFolder() throws {
    let facts = Array("{}".utf8)
    for folder in ["", "./", "dump/"] {
      let entries = [("\(folder)a", first), ("\(folder)platform.json", facts)]
      let tar = Packing.tar(entries)
      for packed in [Packing.zip(entries), tar, Packing.gzip.pack(tar)] {
        #expect(try read(bytes: packed).platformFiles.map(\.bytes) == [facts])
      }
    }
  }
}

/// A zip of stored entries whose parts can be changed.
private struct StoredZip {
  struct Entry {
    var name: String
    var content: [UInt8]
    var offset = 0
  }

  var entries: [Entry]
  private let files: [UInt8]

  init(_ contents: [String: [UInt8]]) {
    var files: [UInt8] = []
    entries = contents.sorted { $0.key < $1.key }.map { name, content in
      let entry = Entry(name: name, content: content, offset: files.count)
      files += [0x50, 0x4B, 3, 4] + Self.description(of: entry) + name.utf8 + content
      return entry
    }
    self.files = files
  }

  var bytes: [UInt8] {
    var directory: [UInt8] = []
    for entry in entries {
      directory += [0x50, 0x4B, 1, 2, 20, 0] + Self.description(of: entry)
      directory += [UInt8](repeating: 0, count: 10) + Self.number(entry.offset, 4)
      directory += entry.name.utf8
    }
    let count = Self.number(entries.count, 2)
    let end: [UInt8] = [0x50, 0x4B, 5, 6, 0, 0, 0, 0]
    let sizes = Self.number(directory.count, 4) + Self.number(files.count, 4)
    return files + directory + end + count + count + sizes + [0, 0] as [UInt8]
  }

  /// From the version to the length of the extra field.
  private static func description(of entry: Entry) -> [UInt8] {
    let size = number(entry.content.count, 4)
    let head: [UInt8] = [20, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    let sum = number(Int(checksum(entry.content)), 4)
    return head + sum + size + size + number(entry.name.utf8.count, 2) + [0, 0] as [UInt8]
  }

  private static func number(_ value: Int, _ byteCount: Int) -> [UInt8] {
    (0..<byteCount).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  /// CRC-32, bit by bit.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var sum = ~UInt32(0)
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 {
        let isOdd = sum & 1 == 1
        sum >>= 1
        if isOdd { sum ^= 0xEDB8_8320 }
      }
    }
    return ~sum
  }
}
