internal import Glibc

/// The system's words for an error.
public enum SystemErrorText {
  /// The words for a value of `errno`.
  public static func of(_ code: Int32) -> String { unsafe String(cString: strerror(code)) }
}
