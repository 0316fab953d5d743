internal import CensusModel
internal import DumpReading
internal import Files
internal import Report
internal import TextOutput

/// Rejected records as JSON Lines: where each stood, why it was left out, and the record itself, raw.
struct RejectFile {
  private let file: OutputFile

  /// - Parameter file: begun, and empty.
  init(_ file: OutputFile) { self.file = file }

  /// Writes all that were rejected. Their files are read again.
  func write(_ rejects: [RejectedRecord], of contents: DumpContents) throws(Failure) {
    try write(RejectReader(rejects, in: contents))
  }

  /// Writes all that a reader hands over.
  func write(_ reader: RejectReader) throws(Failure) {
    var reader = reader
    var lines: [UInt8] = []
    while let (record, bytes) = try mapping(
      Failure.init,
      { () throws(DumpError) in
        try reader.read()
      })
    {
      lines += Self.line(record, bytes)
      if lines.count >= Self.writeByteCount { try flush(&lines) }
    }
    try flush(&lines)
  }

  private static let writeByteCount = 1 << 20

  private func flush(_ lines: inout [UInt8]) throws(Failure) {
    try mapping(Failure.init) { () throws(FileError) in try file.write(lines) }
    lines.removeAll(keepingCapacity: true)
  }

  private static func line(_ record: RejectedRecord, _ bytes: [UInt8]) -> [UInt8] {
    var members: [(key: String, value: JSONOutput)] = [
      ("file", .string(record.file)), ("line", .integer(record.line)),
      ("byte", .integer(record.byte)), ("reason", .string(record.reason)),
    ]
    if let text = String(validating: bytes, as: UTF8.self) {
      members.append(("record", .string(text)))
    } else {
      members.append(("recordHex", .string(bytes.hexadecimal)))
    }
    return JSONOutput.object(members).line()
  }
}
