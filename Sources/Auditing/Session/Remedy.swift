/// A way out of a failure, where it takes an option: the command line words it.
public enum Remedy: Equatable, Sendable {
  // MARK: Reading dumps

  /// Dumps of two platforms were read as one: convert each by itself.
  case convertEachByItself
  /// Texts of records take more memory than they may: look at the records, or allow more.
  case allowMoreMemory
  /// A columnar file takes more memory than it may: allow more, if it is to be trusted.
  case raiseMemoryLimit
  /// Rejected records are wanted, and inputs are packed files: keep them when the dump is packed.
  case keepRejectsWhenPacking
  /// Records of a dump are missing: export them again, or accept that.
  case allowIncomplete

  // MARK: Inputs that disagree

  /// Two inputs hold the same customers: leave one out, or say that each holds a part of them.
  case addSharedCustomers
  /// Numbers shrank since an earlier audit: export again, or accept it.
  case acceptChange
  /// Inputs disagree on platform facts: give them.
  case givePlatformFacts
  /// Parts were counted under another rule set: give that.
  case giveRules
  /// Parts were counted with different device tables: give one.
  case giveDeviceClasses
  /// There are reports of several providers: name one provider.
  case nameProvider
  /// There are reports of several providers, by these names: name a report, or a provider.
  case nameReportOrProvider(of: String)

  // MARK: Names

  /// An identities file is among the inputs: give it as one.
  case giveIdentities
  /// No identities belong to a columnar file: convert both together.
  case convertWithIdentities
  /// Identities do not fit their columnar file: convert both again.
  case convertAgainWithIdentities
  /// A columnar file is without names: convert it with names, or give the dump.
  case convertForNames
  /// A dump is exported with names: convert it with names first.
  case exportConverted
  /// Identities contradict each other: audit without names.
  case auditWithoutIdentities
  /// The customer is unknown: list all of them.
  case listCustomers

  // MARK: Files

  /// A columnar file is among parts: count it as a part.
  case makePartialResult
  /// A columnar file is given in place of a dump: audit it.
  case auditIt
  /// A partial result is given in place of a dump: merge it with others.
  case mergeParts
  /// The names of a partial result are given in place of a dump: merge them beside it.
  case mergeNames
  /// A file does not hold trends: have one written.
  case makeTrendFile
  /// An output exists: replace it, or choose another place.
  case replaceOutput

  // MARK: The history

  /// A file does not hold a history: choose another.
  case chooseHistory
  /// The history does not exist: make one, or choose another file.
  case makeHistory
  /// The file of the history is empty: add a first audit.
  case beginHistory
  /// The history has no such audit: list those that it has.
  case listHistory
  /// All audits would be dropped as too old: keep them.
  case keepAllAudits
  /// Another report of the same moment is there: replace it.
  case replaceAudit
}
