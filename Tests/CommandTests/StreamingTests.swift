import Foundation
import TestSupport
import Testing

/// An input that is larger than the memory limit is read piece by piece, whatever its form.
@Suite struct StreamingTests {
  /// A text of about this many bytes in one array, on one line, of records that are skipped.
  private func write(_ byteCount: Int, to path: String, head: String, tail: String) throws {
    let filler = String(repeating: "x", count: 4000)
    let record = #"{"meta":{"model_type":"data/Unknown","path":"sys"},"data":{"a":["\#(filler)"]}}"#
    let block = Data((0..<256).map { _ in record }.joined(separator: ",").utf8)
    try Data().write(to: URL(filePath: path))
    let file = try FileHandle(forWritingTo: URL(filePath: path))
    try file.write(contentsOf: Data(head.utf8))
    for index in 0..<(byteCount / block.count) {
      if index > 0 { try file.write(contentsOf: Data(",".utf8)) }
      try file.write(contentsOf: block)
    }
    try file.write(contentsOf: Data(tail.utf8))
    try file.close()
  }

  @Test(arguments: [
    ("[", "]"), (#"{"pagination":{"skip":0,"total":0},"resources":["#, "]}"),
  ])
  func memoryIsBounded(_ head: String, _ tail: String) throws {
    let workdir = try Workdir()
    try workdir.write(
      "nodes.jsonl",
      """
      {"meta":{"model_type":"data/HierarchyNode","path":"sys"},"data":{"name":"P","node_type":"Provider"}}
      {"meta":{"model_type":"data/HierarchyNode","path":"sys.P","pkid":"5e54067d116fa10046313224"},"data":{"name":"C","node_type":"Customer"}}

      """)
    try write(96 << 20, to: workdir.path("long.json"), head: head, tail: tail)
    // A shell stands between, for a child begins with the peak of its parent.
    let run = try Tool.run(
      [
        "-c", "\"$@\"; exit $?", "sh", Tool.path, "convert", workdir.path("nodes.jsonl"),
        workdir.path("long.json"), "-o", workdir.path("d.ucol"), "--timings", "--threads", "4",
      ], program: "/bin/sh")
    #expect(run.status == 0, "\(run)")
    let peak = try #require(run.errors.firstMatch(of: /peak memory: ([0-9]+) MiB/)?.output.1)
    #expect(try #require(Int(peak)) < 64, "MiB, of a file of 96")
  }
}
