internal import Auditing
internal import Files
internal import Glibc
internal import Report

/// The arguments of the program, completed by a configuration file. What is on the command line wins.
struct ConfiguredArguments {
  /// All arguments, to be parsed.
  let arguments: [String]
  /// The configuration and the options it gave; nil where it gave none.
  let used: UsedConfiguration?

  private typealias Key = Configuration.Key

  /// Which keys mean something for which command; others are passed over.
  private static let keys: [String: Set<Key>] = [
    "audit": [
      .rules, .deviceClasses, .deviceClassesAdd, .profile, .exclude, .threads, .memoryLimit,
      .temporaryDirectory, .progress, .format,
    ],
    "bill": [
      .rules, .deviceClasses, .deviceClassesAdd, .profile, .exclude, .threads, .memoryLimit,
      .temporaryDirectory, .progress, .format,
    ],
    "convert": [
      .deviceClasses, .deviceClassesAdd, .profile, .exclude, .threads, .memoryLimit,
      .temporaryDirectory, .progress, .format,
    ],
    "diff": [
      .rules, .deviceClasses, .deviceClassesAdd, .profile, .exclude, .threads, .memoryLimit,
      .temporaryDirectory, .progress, .format,
    ],
    "explain": [
      .rules, .deviceClasses, .deviceClassesAdd, .profile, .exclude, .threads, .memoryLimit,
      .progress, .format,
    ],
    "export": [
      .rules, .deviceClasses, .deviceClassesAdd, .profile, .exclude, .threads, .memoryLimit,
      .temporaryDirectory, .progress,
    ],
    "import": [.threads, .progress, .format],
    "inspect": [.profile, .memoryLimit, .format],
    "list": [
      .rules, .deviceClasses, .deviceClassesAdd, .profile, .exclude, .threads, .memoryLimit,
      .progress, .format,
    ],
    "merge": [.rules, .format],
    "report": [
      .rules, .deviceClasses, .deviceClassesAdd, .profile, .exclude, .threads, .memoryLimit,
      .temporaryDirectory, .progress,
    ],
    "rules show": [.format],
    "verify": [.threads, .memoryLimit],
  ]

  /// Those of this run.
  static let ofThisRun = Result { () throws(Failure) in
    try ConfiguredArguments(PathText.arguments) { name in
      getenv(name).map { String(cString: $0) } ?? ""
    }
  }

  /// - Parameters:
  ///   - given: the arguments as they were given.
  ///   - variable: the value of a variable of the environment; empty where there is none.
  init(_ given: [String], variable: (String) -> String) throws(Failure) {
    let options = given.prefix { $0 != "--" }
    let isAsking = ["-h", "--help", "--version", "--no-config"].contains(where: options.contains)
    guard !isAsking, let (command, end) = Self.command(in: given), let keys = Self.keys[command],
      let path = Self.path(in: Array(options), variable)
    else {
      (arguments, used) = (given, nil)
      return
    }
    let configuration = try Configuration(path: path)
    let added = Key.allCases.filter { key in
      keys.contains(key) && Self.isFree(key, command, Array(options))
        && configuration.values[key].map { Self.takes(key, $0, command) } ?? false
    }
    var all = given
    all.insert(
      contentsOf: added.flatMap { key in
        configuration.values[key]!.map { "--\(key.rawValue)=\($0)" }
      }, at: end)
    arguments = all
    used =
      added.isEmpty
      ? nil
      : UsedConfiguration(
        path: path, sha256: configuration.sha256, options: added.map { "--\($0.rawValue)" })
  }

  /// The name of the command, and where it ends.
  private static func command(in given: [String]) -> (name: String, end: Int)? {
    guard let first = given.firstIndex(where: { !$0.hasPrefix("-") }) else { return nil }
    guard given[first] == "rules", first + 1 < given.count else { return (given[first], first + 1) }
    return ("rules \(given[first + 1])", first + 2)
  }

  /// The file: as it is given, else of the environment; nil where nothing names one.
  private static func path(in options: [String], _ variable: (String) -> String) -> String? {
    for (index, option) in options.enumerated() {
      if option == "--config", index + 1 < options.count { return options[index + 1] }
      if option.hasPrefix("--config=") { return String(option.dropFirst("--config=".count)) }
    }
    let named = variable("UCENSUS_CONFIG")
    if !named.isEmpty { return named }
    var base = variable("XDG_CONFIG_HOME")
    // What is not absolute is to be passed over (XDG Base Directory Specification).
    if !base.hasPrefix("/") { base = variable("HOME") + "/.config" }
    let usual = base + "/ucensus/config.json"
    return base.hasPrefix("/") && access(usual, F_OK) == 0 ? usual : nil
  }

  /// Whether nothing on the command line decides it, or has no use for it.
  private static func isFree(_ key: Key, _ command: String, _ options: [String]) -> Bool {
    func isGiven(_ name: String) -> Bool {
      options.contains { $0 == "--\(name)" || $0.hasPrefix("--\(name)=") }
    }
    // Of those that can be repeated both count, those of the command line last.
    if isGiven(key.rawValue), !key.isRepeatable { return false }
    switch (key, command) {
    case (.format, "convert"):
      return isGiven("dry-run") && !isGiven("csv") && !isGiven("json")
    case (.format, _): return !isGiven("csv") && !isGiven("json") && !isGiven("partial")
    case (.memoryLimit, "convert"): return !isGiven("with-identities")
    case (.memoryLimit, "inspect"): return !isGiven("schema")
    case (.profile, "inspect"): return isGiven("schema")
    default: return true
    }
  }

  /// Whether a command can do what the file says: some results are no rows.
  private static func takes(_ key: Key, _ values: [String], _ command: String) -> Bool {
    !(key == .format && values == ["csv"] && ["explain", "import"].contains(command))
  }
}
