/// Why a command could not do its work. No output was written, and none was damaged.
public struct Failure: Error, Equatable, Sendable, CustomStringConvertible {
  /// The exit status of the process.
  public var status: ExitStatus
  /// The fault: file, line and byte where known, what was expected.
  public var message: String
  /// A way out for the user.
  public var hint: String?
  /// A way out for the user, where it takes an option.
  public var remedy: Remedy?
  /// Parts of the request that do not go together; the message says it in words of the library.
  public private(set) var misuse: Misuse?

  /// A failure.
  public init(
    _ status: ExitStatus, _ message: String, hint: String? = nil, remedy: Remedy? = nil
  ) {
    self.status = status
    self.message = message
    self.hint = hint
    self.remedy = remedy
  }

  /// A failure because of parts of a request that do not go together.
  init(_ status: ExitStatus, misuse: Misuse, hint: String? = nil, remedy: Remedy? = nil) {
    self.init(status, misuse.text(naming: \.name), hint: hint, remedy: remedy)
    self.misuse = misuse
  }

  /// The message, and the hint in a second line.
  public var description: String { hint.map { "\(message)\nhint: \($0)" } ?? message }
}
