internal import ArgumentParser
internal import History
internal import Terminal

struct PruneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune",
    abstract: "Drop audits that are older than is kept.",
    discussion: """
      EXAMPLES
        ucensus history prune --keep 12m

      The time counts back from the newest audit of a provider and host, not from today.
      """)

  @Option(
    help: ArgumentHelp(
      "What is kept, as 24m, 2y or forever (default: as add was told last).", valueName: "time"))
  var keep: Retention?

  @OptionGroup var store: StoreOptions

  func run() throws {
    Self.warn(ofDropped: try store.open().prune(keep: keep))
  }

  /// Names what is no longer there.
  static func warn(ofDropped audits: [StoredAudit]) {
    for audit in audits {
      Console.note(remark: .warning, "dropped \(audit.name), which is older than is kept")
    }
  }
}
