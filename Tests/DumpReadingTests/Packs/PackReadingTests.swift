import Files
import Testing

import class TestSupport.Workdir

@testable import DumpReading

/// Reading for a packed file: once, with the lines of all that is in it.
@Suite struct PackReadingTests {
  private static let leaf = 1 << 20

  /// The bytes that a packer writes.
  private final class Buffer {
    var bytes: [UInt8] = []
  }

  /// How a file is packed.
  private struct Way {
    var chunkByteCount = 4 << 20
    var portionByteCount = Int.max
    var range: Range<Int>?
  }

  private static func pack(
    _ path: String, _ way: Way, _ fileSystem: FileSystem = .live
  ) throws -> [UInt8] {
    var options = DumpReader.Options(profile: try DumpProfile.builtIn())
    options.chunkByteCount = way.chunkByteCount
    options.threads = 2
    options.onError = .reject
    options.fileSystem = fileSystem
    var choice = DumpPacker.Choice()
    choice.dump = "dump"
    choice.range = way.range
    choice.portionByteCount = way.portionByteCount
    var packer = try DumpPacker(dumps: [path], options: options, choice: choice)
    while true {
      let buffer = Buffer()
      let outputs = PackOutputs { bytes throws(FileError) in buffer.bytes += bytes }
      if try packer.write(outputs) != nil { return buffer.bytes }
    }
  }

  // MARK: Once

  /// Beside the file: its head, by which its form is found out, and what lines of two pieces share.
  private static func most(_ byteCount: Int) -> Int { byteCount + byteCount / 20 + leaf }

  @Test(arguments: ["lines.jsonl", "array.json", "packed.gz", "utf16.json"])
  func readsNothingTwice(_ name: String) throws {
    let bytes = try #require(ReadingDigestTests.files.first { $0.name == name }?.bytes)
    let folder = try Workdir()
    let path = try folder.write(name, bytes)
    for portion in [Self.leaf, .max] {
      let read = CountedReads()
      _ = try Self.pack(path, Way(portionByteCount: portion), read.fileSystem)
      #expect(
        read.byteCount >= bytes.count && read.byteCount <= Self.most(bytes.count),
        "portions of \(portion): \(read.byteCount) of \(bytes.count)")
    }
  }

  @Test func readsItsRangeOnce() throws {
    let bytes = try #require(ReadingDigestTests.files.first { $0.name == "lines.jsonl" }?.bytes)
    let folder = try Workdir()
    let path = try folder.write("lines.jsonl", bytes)
    let read = CountedReads()
    _ = try Self.pack(path, Way(range: Self.leaf..<3 * Self.leaf), read.fileSystem)
    #expect(
      read.byteCount >= 2 * Self.leaf && read.byteCount <= Self.most(2 * Self.leaf),
      "\(read.byteCount)")
  }

  // MARK: Lines

  /// Four leaves and a bit: the first ends with a line, the third is inside of one, empty lines are
  /// here and there, and the last line has no end.
  private static let lines: [UInt8] = {
    var text: [UInt8] = []
    func add(_ line: String) { text += Array(line.utf8) + [0x0A] }
    func fill(to byteCount: Int) {
      let note = { (count: Int) in
        record("data/Unknown", #""note":"\#(String(repeating: "x", count: count))""#)
      }
      add(note(byteCount - text.count - note(0).utf8.count - 1))
    }
    func some(_ numbers: Range<Int>) {
      for number in numbers {
        add(phone("P\(number)"))
        if number % 7 == 0 { text += [0x0A, 0x20, 0x0A] }
        if number % 50 == 3 { add("  " + teams("t\(number)@x", "ResourceAccount")) }
        if number % 50 == 9 { add(node(number)) }
        if number % 50 == 11 { add(settings) }
        if number % 50 == 20 { add(#"{"meta": {"model_type": "device/cucm/User", "path": 1}}"#) }
      }
    }
    some(0..<1000)
    fill(to: leaf)
    some(1000..<2000)
    fill(to: 3 * leaf + 1234)
    some(2000..<3000)
    fill(to: 4 * leaf - 1)
    text += [0x0A]
    some(3000..<3100)
    return text + Array(phone("last").utf8)
  }()

  private static let settings = record(
    "relation/HcsCustomerREL", #""publicSector":"Y""#, meta: #""path":"sys.p""#)

  private static func node(_ number: Int) -> String {
    record(
      "data/HierarchyNode", #""name":"n\#(number)","node_type":"Site""#,
      meta: #""pkid":"\#(number)","path":"sys.p""#)
  }

  private static func teams(_ name: String, _ type: String) -> String {
    record(
      "device/msteamsonline/CsOnlineUser",
      #""UserPrincipalName":"\#(name)","AccountType":"\#(type)""#)
  }

  private static let ranges: [Range<Int>?] = {
    let cuts = [0, leaf, 2 * leaf, 3 * leaf, 4 * leaf, lines.count]
    let ranges = cuts.indices.flatMap { from in
      cuts[(from + 1)...].map { cuts[from]..<$0 }
    }
    return [nil] + ranges
  }()

  @Test(arguments: ranges)
  func linesAreThoseOfTheContent(_ range: Range<Int>?) throws {
    let folder = try Workdir()
    let path = try folder.write("lines.jsonl", Self.lines)
    var packed: Set<[Int]> = []
    for chunk in [Self.leaf, 300_001, 8 * Self.leaf] {
      for portion in [1, .max] {
        let bytes = try Self.pack(
          path, Way(chunkByteCount: chunk, portionByteCount: portion, range: range))
        let positions = try Self.positions(of: folder.write("x.pack", bytes), range)
        packed.insert(positions.map(\.byte))
        let base = range?.lowerBound ?? 0
        // From the beginning of the range to each place, in ascending order.
        var (line, lineStart, next) = (1, base, base)
        for position in positions {
          while next < position.byte {
            if Self.lines[next] == 0x0A { (line, lineStart) = (line + 1, next + 1) }
            next += 1
          }
          #expect(position.line == line, "chunks of \(chunk), byte \(position.byte)")
          if let column = position.column {
            #expect(column == position.byte - lineStart, "byte \(position.byte)")
          }
        }
      }
    }
    // However it is packed, the records are the same.
    #expect(packed.count == 1)
  }

  private struct Position {
    var byte: Int
    var line: Int
    var column: Int?
  }

  /// All positions in a packed file, ascending; also compares its number of line ends.
  private static func positions(of path: String, _ range: Range<Int>?) throws -> [Position] {
    let part = PackPart(alone: try PackFile(path: path, .live))
    let directory = part.file.directory
    var found: [Position] = []
    func add(_ position: PackPosition) {
      found.append(
        Position(byte: position.byte, line: position.line, column: position.column))
    }
    for (number, block) in directory.blocks.enumerated() {
      switch block.kind {
      case .records:
        _ = try part.forEachRecord(ofBlock: number) { record in
          found.append(Position(byte: record.byte, line: record.line, column: record.column))
        }
      case .leftOut: try part.leftOut(ofBlock: number).map(\.position).forEach(add)
      case .pages, .malformed: break
      }
    }
    directory.heads.map(\.position).forEach(add)
    for reject in directory.rejects {
      found.append(Position(byte: reject.fault, line: reject.line))
    }
    var lineEnds = 0
    if let range { lineEnds = lines[range].count { $0 == 0x0A } }
    #expect(directory.files.map(\.lineEndCount) == [lineEnds])
    #expect(range != nil || found.count > 3300)
    return found.sorted { $0.byte < $1.byte }
  }
}
