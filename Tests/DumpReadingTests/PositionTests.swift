import DumpReading
import Testing

import class TestSupport.Workdir

/// Errors name the line and the byte, and the first one in reading order, whatever the cut.
@Suite struct PositionTests {
  private let lines = (0..<60).map { phone("SEP\($0)") }

  @Test(arguments: [0, 1, 2, 30, 58, 59]) func firstErrorInReadingOrder(_ bad: Int) throws {
    var lines = lines
    lines[bad] = record("device/cuc/User", #""Alias":7"#)
    if bad + 1 < lines.count { lines[bad + 1] = "{" }
    lines[59] = bad == 59 ? lines[59] : "also bad"
    let start = lines[..<bad].reduce(0) { $0 + $1.utf8.count + 1 }
    let byte = start + lines[bad].utf8.count - 3
    let text = Array(lines.joined(separator: "\n").utf8)
    for packing in Packing.allCases {
      for chunk in [1, 2, 3, 50, 64, 90, 91, 1000, 1 << 20] {
        for threads in [1, 4] {
          let refused = try refusal(of: packing.pack(text), threads: threads, chunk: chunk)
          #expect(refused.line == bad + 1)
          #expect(refused.byte == byte)
          #expect(refused.reason.hasPrefix("\"Alias\""))
        }
      }
    }
  }

  @Test func inArraysAndPages() throws {
    let bad = record("device/cuc/User", #""Alias":7"#)
    let list = "\(lines[0]),\n\(lines[1]),\n\n  \(bad),\n7"
    for head in ["[", "\u{FEFF}\n[", #"{"pagination":{"skip":0,"total":4},"resources":"# + "["] {
      let text = head + list + "]" + (head.first == "{" ? "}" : "")
      let position = text.utf8.count - (head.first == "{" ? 2 : 1) - 2 - 4
      for packing in Packing.allCases {
        for chunk in [1, 64, 1 << 20] {
          let refused = try refusal(of: packing.pack(Array(text.utf8)), chunk: chunk)
          #expect(refused.line == 4 + head.utf8.count { $0 == 10 })
          #expect(refused.byte == position)
        }
      }
    }
  }

  @Test func firstFileFirst() throws {
    let folder = try Workdir()
    for name in ["a", "b", "c", "d", "e"] {
      let good = lines.joined(separator: "\n")
      try folder.write(name, good + (name < "c" ? "" : "\n{\"\(name)\":1}"))
    }
    for threads in 1...4 {
      for chunk in [40, 100, 1 << 20] {
        let error = try #require(throws: DumpError.self) {
          try read([folder.path], threads: threads, chunk: chunk)
        }
        guard case .malformed(let file, 61, _, _) = error else {
          Issue.record("\(error)")
          continue
        }
        #expect(file == folder.path + "/c")
      }
    }
  }

  @Test func describesItself() throws {
    let folder = try Workdir()
    let file = try folder.write("dump", "{}\n")
    let error = try #require(throws: DumpError.self) { try read([file]) }
    #expect(error.description.hasPrefix("\(file):1: byte 0: \"meta\": a record needs"))
  }

  @Test func linesAndRawRecordsAreFoundAgain() throws {
    let node = { (name: String, path: String) in
      record("data/HierarchyNode", #""name":"\#(name)""#, meta: #""path":"\#(path)""#)
    }
    let text = [node("a", "sys"), phone("x"), "", node("b", "sys"), node("c", "lost"), phone("y")]
      .joined(separator: "\r\n")
    for packing in Packing.allCases {
      for chunk in [1, 50, 1 << 20] {
        let folder = try Workdir()
        let file = try folder.write("dump", packing.pack(Array(text.utf8)))
        let contents = try read([file], threads: 2, chunk: chunk, onError: .reject)
        let nodes = contents.batches.flatMap(\.nodes).sorted { $0.position < $1.position }
        #expect(nodes.map(\.name) == ["a", "b", "c"])
        #expect(try nodes.map { try contents.line(of: $0.position) } == [1, 4, 5])
        let raw = try contents.rawRecords(
          at: [.path("lost"), .hierarchy("sys.p")], nodes: [nodes[1].position])
        #expect(raw.map(\.line) == [4, 5])
        #expect(raw.map(\.position) == [nodes[1].position, nodes[2].position])
        #expect(raw.map(\.byteCount) == [node("b", "sys"), node("c", "lost")].map(\.utf8.count))
        let phones = try contents.rawRecords(at: [.path("sys.p")], nodes: [])
        #expect(phones.map(\.line) == [2, 6])
      }
    }
  }

  /// A place's first use is the first in reading order of its batch.
  @Test func placesNameTheirFirstRecord() throws {
    let text = [phone("a"), phone("b")].joined(separator: "\n")
    let contents = try read(text, chunk: 3)
    #expect(contents.batches.flatMap(\.locations).map(\.first.byte) == [0])
  }
}
