import Foundation
import TestSupport
import Testing

/// The digests of inputs in the provenance, as the guide says that they can be checked.
@Suite struct InputDigestCommandTests {
  @Test func theScriptOfTheGuideFindsThem() throws {
    let workdir = try Workdir()
    let guide = String(
      decoding: try Repository.bytes("Documentation/UserGuide.md"), as: UTF8.self)
    let start = try #require(guide.range(of: "```python\n")?.upperBound)
    let end = try #require(guide.range(of: "```", range: start..<guide.endIndex)?.lowerBound)
    let script = try workdir.write("tree.py", Array(guide[start..<end].utf8))
    let dump = try Workdir()
    let golden = Repository.path("Tests/Golden/every-rule/dump")
    for name in try FileManager.default.contentsOfDirectory(atPath: golden) {
      try FileManager.default.copyItem(atPath: "\(golden)/\(name)", toPath: dump.path(name))
    }
    let long = String(repeating: "x", count: 1000)
    let other = #"{"meta":{"model_type":"data/Other","path":"sys"},"data":{"x":"\#(long)"}}"#
    try dump.write("other.jsonl", Array(String(repeating: other + "\n", count: 5000).utf8))

    let run = try Tool.run(["audit", dump.path, "-o", workdir.path("out"), "--threads", "2"])
    #expect(run.status == 0, "\(run)")
    let written = try FileManager.default.contentsOfDirectory(atPath: workdir.path("out"))
    let name = try #require(written.first { $0.contains("provenance") && $0.hasSuffix(".json") })
    let bytes = try Data(contentsOf: URL(filePath: workdir.path("out/\(name)")))
    let root = try #require(try JSONSerialization.jsonObject(with: bytes) as? [String: Any])
    let inputs = try #require(root["inputs"] as? [[String: Any]])
    var trees = 0
    for input in inputs {
      let path = try #require(input["name"] as? String)
      let isLong = try #require(input["bytes"] as? Int) > 1 << 20
      let digest = input[isLong ? "sha256Tree" : "sha256"] as? String
      let found = try output(of: ["python3", script, path])
      #expect(digest == found.trimmingCharacters(in: .newlines), "\(path)")
      trees += isLong ? 1 : 0
    }
    #expect(trees == 1 && inputs.count > 1)
  }

  private func output(of command: [String]) throws -> String {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}
