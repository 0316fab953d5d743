/// The exit statuses of the program. Scripts depend on them: a number keeps its meaning.
public enum ExitStatus: Int32, CaseIterable, Sendable {
  /// Done.
  case done = 0
  /// Two audits that were compared differ.
  case different = 1
  /// Something is missing: records, files or models of a dump, or a part of a merge.
  case incomplete = 3
  /// A columnar file, its identities, a partial result or a bundle is damaged, or is none.
  case corrupt = 4
  /// Done, and outputs were written, but malformed records were left out of them.
  case rejected = 5
  /// The numbers shrank by more than is allowed since an earlier audit. No output was written.
  case implausible = 6
  /// The command line makes no sense.
  case usage = 64
  /// Malformed data: a record, a rule set, a profile, or inputs that disagree or count twice.
  case malformed = 65
  /// An input is missing or cannot be read.
  case inputUnreadable = 66
  /// An invariant failed: a defect of the program. No output was written.
  case invariantFailed = 70
  /// An output cannot be created.
  case cannotCreate = 73
  /// Reading or writing failed, for instance because the disk is full.
  case inputOutput = 74
}

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
