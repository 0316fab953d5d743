import Foundation
import TestSupport
import Testing

/// Texts of records cannot take any amount of memory.
@Suite struct TextMemoryCommandTests {
  private static func phone(_ index: Int, path: String, product: String, class: String) -> String {
    #"{"meta":{"model_type":"device/cucm/Phone","path":"\#(path)"},"#
      + #""data":{"name":"SEP\#(index)","product":"\#(product)","class":"\#(`class`)"}}"#
  }

  /// A limit of 64 MiB leaves half of it for places and products.
  @Test func tooManyPlacesAre65() throws {
    let workdir = try Workdir()
    let long = String(repeating: "x", count: 10_000)
    let lines = (0..<1800).map {
      Self.phone($0, path: "sys.\(long)\($0)", product: "p", class: "Phone")
    }
    let dump = try workdir.write("dump.jsonl", lines.joined(separator: "\n"))
    for rejecting in [[], ["--on-error", "reject"]] {
      let run = try Tool.run(
        ["convert", dump, "-o", workdir.path("d.ucol"), "--memory-limit", "64M"] + rejecting)
      #expect(run.status == 65)
      #expect(run.errors.contains("33554432 bytes") && run.errors.contains("--memory-limit"))
    }
    let run = try Tool.run(
      ["convert", dump, "-o", workdir.path("d.ucol"), "--memory-limit", "256M"])
    #expect(run.status == 65)
    #expect(run.errors.contains("neither a hierarchy node nor an ancestor of one"))
    // The path is quoted, but not all of it.
    #expect(run.errors.contains("xxx…\"") && run.errors.utf8.count < 1000)
    #expect(try workdir.files(in: ".").keys.sorted() == ["dump.jsonl"])
  }

  /// A plan lists the types that a conversion would list, of all files together.
  @Test func plansListTheFirstAndTheMostFrequentTypes() throws {
    let workdir = try Workdir()
    for file in 0..<3 {
      let lines = (0..<700).map {
        #"{"meta":{"model_type":"t\#(10_000 + file * 700 + $0)"},"data":{}}"#
      }
      let often = [String](repeating: #"{"meta":{"model_type":"z"},"data":{}}"#, count: 2)
      try workdir.write("dump/\(file).jsonl", (lines + often).joined(separator: "\n"))
    }
    let run = try Tool.run(["convert", workdir.path("dump"), "--dry-run", "--json"])
    let plan = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    let models = try #require(plan?["models"] as? [[String: Any]])
    let expected = ["(others)"] + (0..<999).map { "t\(10_000 + $0)" } + ["z"]
    #expect(models.map { $0["model"] as? String } == expected)
    #expect(models.first?["records"] as? Int == 1101)
    #expect(models.last?["records"] as? Int == 6)
  }

  /// Of products that no table knows, the first and the most frequent are listed.
  @Test func unknownProductsAreBounded() throws {
    let workdir = try Workdir()
    let nodes = try Repository.bytes("Tests/Golden/licence-edges/dump/zz-hierarchy.jsonl")
    let long = String(repeating: "y", count: 300)
    let products = (0..<1500).map { "p\(10_000 + $0)" } + ["a\(long)1", "a\(long)2"]
    let site = "sys.hcs.Edge Provider.Edge Customer.Edge Site"
    let lines = (products + ["zz", "zz"]).enumerated().map {
      Self.phone($0.offset, path: site, product: $0.element, class: "Phone")
    }
    try workdir.write("dump/nodes.jsonl", nodes)
    try workdir.write("dump/phones.jsonl", lines.joined(separator: "\n"))
    let run = try Tool.run([
      "audit", workdir.path("dump"), "-o", workdir.path("r"), "--csv", "--quiet",
    ])
    #expect(run.status == 0, "\(run)")
    let listed = run.output.split(separator: "\n").filter { $0.contains(",unknownProducts,") }
    let kept = (0..<998).map { ",unknownProducts,p\(10_000 + $0),1" }
    #expect(listed.count == 1001)
    #expect(kept.allSatisfy { line in listed.contains { $0.hasSuffix(line) } })
    let cut = "a" + String(repeating: "y", count: 255) + "…"
    #expect(listed.contains { $0.hasSuffix(",\(cut),2") })
    #expect(listed.contains { $0.hasSuffix(",(others),502") })
    #expect(listed.contains { $0.hasSuffix(",zz,2") })
  }

  /// A table of all products for each class would take 1.6 GB.
  @Test func classesAndProductsAreNotMultiplied() throws {
    let workdir = try Workdir()
    let lines = (0..<20_000).map {
      Self.phone($0, path: "sys", product: "p\($0)", class: "c\($0)")
    }
    let dump = try workdir.write("dump.jsonl", lines.joined(separator: "\n"))
    let script = #"ulimit -v 1000000; exec "$0" "$@""#
    let run = try Tool.run(
      ["-c", script, Tool.path, "convert", dump, "-o", workdir.path("d.ucol"), "--threads", "1"],
      program: "/bin/sh")
    #expect(run.status == 65 && run.errors.contains("sys"), "\(run)")
  }
}
