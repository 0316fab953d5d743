internal import CensusModel
internal import DumpReading
internal import Report

/// Rejected records as JSON Lines: where each stood, why it was left out, and the record itself, raw.
enum RejectFile {
  static func bytes(_ rejects: [RejectedRecord]) -> [UInt8] {
    var bytes: [UInt8] = []
    for reject in rejects {
      var members: [(key: String, value: JSONOutput)] = [
        ("file", .string(reject.file)), ("line", .integer(reject.line)),
        ("byte", .integer(reject.byte)), ("reason", .string(reject.reason)),
      ]
      if let text = String(validating: reject.bytes, as: UTF8.self) {
        members.append(("record", .string(text)))
      } else {
        members.append(("recordHex", .string(reject.bytes.hexadecimal)))
      }
      bytes += JSONOutput.object(members).line()
    }
    return bytes
  }
}
