import TestSupport
import Testing

/// Misspelled names of commands, options, columns, customers and providers.
@Suite struct MisspellingTests {
  private let workdir: Workdir

  init() throws { workdir = try Workdir() }

  private func expect(_ arguments: [String], _ message: String, _ hint: String?) throws {
    let run = try Tool.run(arguments)
    #expect(run.status == 64, "\(arguments): \(run)")
    #expect(run.output.isEmpty)
    var lines = ["error: \(message)"]
    if let hint { lines.append("hint: \(hint)") }
    #expect(run.errors == lines.joined(separator: "\n") + "\n", "\(arguments): \(run)")
  }

  /// Whatever else is wrong, also with the configuration: the misspelled name comes first.
  @Test(arguments: [
    (["aduit"], "ucensus has no command 'aduit'", "did you mean 'audit'?"),
    (["aduit", "x", "-o", "r"], "ucensus has no command 'aduit'", "did you mean 'audit'?"),
    (["help", "lst"], "ucensus has no command 'lst'", "did you mean 'list'?"),
    (["aduit", "--help"], "ucensus has no command 'aduit'", "did you mean 'audit'?"),
    (["--verison"], "ucensus has no option '--verison'", "did you mean '--version'?"),
    (
      ["audit", "x", "--ouput", "r"], "ucensus audit has no option '--ouput'",
      "did you mean '--output'?"
    ),
    (
      ["audit", "--format", "jsn", "--Output=r"], "ucensus audit has no option '--Output'",
      "did you mean '--output'?"
    ),
    (
      ["convert", "x", "--oputput", "r"], "ucensus convert has no option '--oputput'",
      "did you mean '--output'?"
    ),
    (
      ["list", "x", "--colunm", "unclassified"], "ucensus list has no option '--colunm'",
      "did you mean '--column'?"
    ),
    (
      ["report", "x", "--agianst", "y"], "ucensus report has no option '--agianst'",
      "did you mean '--against'?"
    ),
    (
      ["audit", "x", "-o", "r", "--config", "/none", "--forse"],
      "ucensus audit has no option '--forse'", "did you mean '--force'?"
    ),
    (["rules", "chekc", "x"], "ucensus rules has no command 'chekc'", "did you mean 'check'?"),
    (["history", "ad", "x"], "ucensus history has no command 'ad'", "did you mean 'add'?"),
    (
      ["history", "trend", "--colum", "x"], "ucensus history trend has no option '--colum'",
      "did you mean '--column'?"
    ),
    (
      ["audit", "x", "-z"], "ucensus audit has no option '-z'",
      "'ucensus audit --help' shows all"
    ),
    (
      ["audit", "x", "--qqqqqq"], "ucensus audit has no option '--qqqqqq'",
      "'ucensus audit --help' shows all"
    ),
    (
      ["help", "audit", "x"], "ucensus audit has no command 'x'",
      "'ucensus audit --help' shows its options"
    ),
  ])
  func misspelledNamesComeFirst(
    _ arguments: [String], _ message: String, _ hint: String
  ) throws {
    try expect(arguments, message, hint)
  }

  @Test func helpOfWhatThereIsNotFails() throws {
    let run = try Tool.run(["help", "foo"])
    #expect(run.status == 64 && run.output.isEmpty, "\(run)")
    #expect(run.errors.hasPrefix("error: ucensus has no command 'foo'\nhint: there are: import, "))
    for words in [["help", "audit"], ["help", "rules", "check"], ["help"], ["audit", "--help"]] {
      #expect(try Tool.run(words).status == 0, "\(words)")
    }
  }

  /// An option may have a value that looks like a command or like an option, or be after `--`.
  @Test func valuesAreNotNames() throws {
    for words in [
      ["audit", "none", "-o", "aduit"], ["audit", "none", "--output=--ouput"],
      ["audit", "-o", "r", "--", "--ouput"],
    ] {
      let run = try Tool.run(words)
      #expect(run.status == 66, "\(words): \(run)")
    }
  }

  @Test func misspelledColumnsCustomersAndProvidersGetQuestions() throws {
    let cluster = Cluster(
      name: "Alder Bank", providerPKID: Cluster.pkid("a1"), customerPKID: Cluster.pkid("2"))
    let file = workdir.path("Alder Bank.ucol")
    let converted = try cluster.convert(in: workdir)
    #expect(converted.status == 0, "\(converted)")
    let list = ["list", file, "--column"]
    try expect(
      list + ["unclasified"], "no column is named \"unclasified\"",
      "did you mean 'unclassified'?")
    try expect(
      list + ["Multiple Phnes"], "no column is named \"Multiple Phnes\"",
      "did you mean 'Multiple Phones'?")
    try expect(
      list + ["users", "--customer", "CUS-Adler Bank"],
      "no column is named \"users\"",
      "did you mean 'ucm users' or 'Multi-vendor Users' or 'Standard Users with Spark'?")
    try expect(
      list + ["ucm users", "--customer", "cus-adler bank"],
      "no customer has the PKID or the name \"cus-adler bank\"",
      "did you mean 'CUS-Alder Bank'?")
    try expect(
      ["explain", file, "--user", "u1", "--customer", "Alder"],
      "no customer has the PKID or the name \"Alder\"", "did you mean 'CUS-Alder Bank'?")
    try expect(
      ["audit", file, "-o", workdir.path("r"), "--provider", "PVR"],
      "no provider is named \"PVR\"; there are: \"PRV\"", "did you mean 'PRV'?")
  }
}
