internal import Glibc

/// The variables of this process.
public enum EnvironmentVariable {
  /// The value of a variable, which may be empty, with the bytes of a path; nil where it is not
  /// there.
  public static func text(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe PathText.text(of: UnsafeBufferPointer(start: value, count: strlen(value)))
  }

  /// The same, nil where it is empty.
  public static func filled(_ name: String) -> String? {
    text(name).flatMap { $0.isEmpty ? nil : $0 }
  }
}
