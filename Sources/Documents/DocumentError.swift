/// Why a small document was refused, and where: a data file, a rule set, a report, a small JSON file.
public struct DocumentError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file's name as the user knows it.
  public var file: String
  /// The line, from 1.
  public var line: Int
  /// The byte, from 0, in the file.
  public var byte: Int
  /// The fault, what was expected and what to do.
  public var reason: String

  /// An error at a byte of a document; a byte beyond its end means the end.
  public init(file: String, bytes: [UInt8], byte: Int, reason: String) {
    self.file = file
    self.byte = min(max(byte, 0), bytes.count)
    self.line = 1 + bytes[..<self.byte].count { $0 == UInt8(ascii: "\n") }
    self.reason = reason
  }

  /// An error at a place that is known.
  package init(file: String, line: Int, byte: Int, reason: String) {
    self.file = file
    self.line = line
    self.byte = byte
    self.reason = reason
  }

  /// `file:line: byte N: reason`.
  public var description: String { "\(file):\(line): byte \(byte): \(reason)" }
}
