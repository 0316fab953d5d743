internal import CensusModel
internal import DumpReading
public import TextOutput

/// The result of a packing.
public struct PackOutcome: Sendable {
  /// How long the stages took.
  public internal(set) var times = StageTimes()
  /// Malformed records that were left out.
  public let rejectedCount: Int
  private let table: String
  private let json: String

  init(_ packed: DumpPacker.Outcome, path: String, byteCount: Int) {
    rejectedCount = packed.rejectedCount
    let leftOut = rejectedCount == 0 ? "" : " Left out: \(rejectedCount) malformed."
    table = """
      Read \(packed.recordCount.counted("record")) from \
      \(packed.fileCount.counted("file")).\(leftOut)
      Packed: \(path), \(byteCount) bytes of \(packed.inputByteCount). It holds names: only you \
      can read it.
      """
    json = AuditOutcome.withoutLastLineEnd(
      JSONOutput.object([
        ("output", .string(path)), ("bytes", .integer(byteCount)),
        ("inputBytes", .integer(packed.inputByteCount)),
        ("records", .integer(packed.recordCount)),
        ("nodesAndSettings", .integer(packed.headCount)),
        ("files", .integer(packed.fileCount)),
        ("rejectedRecords", .integer(rejectedCount)),
      ]).bytes())
  }

  /// Numbers of what was read and written, for people or as JSON.
  public func text(_ format: OutputFormat) -> String { format == .json ? json : table }
}
