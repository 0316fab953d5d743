/// The treatment of malformed records.
public enum OnError: String, CaseIterable, Sendable {
  /// Stop at the first one.
  case fail
  /// Leave it out, keep it raw with its reason, and go on.
  case reject
}
