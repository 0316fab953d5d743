import DumpReading
import Files
import Testing

import struct TestSupport.SplitMix64
import class TestSupport.Workdir

/// Digests made while files are read, against those of the files.
@Suite struct ReadingDigestTests {
  /// Five leaves; names do not pack well, so that archives are long, too.
  private static let lines: [UInt8] = {
    var random = SplitMix64(seed: 22)
    let texts = (0..<28_000).map { _ in
      phone((0..<4).map { _ in String(random.next(), radix: 16) }.joined()) + "\n"
    }
    return Array(texts.joined().utf8)
  }()

  /// A record whose line is three leaves long.
  private static let wide: [UInt8] = Array(
    (record("data/Other", "\"x\":\"" + String(repeating: "w", count: 3 << 20) + "\"") + "\n").utf8)

  private static func array(_ lines: [UInt8]) -> [UInt8] {
    let separated = lines.dropLast().map { $0 == 0x0A ? UInt8(ascii: ",") : $0 }
    return [UInt8(ascii: "[")] + separated + [UInt8(ascii: "]")]
  }

  /// Files that are read in different ways, each longer than a leaf.
  static let files: [(name: String, bytes: [UInt8])] = [
    ("lines.jsonl", lines),
    ("wide.jsonl", lines + wide + lines.dropLast()),
    ("shared.json", lines.map { $0 == 0x0A ? 0x20 : $0 }),
    ("array.json", array(lines)),
    ("packed.gz", Packing.gzip.pack(lines)),
    ("archive.zip", Packing.zip([("a", lines), ("b", lines)])),
    ("utf16.json", [0xFF, 0xFE] + lines.flatMap { [$0, 0] }),
  ]

  private static func options(chunk: Int, threads: Int) throws -> DumpReader.Options {
    var options = DumpReader.Options(profile: try DumpProfile.builtIn())
    options.makesDigests = true
    options.chunkByteCount = chunk
    options.threads = threads
    return options
  }

  @Test(arguments: files.map(\.name), [1 << 20, 4 << 20, 777_777])
  func areThoseOfTheFile(_ name: String, _ chunk: Int) throws {
    let bytes = try #require(Self.files.first { $0.name == name }?.bytes)
    let folder = try Workdir()
    let path = try folder.write(name, bytes)
    for threads in [1, 3] {
      let options = try Self.options(chunk: chunk, threads: threads)
      let contents = try DumpReader(dumps: [path], options: options).read()
      #expect(
        contents.digests == [0: InputDigest.hexadecimal(of: bytes)], "\(threads) threads")
    }
  }

  /// A manifest has plain SHA-256, of long files too.
  @Test func aManifestIsCheckedBesides() throws {
    for (digest, differences) in [
      (FileDigest.hexadecimal(of: Self.lines), 0), (String(repeating: "0", count: 64), 1),
    ] {
      let folder = try Workdir()
      try folder.write("lines.jsonl", Self.lines)
      try folder.write(
        "manifest.json", #"{"files":[{"file":"lines.jsonl","sha256":"\#(digest)"}]}"#)
      let contents = try DumpReader(
        dumps: [folder.path], options: Self.options(chunk: 1 << 20, threads: 2)
      ).read()
      #expect(contents.manifestDifferences.count == differences)
      #expect(contents.digests == [0: InputDigest.hexadecimal(of: Self.lines)])
    }
  }

  /// Portions that were kept hold the leaves of what was read for them.
  @Test func areKeptWithPortions() throws {
    let folder = try Workdir()
    let path = try folder.write("lines.jsonl", Self.lines)
    for round in 1...2 {
      var options = try Self.options(chunk: 1 << 20, threads: 2)
      var store = PortionStore(in: folder.path("portions"), context: "")
      store.portionByteCount = 2 << 20
      options.store = store
      let read = CountedReads()
      options.fileSystem = read.fileSystem
      let contents = try DumpReader(dumps: [path], options: options).read()
      #expect(contents.digests == [0: InputDigest.hexadecimal(of: Self.lines)])
      #expect(round == 1 || read.byteCount < Self.lines.count / 4, "\(read.byteCount)")
    }
  }

  /// The context says which profile and which version kept them.
  @Test func portionsOfAnotherContextAreReadAgain() throws {
    let folder = try Workdir()
    let path = try folder.write("lines.jsonl", Self.lines)
    for (context, isKept) in [("a", false), ("b", false), ("a", true), ("b", true)] {
      var options = try Self.options(chunk: 1 << 20, threads: 2)
      var store = PortionStore(in: folder.path("portions"), context: context)
      store.portionByteCount = 2 << 20
      options.store = store
      let contents = try DumpReader(dumps: [path], options: options).read()
      #expect((contents.restoredPortionCount > 0) == isKept, "\(context)")
      #expect(contents.digests == [0: InputDigest.hexadecimal(of: Self.lines)])
    }
  }

  /// Every byte is read once: what lines share between pieces is little.
  @Test func readNothingTwice() throws {
    for (name, bytes) in Self.files where name != "archive.zip" && name != "wide.jsonl" {
      let folder = try Workdir()
      let path = try folder.write(name, bytes)
      let read = CountedReads()
      var options = try Self.options(chunk: 4 << 20, threads: 2)
      options.fileSystem = read.fileSystem
      _ = try DumpReader(dumps: [path], options: options).read()
      // Beside the digest: heads of the file, by which its form is told.
      let most = bytes.count + bytes.count / 20 + (1 << 20)
      #expect(read.byteCount >= bytes.count && read.byteCount <= most, "\(name): \(read.byteCount)")
    }
  }
}
