internal import TextOutput

/// The kinds of lines on standard error.
package enum Remark: String {
  /// The reason why the run stopped.
  case error
  /// A remark that the user should read.
  case warning
  /// A way out for the user.
  case hint

  var role: TextStyle.Role {
    switch self {
    case .error: .error
    case .warning: .warning
    case .hint: .hint
    }
  }
}
