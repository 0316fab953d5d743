internal import ArgumentParser
internal import Auditing
internal import Glibc

/// How many threads work.
struct ThreadOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Threads (default: one per processor).", valueName: "n"))
  var threads: Int?

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads takes a number from 1 to 1024")
    }
  }

  /// Takes the number of a configuration.
  mutating func take(_ defaults: inout ConfiguredDefaults) {
    defaults.give(.threads, to: &threads)
  }

  /// The number given, or that of the processors.
  var count: Int { threads ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
