internal import Auditing

extension RequestPart {
  /// The option that is meant.
  var optionName: String {
    switch self {
    case .profile: "--profile"
    case .rejection: "--on-error reject"
    case .incompleteness: "--allow-incomplete"
    case .exclusion: "--exclude"
    case .identities: "--identities"
    }
  }
}
