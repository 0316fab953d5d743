/// When a file gets its name, among the files of its set.
///
/// A process that is killed between two names leaves files of the old set beside files of the new
/// one. Hashes come first and what they prove comes last, so that in every such mixture there is a
/// hash that does not match its file.
public enum Turn: CaseIterable, Sendable {
  /// A hash.
  case hash
  /// The files that go with the results and have no hash, such as rejected records.
  case companion
  /// The results of the run.
  case result
}
