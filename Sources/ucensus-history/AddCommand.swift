internal import ArgumentParser
internal import Auditing
internal import History
internal import Terminal

struct AddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Add audits by their anonymous reports.",
    discussion: """
      EXAMPLES
        ucensus history add reports/
        ucensus history add archive/
        ucensus history add june/*_anonymous_2*.csv --keep 24m

      Of a directory its anonymous reports are added, or, where it has none, those of the \
      directories in it: one for each month, for instance. Licences are kept of reports with a \
      breakdown beside them. A report that its .hash does not fit, or whose columns contradict each other, is refused. The \
      same report twice is one audit; another one of the same provider, host and time is refused \
      unless --replace is given. All are added or none. Everything is kept unless --keep says \
      otherwise: then audits that are older than that before the newest one of their provider and \
      host are dropped, and named, from then on. A report that would drop all audits before it is \
      refused.
      """)

  @Argument(
    help: ArgumentHelp(
      "Anonymous reports (.csv), bundles (.zip), directories of reports or of such directories.",
      valueName: "report"))
  var reports: [String]

  @Flag(help: "Replace another report of the same provider, host and time.")
  var replace = false

  @Option(
    help: ArgumentHelp(
      "How long audits are kept, as 24m, 2y or forever (default: as before, forever at first).",
      valueName: "time"))
  var keep: Retention?

  @Flag(help: "Print nothing but warnings and errors.")
  var quiet = false

  @OptionGroup var store: StoreOptions

  func run() throws {
    var files: [ReportFile] = []
    for path in reports {
      guard let found = try ReportFile.all(below: path) else {
        throw Failure(
          .inputUnreadable, "\(path): no anonymous report is there",
          hint: "give a report (.csv), a bundle (.zip), or a directory of reports")
      }
      files += found
    }
    // A history is not made for what is refused.
    for file in files { _ = try file.anonymousHead() }
    for remark in files.flatMap(\.remarks) { Console.note(remark: .warning, remark) }
    let outcome = try store.open(isCreating: true).add(files, isReplacing: replace, keep: keep)
    for added in outcome.added { show(added) }
    PruneCommand.warn(ofDropped: outcome.dropped)
  }

  private func show(_ added: AddedAudit) {
    let (what, audit): (String, StoredAudit)
    switch added {
    case .added(let new): (what, audit) = ("Added", new)
    case .replaced(let new): (what, audit) = ("Replaced", new)
    case .present(let old): (what, audit) = ("Already there,", old)
    case .completed(let old): (what, audit) = ("Licences added to", old)
    case .tooOld(let path, let begin):
      Console.note(
        remark: .warning, "\(path): not added, because audits before \(begin) are not kept")
      return
    }
    if quiet { return }
    Console.print(
      AuditOutcome.printable("\(what) \(audit.name), \(audit.customerCount) customers"))
  }
}
