internal import ArgumentParser
internal import Auditing
internal import Files
internal import Glibc
package import History
internal import TextOutput

extension Retention: ExpressibleByArgument {
  /// Reads `24m`, `2y` or `forever`.
  package init?(argument: String) { self.init(argument) }
}

/// Which history.
struct StoreOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The history (default: UCENSUS_HISTORY, or ucensus/history.sqlite in XDG_DATA_HOME).",
      valueName: "file"))
  var store: String?

  func open(isCreating: Bool = false) throws(Failure) -> HistoryStore {
    let path = try path()
    // SQLite takes a path as UTF-8; any other would be another file.
    guard PathText.isUTF8(path) else {
      throw Failure(
        .usage, "\(path): the path of a history must be UTF-8", hint: "give it another name")
    }
    return try HistoryStore(path, isCreating: isCreating)
  }

  private func path() throws(Failure) -> String {
    if let store, !store.isEmpty { return store }
    if let path = EnvironmentVariable.filled("UCENSUS_HISTORY") { return path }
    if let data = EnvironmentVariable.filled("XDG_DATA_HOME") {
      return data + "/ucensus/history.sqlite"
    }
    if let home = EnvironmentVariable.filled("HOME") {
      return home + "/.local/share/ucensus/history.sqlite"
    }
    throw Failure(.usage, "no place for the history is known", hint: "name a file with --store")
  }
}

/// Which audits of it.
struct SelectionOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Only audits of this provider.", valueName: "name"))
  var provider: String?

  @Option(help: ArgumentHelp("Only audits of this host.", valueName: "name"))
  var host: String?

  var selection: AuditSelection { AuditSelection(provider: provider, host: host) }
}
