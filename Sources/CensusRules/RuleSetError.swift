/// Why a rule set, a device table or a report was refused, and where.
public struct RuleSetError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file's name as the user knows it.
  public var file: String
  /// The line, from 1.
  public var line: Int
  /// The byte, from 0, in the file.
  public var byte: Int
  /// What is wrong, what was expected and what to do.
  public var reason: String

  /// `file:line: byte N: reason`.
  public var description: String { "\(file):\(line): byte \(byte): \(reason)" }
}
