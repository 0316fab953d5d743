internal import ArgumentParser
internal import Auditing
internal import Terminal

extension SharesCommand {
  struct Cut: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take a packed file apart into its shares.",
      discussion: """
        EXAMPLES
          ucensus shares cut a.pack --routes a.routes -o a.shares

        Written are the shares of the packed file, one after the other. Where each of them \
        begins and how long it is, is printed as JSON, with its number and its counted records.
        """)

    @Argument(help: ArgumentHelp("A packed file.", valueName: "pack"))
    var pack: String

    @Option(help: ArgumentHelp("What the plan says of the file.", valueName: "file"))
    var routes: String

    @Option(name: .shortAndLong, help: ArgumentHelp("The shares.", valueName: "file"))
    var output: String

    @Flag(help: "Replace an existing file.")
    var force = false

    func validate() throws {
      try Console.checkFile(output, "--output")
      if pack == "-" { throw ValidationError("a packed file is a file") }
      try Console.checkStandardInput([routes])
    }

    func run() throws {
      var request = ShareCutting.Request(pack: pack, routes: routes, output: output)
      request.force = force
      try ShareCutting.run(request) { (json) throws(Failure) in
        try Console.announce(json, writing: output)
      }
    }
  }
}
