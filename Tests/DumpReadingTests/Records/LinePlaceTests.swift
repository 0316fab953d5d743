import DumpReading
import Testing

import class TestSupport.Workdir

/// Lines that are counted while records are read are those that are found by reading again.
@Suite struct LinePlaceTests {
  /// Where a record begins.
  private struct Place: Equatable, CustomStringConvertible {
    var line: Int
    var column: Int
    var description: String { "\(line):\(column)" }
  }

  private static let forms: [(name: String, text: String)] =
    SampleRecords.forms.map { ($0.0, $0.1) } + [
      ("CRLF and empty lines", SampleRecords.lines.joined(separator: "\r\n\r\n \r\n") + "\r\n"),
      ("blanks before records", SampleRecords.lines.map { "  \t" + $0 }.joined(separator: "\n")),
      ("records on many lines", SampleRecords.lines.map(spread).joined(separator: "\n")),
      (
        "an array on many lines",
        "[\n" + SampleRecords.lines.map(spread).joined(separator: "\n,\n\n  ") + "\n]\n"
      ),
      (
        "pages on many lines",
        pages(SampleRecords.lines.map(spread), separator: "\n, ").joined(separator: "\n")
      ),
      (
        "pages on a line each",
        pages(SampleRecords.lines, separator: ", ").joined(separator: "\n")
      ),
      ("pages in one line", pages(SampleRecords.lines, separator: ",").joined()),
    ]

  /// The record with a line feed after each brace that opens an object outside of strings.
  private static func spread(_ record: String) -> String {
    record.replacing("{\"meta\"", with: "{\n\"meta\"").replacing(
      "},\"data\":", with: "},\n\"data\":\n")
  }

  private static func pages(_ records: [String], separator: String) -> [String] {
    stride(from: 0, to: records.count, by: 3).map { start in
      #"{"pagination":{"skip":\#(start),"total":\#(records.count)},"resources":["#
        + records[start..<min(start + 3, records.count)].joined(separator: separator) + "]}"
    }
  }

  @Test(arguments: forms.indices) func linesAreThoseOfAnotherReading(_ form: Int) throws {
    let (name, text) = Self.forms[form]
    for packing in Packing.allCases {
      for chunk in packing == .plain ? [1, 2, 7, 50, 64, 99, 1000, 1 << 20] : [64, 1 << 20] {
        for threads in [1, 4] {
          let folder = try Workdir()
          let contents = try read(
            packing.pack(Array(text.utf8)), in: folder, threads: threads, chunk: chunk)
          let comment = Comment(rawValue: "\(name), \(packing), chunks of \(chunk)")
          let found = places(in: contents)
          #expect(try found == expected(contents, text), comment)
          #expect(found.count == 8, comment)
        }
      }
    }
  }

  @Test func textsInUTF16() throws {
    for (name, text) in Self.forms {
      let content = "\u{FEFF}" + text
      let units = content.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
      let folder = try Workdir()
      let contents = try read(units, in: folder, threads: 2, chunk: 77)
      #expect(try places(in: contents) == expected(contents, content), "\(name)")
    }
  }

  @Test func entriesOfArchivesHaveLinesOfTheirOwn() throws {
    let entries = ["a", "b", "c"].map { name in
      (
        "\(name).jsonl",
        Array(([phone(name)] + [phone("x"), phone("y")]).joined(separator: "\n\n").utf8)
      )
    }
    for archive in [Packing.tar(entries), Packing.zip(entries)] {
      let contents = try read(archive, in: Workdir(), threads: 3, chunk: 10)
      #expect(places(in: contents).map(\.line).sorted() == [1, 1, 1, 3, 3, 3, 5, 5, 5])
    }
  }

  private func read(
    _ bytes: [UInt8], in folder: Workdir, threads: Int, chunk: Int
  ) throws -> DumpContents {
    var options = DumpReader.Options(profile: try DumpProfile.builtIn())
    (options.threads, options.chunkByteCount) = (threads, chunk)
    options.keepsOrigins = true
    return try DumpReader(dumps: [folder.write("dump", bytes)], options: options).read()
  }

  /// Where nodes and packed records say that they stand.
  private func places(in contents: DumpContents) -> [Place] {
    var places: [Place] = []
    for batch in contents.batches {
      batch.forEachRecord { record in
        guard let origin = record.header.origin else { return }
        places.append(
          Place(
            line: contents.lineNumbers.line(of: origin.line, inFile: origin.position.file),
            column: origin.line.column))
      }
      places += batch.nodes.map { node in
        Place(
          line: contents.lineNumbers.line(of: node.line, inFile: node.position.file),
          column: node.line.column)
      }
    }
    return places.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
  }

  /// Where another reading finds all of them; settings do not know.
  private func expected(_ contents: DumpContents, _ text: String) throws -> [Place] {
    let locations = contents.batches.flatMap(\.locations).map(\.location)
    let raw = try contents.rawRecords(
      at: Set(locations.filter { $0 != .hierarchy("5e") }), nodes: [])
    return raw.map { record in
      let before = text.utf8.prefix(record.position.byte)
      let lineStart = before.lastIndex(of: 0x0A).map { text.utf8.index(after: $0) }
      return Place(
        line: record.line,
        column: text.utf8.distance(
          from: lineStart ?? text.utf8.startIndex, to: before.endIndex))
    }
  }
}
