internal import Auditing
internal import CensusRules
internal import Documents
internal import DumpReading
internal import Files

internal import struct TestSupport.SplitMix64

extension FuzzTarget {
  /// The reader of rule sets; what it accepts is counted on every path.
  static let ruleSet = FuzzTarget("rule-set") { (input) throws(Finding) in
    guard let rules = try? RuleSet(parsing: input, file: "t") else { return }
    try Counting(rules).check(Counting.everyKindOfPerson)
  }

  /// The reader of dump profiles.
  static let dumpProfile = FuzzTarget("dump-profile") { (input) throws(Finding) in
    do throws(DocumentError) {
      _ = try DumpProfile(parsing: input, file: "t")
    } catch {
      try checkPlace(line: error.line, byte: error.byte, in: input)
    }
  }

  /// The reader of device tables; the line ends of another system must not matter.
  static let deviceClasses = FuzzTarget("device-classes") { (input) throws(Finding) in
    let table: DeviceClassTable
    do throws(DocumentError) {
      table = try DeviceClassTable(parsing: input, file: "t")
    } catch {
      return try checkPlace(line: error.line, byte: error.byte, in: input)
    }
    let again = try? DeviceClassTable(parsing: input + [0x0D, 0x0A, 0x0A], file: "t")
    try Finding.unless(again == table, "lines without anything make it another table")
  }

  /// The reader of partial results, under a checksum that is right.
  static let partFile = FuzzTarget(
    "part-file", mutate: PartSeal(format: "ucensus-part", versions: 1...2).change
  ) { (input) throws(Finding) in
    do throws(Failure) {
      _ = try PartFile(parsing: input, name: "t")
    } catch {
      try Finding.unless(error.status == .corrupt, "\(error.status): \(error)")
    }
  }

  /// The reader of the names of partial results, under a checksum that is right.
  static let partNames = FuzzTarget(
    "part-names", mutate: PartSeal(format: "ucensus-names", versions: 2...2).change
  ) { (input) throws(Finding) in
    do throws(Failure) {
      _ = try PartNames(parsing: input, name: "t")
    } catch {
      try Finding.unless(error.status == .corrupt, "\(error.status): \(error)")
    }
  }

  /// True if an error names a place that is there.
  private static func checkPlace(line: Int, byte: Int, in input: [UInt8]) throws(Finding) {
    let isThere = byte >= 0 && byte <= input.count
    let lineExpected = isThere ? 1 + input[..<byte].count { $0 == 0x0A } : 0
    try Finding.unless(line == lineExpected, "line \(line), byte \(byte): no such place")
  }
}

/// The head of a partial result or its names, from PartFormat.md.
private struct PartSeal {
  let format: String
  let versions: ClosedRange<Int>

  /// Changes the second line, and renews its checksum.
  func change(_ input: inout [UInt8], _ changes: inout Changes) -> Bool {
    guard let end = input.firstIndex(of: 0x0A), changes.random.below(16) > 0 else { return false }
    var body = Array(input[(end + 1)...])
    changes.change(&body, byteCountMax: max(body.count, changes.byteCountMax - end - 1))
    let hash = FileDigest.hexadecimal(of: body)
    precondition(hash.utf8.count == 64, "SHA-256")
    let first = #"{"format": "\#(format)", "version": \#(versions.lowerBound),"#
    let version = input.starts(with: first.utf8) ? versions.lowerBound : versions.upperBound
    let head = #"{"format": "\#(format)", "version": \#(version), "sha256": "\#(hash)"}"# + "\n"
    input = Array(head.utf8) + body
    return true
  }
}
