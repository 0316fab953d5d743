internal import TextOutput

/// What a line on standard error is.
package enum Remark: String {
  /// What stopped the run.
  case error
  /// What the user should know.
  case warning
  /// What the user can do.
  case hint

  var role: TextStyle.Role {
    switch self {
    case .error: .error
    case .warning: .warning
    case .hint: .hint
    }
  }
}
