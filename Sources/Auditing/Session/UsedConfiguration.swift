/// A configuration file that gave options to a run. As these can change numbers, the results must
/// show it.
public struct UsedConfiguration: Sendable {
  /// The file.
  public let path: String
  /// Its SHA-256, in hexadecimal.
  public let sha256: String
  /// The options that it gave, as they would be on the command line, without their values.
  public let options: [String]

  /// A configuration that gave these options.
  public init(path: String, sha256: String, options: [String]) {
    self.path = path
    self.sha256 = sha256
    self.options = options
  }

  /// The effect, in one line.
  public var text: String { "\(path) gave \(options.joined(separator: ", "))" }
}
