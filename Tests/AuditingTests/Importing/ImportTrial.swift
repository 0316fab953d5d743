import Auditing
import Foundation
import TestSupport
import Testing

/// One inventory, audited both ways.
struct ImportTrial {
  let seed: UInt64

  /// - Returns: how many persons and devices the reports count.
  func run() throws -> Int {
    let workdir = try Workdir()
    let inventory = SourceInventoryGenerator.inventory(seed: seed)
    var options = RendererOptions()
    options.hasNoise = false
    var renderer = DumpRenderer(seed: seed, options: options)
    try renderer.render(inventory.records, facts: inventory.facts)
      .write(to: workdir.url.appending(path: "platform"))
    try SourceExporter.export(inventory, seed: seed &+ 1)
      .write(to: workdir.url.appending(path: "exports"))
    var systems = workdir.path("exports/sources.json")
    if seed % 2 == 0 {
      // By way of a dump on disk.
      var request = ImportRequest(sources: systems)
      request.output = workdir.path("systems")
      request.threads = Int(seed % 3) + 1
      _ = try SourcesImport.run(request) { _ in }
      systems = workdir.path("systems")
    }
    try audit(workdir.path("platform"), to: workdir.path("platform-reports"))
    try audit(systems, to: workdir.path("systems-reports"))
    return try compare(workdir)
  }

  private func audit(_ input: String, to output: String) throws {
    var request = AuditRequest(inputs: [input], outputDirectory: output)
    request.dateTime = "2026-01-31 12:00"
    do throws(Failure) {
      _ = try Audit.run(request)
    } catch {
      Issue.record("seed \(seed), \(input): \(error.message)")
      throw error
    }
  }

  private func compare(_ workdir: Workdir) throws -> Int {
    let expected = try workdir.files(in: "platform-reports")
    let found = try workdir.files(in: "systems-reports")
    var sum = 0
    for kind in ["anonymous", "detailed", "anonymous_breakdown"] {
      let names = expected.keys.filter { $0.contains("_\(kind)_20") && $0.hasSuffix(".csv") }
      let name = try #require(names.count == 1 ? names.first : nil, "seed \(seed): \(names)")
      let (left, right) = (Self.cells(expected[name]), Self.cells(found[name]))
      try #require(left.count == right.count, "seed \(seed), \(kind): rows")
      let titles = left.first { !($0.first ?? "").hasPrefix("#") } ?? []
      for (left, right) in zip(left, right) {
        #expect(left.count == right.count, "seed \(seed), \(kind): cells of \(left)")
        sum += left.reduce(0) { $0 + (Int($1) ?? 0) }
        for (column, (left, right)) in zip(left, right).enumerated() where left != right {
          let title = column < titles.count ? titles[column] : ""
          if title == "Merged Records" { continue }
          Issue.record("seed \(seed), \(kind), \(title): platform \(left), systems \(right)")
        }
      }
    }
    return sum
  }

  /// The cells of a report; no cell that differs has a comma in it.
  private static func cells(_ bytes: [UInt8]?) -> [[String]] {
    String(decoding: bytes ?? [], as: UTF8.self).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }
}
