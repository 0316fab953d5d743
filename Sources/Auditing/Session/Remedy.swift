/// What the user can do about a failure, where it takes an option: the command line words it.
public enum Remedy: Equatable, Sendable {
  /// Two inputs hold the same customers: leave one out, or say that each holds a part of them.
  case addSharedCustomers
  /// Numbers shrank since an earlier audit: export again, or accept it.
  case acceptChange
  /// Dumps of two platforms were read as one: convert each by itself.
  case convertEachByItself
  /// Texts of records take more memory than they may: look at the records, or allow more.
  case allowMoreMemory
  /// Rejected records are wanted, and inputs are packed files: keep them when the dump is packed.
  case keepRejectsWhenPacking
}
