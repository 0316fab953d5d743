internal import Glibc

/// Why no dump was made.
enum GeneratorError: Error, CustomStringConvertible {
  /// An argument that cannot be meant: what was expected.
  case usage(String)
  /// A file or directory: its path, what failed, and the system's error number.
  case file(String, String, Int32)

  var description: String {
    switch self {
    case .usage(let expectation): "\(expectation)\n\(Options.help)"
    case .file(let path, let failure, let number):
      "\(path) \(failure): \(strerror(number).map { String(cString: $0) } ?? "error \(number)")"
    }
  }
}
