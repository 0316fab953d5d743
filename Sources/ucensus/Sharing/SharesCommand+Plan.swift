internal import ArgumentParser
internal import Auditing
internal import Terminal

extension SharesCommand {
  struct Plan: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Plan which share counts what.",
      discussion: """
        EXAMPLES
          ucensus shares plan *.index -o june.plan
          ucensus shares plan *.index -o june.plan --share-size 10M --on-error reject

        Written are, one after the other, for each share the nodes that its customers need, as a \
        share of their own, and for each index the routes of its packed file. Where each of them \
        begins and how long it is, is printed as JSON, with the counted records of each share.

        With --on-error reject, records may turn out to have no place. Then nothing is planned: \
        written are these places, for pack --misplaced, and printed which inputs have to be packed \
        again.
        """)

    @Argument(help: ArgumentHelp("Indexes of all packed files of a dump.", valueName: "index"))
    var indexes: [String]

    @Option(name: .shortAndLong, help: ArgumentHelp("The plan.", valueName: "file"))
    var output: String

    @Option(
      help: ArgumentHelp(
        "Packed records of a share, about, as 25M; a number alone is MiB. A customer is never cut "
          + "(default: 25M).",
        valueName: "size"))
    var shareSize: MemorySize?

    @Option(
      help: ArgumentHelp(
        "The dump profile under which the files were packed, in place of the built-in one.",
        valueName: "file"))
    var profile: String?

    @Option(
      help: ArgumentHelp(
        "Whether malformed records stop the planning, or were left out for good.",
        valueName: "fail|reject"))
    var onError = OnError.fail

    @Flag(help: "Replace an existing file.")
    var force = false

    /// For tests: shares of small dumps.
    @Option(help: .private) var shareBytes: Int?

    func validate() throws {
      try Console.checkFile(output, "--output")
      try Console.checkStandardInput([profile])
      if indexes.contains("-") { throw ValidationError("an index is a file") }
    }

    func run() throws {
      var request = SharePlanRequest(indexes: indexes, output: output)
      request.dump.profile = profile
      request.dump.onError = onError
      request.dump.threads = 1
      request.force = force
      if let size = shareBytes ?? shareSize?.byteCount { request.shareByteCount = max(1, size) }
      try SharePlanning.run(request) { (json) throws(Failure) in
        try Console.announce(json, writing: output)
      }
    }
  }
}
