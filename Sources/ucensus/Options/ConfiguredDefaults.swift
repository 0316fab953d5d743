internal import ArgumentParser
internal import Auditing
internal import Terminal
internal import TextOutput

/// The options of a configuration file, given to a parsed command as defaults, and a record of
/// those that it took.
struct ConfiguredDefaults {
  private let configuration: Configuration
  private var taken: Set<Configuration.Key> = []

  init(_ configuration: Configuration) { self.configuration = configuration }

  /// The configuration with the options that the command took; nil where it took none.
  var used: UsedConfiguration? {
    if taken.isEmpty { return nil }
    return UsedConfiguration(
      path: configuration.path, sha256: configuration.sha256,
      options: Configuration.Key.allCases.filter(taken.contains).map { "--\($0.rawValue)" })
  }

  /// Gives an option its default, unless it is on the command line. The value is read as the parser
  /// of arguments reads it there.
  ///
  /// - Parameter isPossible: false for a value that the command cannot honour.
  mutating func give<Value: ExpressibleByArgument>(
    _ key: Configuration.Key, to option: inout Value?,
    if isPossible: (Value) -> Bool = { _ in true }
  ) {
    guard option == nil, let text = configuration.values[key]?.first,
      let value = Value(argument: text), isPossible(value)
    else { return }
    option = value
    taken.insert(key)
  }

  /// Gives an option that can be repeated its values. Those of the command line come after them.
  ///
  /// - Returns: true if there are any.
  @discardableResult
  mutating func give(_ key: Configuration.Key, before option: inout [String]) -> Bool {
    guard let values = configuration.values[key], !values.isEmpty else { return false }
    option.insert(contentsOf: values, at: 0)
    taken.insert(key)
    return true
  }
}

extension FormatOptions {
  /// Takes the format of a configuration.
  mutating func take(_ defaults: inout ConfiguredDefaults) {
    if format == nil { defaults.give(.format, to: &named) }
  }
}
