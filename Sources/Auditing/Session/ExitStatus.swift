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
