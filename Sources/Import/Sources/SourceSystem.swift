/// A system whose exports can be read.
public enum SourceSystem: String, CaseIterable, Sendable {
  case cucm, unity, webex, microsoft, uccx, ucce, pexip, phoneserver

  /// True if its accounts are matched with users by mail addresses.
  var isMatchedByMail: Bool {
    switch self {
    case .webex, .microsoft, .pexip: true
    case .cucm, .unity, .uccx, .ucce, .phoneserver: false
    }
  }
}
