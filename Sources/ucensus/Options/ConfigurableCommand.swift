internal import ArgumentParser
internal import Auditing

/// A command that takes options from a configuration file.
protocol ConfigurableCommand: ParsableCommand {
  /// The options that name the file.
  var configuration: ConfigurationOptions { get set }

  /// True if the result names the configuration, or nothing is to be printed.
  var namesConfiguration: Bool { get }

  /// Takes the defaults of the options that are not on the command line.
  mutating func take(_ defaults: inout ConfiguredDefaults)
}

extension ConfigurableCommand {
  /// Reads the configuration, if there is one, and takes its defaults.
  ///
  /// - Throws: the first mistake in the file.
  mutating func takeConfiguration() throws(Failure) {
    guard let path = configuration.path else { return }
    var defaults = ConfiguredDefaults(try Configuration(path: path))
    take(&defaults)
    configuration.used = defaults.used
  }
}
