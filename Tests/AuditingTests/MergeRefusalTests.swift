import CensusModel
import Files
import Foundation
import Report
import TestSupport
import Testing

@testable import Auditing

/// Merges that are refused: they would make a wrong number, or one that cannot be explained.
@Suite struct MergeRefusalTests {
  private let workdir: Workdir

  private static let hierarchy = """
    {"meta":{"model_type":"data/HierarchyNode","path":"sys"},"data":{"name":"P","node_type":"Provider"}}
    {"meta":{"model_type":"data/HierarchyNode","path":"sys.P","pkid":"5e54067d116fa10046313224"},"data":{"name":"C","node_type":"Customer"}}
    {"meta":{"model_type":"data/HierarchyNode","path":"sys.P.C"},"data":{"name":"S","node_type":"Site"}}

    """

  init() throws {
    workdir = try Workdir()
    try dump("a", Self.user("a"))
    try dump("b", Self.user("b"))
  }

  private static func user(_ id: String) -> String {
    """
    {"meta":{"model_type":"device/cucm/User","path":"sys.P.C.S"},"data":{"userid":"\(id)"}}

    """
  }

  /// A record that counts nothing. A file without any record is refused.
  private static let skipped = """
    {"meta":{"model_type":"data/Country","path":"sys"},"data":{}}

    """

  /// Writes a dump: its nodes, which are the same everywhere, in a file of their own.
  private func dump(
    _ name: String, _ records: String, hierarchy: String = hierarchy, facts: String? = nil
  ) throws {
    try workdir.write("\(name)/nodes.jsonl", hierarchy)
    try workdir.write("\(name)/records.jsonl", records)
    if let facts { try workdir.write("\(name)/platform.json", facts) }
  }

  @discardableResult
  private func part(
    _ name: String, of input: String? = nil, number: String? = nil,
    _ change: (inout PartialAuditRequest) -> Void = { _ in }
  ) throws -> String {
    var request = PartialAuditRequest(
      inputs: [workdir.path(input ?? name)], output: workdir.path("\(name).part"))
    request.number = number.flatMap { PartNumber($0) }
    change(&request)
    _ = try PartialAudit.run(request)
    return request.output
  }

  private func merge(
    _ parts: [String], _ change: (inout MergeRequest) -> Void = { _ in }
  ) throws -> AuditOutcome {
    var request = MergeRequest(
      parts: parts.map { workdir.path("\($0).part") }, outputDirectory: workdir.path("reports"))
    request.report.dateTime = "2026-06-30 12:00"
    request.addSharedCustomers = true
    change(&request)
    return try Merge.run(request)
  }

  /// - Returns: the remedy of the refusal.
  @discardableResult
  private func expectRefusal(
    _ parts: [String], _ status: Auditing.ExitStatus, _ words: String...,
    change: (inout MergeRequest) -> Void = { _ in }
  ) throws -> Remedy? {
    var remedy: Remedy?
    for order in [parts, parts.reversed()] {
      let failure = #expect(throws: Failure.self) { try merge(order, change) }
      #expect(failure?.status == status, "\(String(describing: failure))")
      for word in words {
        #expect(failure?.description.contains(word) == true, "\(String(describing: failure))")
      }
      #expect(try workdir.files(in: "reports").isEmpty)
      remedy = failure?.remedy
    }
    return remedy
  }

  private func expectSubscribers(_ count: Int, _ outcome: AuditOutcome) {
    #expect(outcome.json.contains("\"subscribers\": \(count),"))
  }

  // MARK: Counted twice

  @Test func partsOfOneCustomerAddUp() throws {
    try part("a")
    try part("b")
    let outcome = try merge(["a", "b"])
    expectSubscribers(2, outcome)
    #expect(outcome.json.contains("\"sites\": 1,"))
    #expect(
      outcome.warnings.contains { $0.hasPrefix("1 customer occurs in several of the 2 parts") })
  }

  @Test func partsWithoutNumbersShareNoCustomerUnasked() throws {
    try part("a")
    try part("b")
    try expectRefusal(
      ["a", "b"], .malformed, "both hold the customer 5e54067d116fa10046313224", "a.part", "b.part"
    ) { $0.addSharedCustomers = false }
    for name in ["a", "b"] {
      try part("\(name)-numbered", of: name, number: name == "a" ? "1/2" : "2/2")
    }
    let outcome = try merge(["a-numbered", "b-numbered"]) { $0.addSharedCustomers = false }
    expectSubscribers(2, outcome)
  }

  @Test func oneDumpInTwoPartsIsRefused() throws {
    try part("a")
    try part("again", of: "a")
    try expectRefusal(["a", "again"], .malformed, "a.part", "again.part", "same partial result")
    // With other numbers the files differ; the records do not.
    try part("one", of: "a", number: "1/2")
    try part("two", of: "a", number: "2/2")
    try expectRefusal(["one", "two"], .malformed, "the same records")
  }

  @Test func oneColumnarFileInTwoPartsIsRefused() throws {
    try Conversion.run(
      ConversionRequest(dumps: [workdir.path("a")], output: workdir.path("a.ucol")))
    try part("one", of: "a.ucol")
    try part("two", of: "a.ucol") {
      $0.count.inputs.append(workdir.path("b"))
      $0.count.addSharedCustomers = true
    }
    try expectRefusal(["one", "two"], .malformed, "the same columnar file")
    // The dump it was made of is the same, too.
    try part("dump", of: "a")
    try expectRefusal(["one", "dump"], .malformed, "the same records")
  }

  @Test func oneFileOfRecordsInTwoPartsIsRefused() throws {
    try dump("more", Self.user("a"))
    try workdir.write("more/others.jsonl", Self.user("c"))
    try part("a")
    try part("more")
    try expectRefusal(["a", "more"], .malformed, "the same file, SHA-256")
    // In one part they are one dump, in which the user is one person.
    try part("both", of: "a") { $0.count.inputs.append(workdir.path("more")) }
    expectSubscribers(2, try merge(["both"]))
  }

  /// Nodes and settings count nothing: every part of a dump may need them.
  @Test func filesWithoutCountedRecordsMayBeShared() throws {
    try dump("empty", Self.skipped)
    try dump("other", Self.skipped, facts: "{\"OrgID\": \"x\"}")
    try part("a")
    try part("empty")
    try part("other")
    expectSubscribers(1, try merge(["a", "empty", "other"]))
  }

  /// Every part has the nodes: they are not among the records that parts add up.
  @Test func sharedNodesAreNotAddedUp() throws {
    for name in ["a", "b"] {
      let result = try PartFile(path: try part(name)).result
      #expect(result.findings.models == ["device/cucm/User": 1])
    }
    try dump("empty", Self.skipped)
    #expect(try PartFile(path: try part("empty")).result.findings.models == [:])
  }

  /// Empty inputs are not the same file, whatever their bytes.
  @Test func numberedPartsWithoutRecordsMerge() throws {
    try dump("empty", Self.skipped)
    try part("one", of: "empty", number: "1/2")
    try part("two", of: "empty", number: "2/2")
    expectSubscribers(0, try merge(["one", "two"]))
    try Conversion.run(
      ConversionRequest(dumps: [workdir.path("empty")], output: workdir.path("empty.ucol")))
    try part("three", of: "empty.ucol", number: "1/2")
    try part("four", of: "empty.ucol", number: "2/2")
    expectSubscribers(0, try merge(["three", "four"]) { $0.report.force = true })
  }

  // MARK: Sets

  @Test func missingPartsAreNamed() throws {
    try part("a", number: "2/4")
    try part("b", number: "3/4")
    try expectRefusal(["a", "b"], .incomplete, "of 4 parts these are missing: 1, 4")
    try part("c", of: "a", number: "1/1")
    expectSubscribers(1, try merge(["c"]))
  }

  @Test func partsOfOtherSetsAreRefused() throws {
    try part("a", number: "1/2")
    try part("twin", of: "b", number: "1/2")
    try expectRefusal(["a", "twin"], .malformed, "are both part 1/2")
    try part("other", of: "b", number: "2/3")
    try expectRefusal(["a", "other"], .malformed, "is one of")
    try part("unnumbered", of: "b")
    try expectRefusal(["a", "unnumbered"], .malformed, "without a number")
  }

  // MARK: Disagreement

  @Test func ruleSetsMustAgree() throws {
    let rules = String(
      decoding: try Repository.bytes("data/rules-4.1.5.json"), as: UTF8.self)
    try workdir.write(
      "rules.json", rules.replacing("\"phonesPerLicense\": 10", with: "\"phonesPerLicense\": 5"))
    try part("a")
    try part("b") { $0.count.rules = workdir.path("rules.json") }
    #expect(try expectRefusal(["a", "b"], .malformed, "another rule set", "b.part") == .giveRules)
    try expectRefusal(["a", "b"], .malformed, "another rule set", "a.part") {
      $0.rules = workdir.path("rules.json")
    }
    try expectRefusal(["b"], .malformed, "another rule set")
    expectSubscribers(1, try merge(["b"]) { $0.rules = workdir.path("rules.json") })
  }

  @Test func deviceTablesMustAgree() throws {
    let table = String(
      decoding: try Repository.bytes("data/device-classes.csv"), as: UTF8.self)
    try workdir.write("devices.csv", table + "9999,New Device,none\n")
    try part("a")
    try part("b") { $0.count.dump.deviceClasses = workdir.path("devices.csv") }
    try expectRefusal(["a", "b"], .malformed, "different device tables", "SHA-256")
  }

  /// Columnar files keep the classes that they were converted with, whatever table is in force now.
  @Test func deviceTypesMustAgree() throws {
    let table = String(
      decoding: try Repository.bytes("data/device-classes.csv"), as: UTF8.self)
    try workdir.write("devices.csv", table + "9999,New Device,analog\n")
    for name in ["a", "b"] {
      try workdir.write(
        "\(name)/phones.jsonl",
        """
        {"meta":{"model_type":"device/cucm/Phone","path":"sys.P.C.S"},"data":{"name":"\(name)","product":"New Device"}}

        """)
      var request = ConversionRequest(
        dumps: [workdir.path(name)], output: workdir.path("\(name).ucol"))
      if name == "b" { request.dump.deviceClasses = workdir.path("devices.csv") }
      try Conversion.run(request)
      try part(name, of: "\(name).ucol")
    }
    #expect(
      try expectRefusal(["a", "b"], .malformed, "new device", "phone", "analog")
        == .giveDeviceClasses)
  }

  @Test func providersOfACustomerMustAgree() throws {
    let other = Self.hierarchy.replacing("\"name\":\"P\"", with: "\"name\":\"Q\"")
      .replacing("sys.P", with: "sys.Q")
    try dump("b", Self.user("b").replacing("sys.P", with: "sys.Q"), hierarchy: other)
    try part("a")
    try part("b")
    try expectRefusal(["a", "b"], .malformed, "different providers", "5e54067d116fa10046313224")
  }

  @Test func factsMustAgree() throws {
    try dump("a", Self.user("a"), facts: #"{"hostname": "one", "OrgID": "x"}"#)
    try dump("b", Self.user("b"), facts: #"{"hostname": "two"}"#)
    try dump("c", Self.user("c"))
    for name in ["a", "b", "c"] { try part(name) }
    #expect(try expectRefusal(["a", "b", "c"], .malformed, "\"hostname\"") == .givePlatformFacts)
    try workdir.write("facts.json", #"{"hostname": "three"}"#)
    let outcome = try merge(["a", "b", "c"]) { $0.platform = workdir.path("facts.json") }
    #expect(outcome.paths.allSatisfy { $0.contains("vlf_P_three_") })
    let text = try String(contentsOfFile: try #require(outcome.paths.first), encoding: .utf8)
    #expect(text.contains("#OrgID=x\n#Platform ID=\n#hostname=three\n"))
  }

  @Test func theMomentIsDecidedByTheMerge() throws {
    try dump("a", Self.user("a"), facts: #"{"Date Time": "2026-01-01 00:00"}"#)
    try dump("b", Self.user("b"), facts: #"{"Date Time": "2026-01-02 00:00"}"#)
    try part("a")
    try part("b")
    try expectRefusal(["a", "b"], .malformed, "\"Date Time\"") { $0.report.dateTime = nil }
    expectSubscribers(2, try merge(["a", "b"]))
  }

  /// A fact given when a part is counted is the part's own from then on.
  @Test func factsGivenToAPartAreItsOwn() throws {
    try dump("a", Self.user("a"), facts: #"{"hostname": "one"}"#)
    try dump("b", Self.user("b"), facts: #"{"hostname": "two"}"#)
    try workdir.write("facts.json", #"{"hostname": "two"}"#)
    try part("a") { $0.count.dump.platform = workdir.path("facts.json") }
    try part("b")
    #expect(try merge(["a", "b"]).paths.allSatisfy { $0.contains("vlf_P_two_") })
  }

  // MARK: Files that are not parts, and parts that do not add up

  @Test func otherFilesAreRefused() throws {
    try part("a")
    try workdir.write("text.part", "no part at all")
    try expectRefusal(["a", "text"], .corrupt, "text.part", "not a ucensus partial result")
    try expectRefusal(["a", "none"], .inputUnreadable, "none.part")
    try Conversion.run(
      ConversionRequest(dumps: [workdir.path("b")], output: workdir.path("b.part")))
    try expectRefusal(["a", "b"], .malformed, "is a columnar file")
  }

  @Test func partsAreNoDumps() throws {
    let part = try part("a")
    for body in [
      { _ = try Audit.run(AuditRequest(inputs: [part], outputDirectory: workdir.path("reports"))) },
      { try Conversion.run(ConversionRequest(dumps: [part], output: workdir.path("x.ucol"))) },
    ] as [() throws -> Void] {
      let failure = #expect(throws: Failure.self) { try body() }
      #expect(failure?.status == .malformed)
      #expect(failure?.remedy == .mergeParts)
    }
  }

  private func forge(_ name: String, _ change: (inout PartialResult) -> Void) throws {
    var result = try PartFile(path: workdir.path("\(name).part")).result
    change(&result)
    try workdir.write("\(name).part", PartFile.bytes(of: result))
  }

  @Test func sumsAreCheckedAgain() throws {
    try part("a")
    try part("b")
    try forge("b") { $0.customers.change { $0[0].result.counters.users = 2 } }
    try expectRefusal(["a", "b"], .invariantFailed, "5e54067d116fa10046313224", "UCM users")
  }

  @Test func columnsMustBeThoseOfTheRuleSet() throws {
    try part("a")
    try part("b")
    try forge("b") { $0.customers.change { $0[0].result.counts.columns.removeLast() } }
    try expectRefusal(["a", "b"], .corrupt, "b.part", "columns")
  }

  // MARK: Names and places

  @Test func partsHoldNoNames() throws {
    let input = Repository.path("Tests/Golden/every-rule/dump")
    var request = PartialAuditRequest(inputs: [input], output: workdir.path("golden.part"))
    request.number = PartNumber(number: 1, of: 1)
    _ = try PartialAudit.run(request)
    let text = try String(contentsOfFile: request.output, encoding: .utf8)
    for secret in ["Alder", "Birch", "Cedar", "birch", "lic30", "r3both", "SEP", "dump/"] {
      #expect(!text.contains(secret), "\(secret)")
    }
  }

  @Test func outputsAreProtected() throws {
    let part = try part("a")
    #expect(throws: Failure.self) { try self.part("a") }
    #expect(throws: Never.self) { try self.part("a") { $0.force = true } }
    let asDirectory = #expect(throws: Failure.self) {
      try merge(["a"]) { $0.report.outputDirectory = part }
    }
    #expect(asDirectory?.status == .cannotCreate)
    let inDump = #expect(throws: Failure.self) {
      try self.part("a") { $0.output = workdir.path("a/new.part") }
    }
    #expect(inDump?.status == .cannotCreate)
    _ = try merge(["a"])
    let again = #expect(throws: Failure.self) { try merge(["a"]) }
    #expect(again?.status == .cannotCreate)
    #expect(throws: Never.self) { try merge(["a"]) { $0.report.force = true } }
  }
}
