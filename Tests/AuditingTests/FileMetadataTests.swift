import CensusModel
import Report
import Testing

@testable import Auditing

/// Metadata of a columnar file are read as they were written.
@Suite struct FileMetadataTests {
  /// An accent at the beginning would join the blank or slash before it in a comparison by letters.
  @Test(arguments: ["device/x", "a b", " ", "\u{301}x", "\u{200D}", "e\u{301}"])
  func namesOfModelsComeBack(_ model: String) throws {
    var findings = RunFindings()
    findings.skippedModels = [model: 7]
    findings.leftOutByCondition = [model: 3]
    findings.models = [model: 9]
    findings.incompleteModels = [.init(model: model, readCount: 1, expectedCount: 2)]
    let pairs = FileMetadata(facts: .init(), findings: findings, recordDigest: 5).pairs
    let back = try #require(FileMetadata(pairs))
    #expect(back.findings == findings)
    #expect(back.findings.skippedModels.keys.allSatisfy { Array($0.utf8) == Array(model.utf8) })
  }

  @Test func spellingsOfOneNameAddUpInAnyOrder() {
    let names = ["e\u{301}", "\u{E9}"]
    for order in [names, names.reversed()] {
      var sum = RunFindings()
      for name in order {
        var findings = RunFindings()
        findings.unknownProducts = [name: 2, "x": 1]
        sum.add(findings)
      }
      #expect(sum.unknownProducts == [names[0]: 4, "x": 2])
      #expect(sum.unknownProducts.keys.map { Array($0.utf8) }.contains(Array(names[0].utf8)))
    }
  }

  @Test(arguments: ["", "x", "-1", "1099511627777"])
  func refusesANumberThatIsNone(_ text: String) {
    #expect(FileMetadata(["skipped/m": text]) == nil)
    #expect(FileMetadata(["condition/m: f": text]) == nil)
    #expect(FileMetadata(["incomplete/0": "\(text) 2 m"]) == nil)
  }
}
