import Auditing
import Foundation
import TestSupport
import Testing

/// `data/sample-sources`: the inventory of `data/sample` as exports of five systems and more.
@Suite struct SampleSourcesTests {
  /// Facts that only a dump of the platform has: records above sites, keys twice or empty, names
  /// that nothing has.
  private static let unknownToSystems: Set<String> = [
    "Unclassified Accounts", "Orphan Owners", "Unknown Associations", "Merged Records",
    "Above Site Level",
  ]

  private func audit(_ name: String, _ workdir: Workdir) throws -> [String: [UInt8]] {
    var request = AuditRequest(
      inputs: [Repository.path(name)], outputDirectory: workdir.path("reports"))
    request.dateTime = "2026-01-31 12:00"
    request.force = true
    _ = try Audit.run(request)
    return try workdir.files(in: "reports").filter { $0.key.hasSuffix(".csv") }
  }

  @Test func reportIsThatOfTheSampleDump() throws {
    let workdir = try Workdir()
    let expected = try audit("data/sample", workdir)
    let found = try audit("data/sample-sources/sources.json", workdir)
    #expect(expected.count == 3 && found.keys.sorted() == expected.keys.sorted())
    for (name, bytes) in expected {
      let rows = try #require(found[name])
      if !name.contains("breakdown") {
        #expect(rows == bytes, "\(name)")
        continue
      }
      let (left, right) = (Self.rows(bytes), Self.rows(rows))
      let titles = try #require(left.first { $0[0] == "Customer PKID" }, "\(left)")
      try #require(left.count == right.count && right.contains(titles))
      #expect(Self.unknownToSystems.isSubset(of: titles))
      for (left, right) in zip(left, right) where left.count == titles.count {
        for (index, title) in titles.enumerated() where !Self.unknownToSystems.contains(title) {
          #expect(left[index] == right[index], "\(left[0]), \(title)")
        }
      }
    }
  }

  private static func rows(_ bytes: [UInt8]) -> [[String]] {
    String(decoding: bytes, as: UTF8.self).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }
}
