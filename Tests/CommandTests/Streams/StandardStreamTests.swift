import Foundation
import TestSupport
import Testing

/// `-` is standard input and standard output of every command that reads or writes one thing.
@Suite struct StandardStreamTests {
  /// How standard input is given.
  enum Way: String, CaseIterable { case file, pipe }

  private static let golden = Repository.path("Tests/Golden/every-rule/dump")
  private static let contract = Repository.path("data/contract.json")
  private static let moment = "2026-06-30 12:00"

  private let workdir: Workdir

  init() throws {
    workdir = try Workdir()
    try done("convert", Self.golden, "-o", path("d.ucol"), "--with-identities")
    // Beside the columnar file its names would be found by its path.
    try FileManager.default.moveItem(atPath: path("d.identities"), toPath: path("n.identities"))
    try done("audit", Self.golden, "-o", path("r"), "--date-time", Self.moment)
    try done("audit", Self.golden, "--partial", "-o", path("d.part"), "--names", path("d.names"))
    let cluster = Cluster(
      name: "A", providerPKID: Cluster.pkid("1"), customerPKID: Cluster.pkid("2"))
    try workdir.write("a.jsonl", cluster.text)
  }

  private func path(_ name: String) -> String { workdir.path(name) }

  @discardableResult private func done(_ arguments: String...) throws -> Tool.Run {
    let run = try Tool.run(arguments)
    try #require(run.status == 0, "\(run)")
    return run
  }

  private func report(_ part: String, _ end: String) throws -> String {
    let name = try workdir.files(in: "r").keys.first { $0.contains(part) && $0.hasSuffix(end) }
    return path("r/" + (try #require(name)))
  }

  /// Runs with a file as standard input, in the test's directory.
  private func run(_ way: Way, _ input: String, _ arguments: [String]) throws -> Tool.Run {
    let script = way == .file ? #"exec "$@" < "$0""# : #"cat "$0" | "$@""#
    return try Tool.run(
      ["-c", script, input, Tool.path] + arguments, program: "/bin/sh",
      directory: workdir.path(""))
  }

  /// Every command that reads one thing says of standard input what it says of the file.
  @Test(arguments: Way.allCases)
  func standardInputIsReadAsTheFileIs(_ way: Way) throws {
    let bundle = try report("_license_", ".zip")
    let csv = try report("_anonymous_2", ".csv")
    let (columns, part) = (path("d.ucol"), path("d.part"))
    let named = ["--identities", path("n.identities")]
    let cases: [(file: String, arguments: [String])] = [
      (columns, ["inspect", "-"]), (columns, ["inspect", "-", "--json"]),
      (columns, ["verify", "-"]), (path("n.identities"), ["verify", "-", columns]),
      (part, ["verify", "-"]), (path("d.names"), ["verify", "-", part]),
      (bundle, ["verify", "-"]), (csv, ["verify", "-"]),
      (columns, ["diff", "-", Self.golden]), (bundle, ["diff", columns, "-"]),
      (csv, ["diff", "-", columns]), (path("a.jsonl"), ["diff", columns, "-"]),
      (path("a.jsonl"), ["diff", "-", path("a.jsonl"), "--persons"]),
      (columns, ["bill", "-", "--contract", Self.contract]),
      (bundle, ["bill", "-", "--contract", Self.contract]),
      (path("a.jsonl"), ["bill", "-", "--contract", Self.contract]),
      (columns, ["list", "-", "--all"] + named),
      (path("n.identities"), ["list", columns, "--all", "--identities", "-"]),
      (path("a.jsonl"), ["list", "-", "--all"]),
      (columns, ["explain", "-", "--user", "alpha"] + named),
      (path("a.jsonl"), ["inspect", "--schema", "-"]),
      (columns, ["audit", "-", "--compare", Repository.path("data/rules-4.1.5.json")]),
      (Self.contract, ["bill", "--check", "-"]),
      (Repository.path("data/dump-profile.json"), ["data", "check", "dump-profile", "-"]),
      (Repository.path("data/rules-4.1.5.json"), ["rules", "check", "-"]),
    ]
    for (file, arguments) in cases {
      let expected = try Tool.run(arguments.map { $0 == "-" ? file : $0 })
      let found = try run(way, file, arguments)
      #expect(found.status == expected.status, "\(arguments): \(found)")
      #expect(expected.status < 2, "\(arguments): \(expected)")
      let name = "(standard input)"
      #expect(
        Self.unpadded(found.output) == Self.unpadded(expected.output.replacing(file, with: name)),
        "\(arguments)")
    }
  }

  /// Widths of columns depend on the length of names.
  private static func unpadded(_ text: String) -> String {
    text.replacing(#/ {2,}|─+|-{3,}/#, with: " ")
  }

  /// Paths of a sources file are those of the current directory then.
  @Test(arguments: Way.allCases)
  func sourcesFileIsSeenByItsContent(_ way: Way) throws {
    let script = way == .file ? #"exec "$@" < sources.json"# : #"cat sources.json | "$@""#
    let directory = Repository.path("data/sample-sources")
    var reports: [[String: [UInt8]]] = []
    for (input, output) in [("sources.json", "of-file"), ("-", "of-stream")] {
      let arguments = ["audit", input, "-o", path(output), "--date-time", Self.moment, "--quiet"]
      let run = try Tool.run(
        ["-c", script, "sh", Tool.path] + arguments, program: "/bin/sh", directory: directory)
      #expect(run.status == 0, "\(run)")
      reports.append(try workdir.files(in: output).filter { $0.key.hasSuffix(".csv") })
    }
    #expect(reports[0] == reports[1] && !reports[0].isEmpty)
  }

  /// A page shows the bill of what comes once.
  @Test(arguments: Way.allCases)
  func pageOfStandardInputHasItsBill(_ way: Way) throws {
    let files = try [
      path("d.ucol"), path("a.jsonl"), report("_license_", ".zip"), report("_anonymous_2", ".csv"),
    ]
    for file in files {
      let end = ["--contract", Self.contract, "--date-time", Self.moment, "-o", "-", "--quiet"]
      // A report alone has no breakdown, and so no licences to bill.
      let options = Array(file.hasSuffix(".csv") ? end.dropFirst(2) : end[...])
      let expected = try Tool.run(["report", file] + options)
      #expect(expected.status == 0 && expected.output.contains("<html"), "\(expected.errors)")
      let found = try run(way, file, ["report", "-"] + options)
      #expect(found.status == 0, "\(found.errors)")
      // Beside a report on disk stand its breakdown and its provenance.
      if !file.hasSuffix(".csv") {
        #expect(found.output.count == expected.output.count, "\(file)")
      }
    }
  }

  /// Reports, tables and merges are those of the files, but for the name of the input.
  @Test(arguments: Way.allCases)
  func outputsAreThoseOfTheFiles(_ way: Way) throws {
    let time = ["--date-time", Self.moment]
    let cases: [(file: String, arguments: [String])] = [
      (path("d.ucol"), ["audit", "-", "-o"] + ["OUT"] + time),
      (path("a.jsonl"), ["audit", path("d.ucol"), "-", "-o", "OUT"] + time),
      (path("d.part"), ["merge", "-", "-o", "OUT"] + time),
      (path("d.names"), ["merge", path("d.part"), "--names", "-", "-o", "OUT"] + time),
      (path("d.ucol"), ["export", "-", "--parquet", "OUT"]),
    ]
    for (index, (file, arguments)) in cases.enumerated() {
      let (expected, found) = ("e\(index)", "f\(index)")
      func filled(_ out: String, _ input: String) -> [String] {
        arguments.map { $0 == "OUT" ? path(out) : $0 == "-" ? input : $0 }
      }
      #expect(try Tool.run(filled(expected, file)).status == 0)
      let run = try run(way, file, filled(found, "-"))
      #expect(run.status == 0, "\(arguments): \(run)")
      let (right, files) = (try workdir.files(in: expected), try workdir.files(in: found))
      #expect(right.keys.sorted() == files.keys.sorted())
      for (name, bytes) in right where !name.contains("_provenance_") {
        #expect(files[name] == bytes, "\(arguments): \(name)")
      }
      let texts = files.filter { $0.key.contains("_provenance_") }.values
        .map { String(decoding: $0, as: UTF8.self) }
      #expect(texts.allSatisfy { $0.contains("(standard input)") || arguments.contains("--names") })
    }
  }

  /// An earlier audit may come by standard input, too.
  @Test(arguments: Way.allCases)
  func previousAuditIsStandardInput(_ way: Way) throws {
    for file in try [
      path("d.ucol"), report("_license_", ".zip"), report("_anonymous_2", ".csv"),
      report("_provenance_", ".json"),
    ] {
      let run = try run(
        way, file, ["audit", path("a.jsonl"), "-o", path("never"), "--previous", "-"])
      #expect(run.status == 6, "\(file): \(run)")
      #expect(run.errors.contains("(standard input)"), "\(run.errors)")
    }
  }

  @Test(arguments: Way.allCases)
  func historyTakesBundlesOfStandardInput(_ way: Way) throws {
    let run = try run(
      way, report("_license_", ".zip"), ["history", "add", "-", "--store", path("h.db")])
    #expect(run.status == 0 && run.output.contains("Added"), "\(run)")
  }

  /// Standard output gets the file, byte for byte; the announcement goes elsewhere.
  @Test(arguments: Way.allCases)
  func standardOutputGetsTheFile(_ way: Way) throws {
    let cases: [(input: String, arguments: [String], file: String)] = [
      (path("a.jsonl"), ["convert", "-"], "a.ucol"),
      (path("a.jsonl"), ["audit", "-", "--partial"], "a.part"),
      (path("d.ucol"), ["audit", "-", "--partial"], "b.part"),
    ]
    for (input, arguments, file) in cases {
      let written = try self.run(way, input, arguments + ["-o", path(file)])
      #expect(written.status == 0, "\(written)")
      let script = #"input=$1; output=$2; shift 2; "$@" < "$input" > "$output""#
      let run = try Tool.run(
        ["-c", script, "sh", input, path(file + ".out"), Tool.path] + arguments + ["-o", "-"],
        program: "/bin/sh")
      #expect(run.status == 0 && run.errors.contains("Written: "), "\(run)")
      let bytes = try Data(contentsOf: URL(filePath: path(file + ".out")))
      #expect(try bytes == Data(contentsOf: URL(filePath: path(file))), "\(arguments)")
      #expect(try Tool.run(["verify", path(file + ".out")]).status == 0)
    }
  }

  /// A conversion that fails writes nothing to standard output, and leaves no file.
  @Test func failureWritesNothing() throws {
    try workdir.write(
      "bad.jsonl",
      Cluster(
        name: "A", providerPKID: Cluster.pkid("1"), customerPKID: Cluster.pkid("2")
      ).text + "{\n")
    let files = FileManager.default
    let before = try files.contentsOfDirectory(atPath: path("")).sorted()
    let run = try run(.pipe, path("bad.jsonl"), ["convert", "-", "-o", "-"])
    #expect(run.status == 65 && run.output.isEmpty, "\(run)")
    #expect(try files.contentsOfDirectory(atPath: path("")).sorted() == before)
  }

  /// A reader that goes away, and a full disk, are failures: the file has not arrived.
  @Test func whatStandardOutputDoesNotTakeIsAFailure() throws {
    let run = try Tool.run(
      ["-c", #""$@" > /dev/full"#, "sh", Tool.path, "convert", path("a.jsonl"), "-o", "-"],
      program: "/bin/sh")
    #expect(run.status == 74 && run.errors.contains("(standard output)"), "\(run)")
  }

  @Test func fileNamedLikeItIsReachedByItsDirectory() throws {
    for (name, arguments) in [
      ("d.ucol", ["inspect", "./-"]), ("a.jsonl", ["convert", "./-", "-o", path("x.ucol")]),
      ("d.part", ["verify", "./-"]),
    ] {
      let run = try Tool.run(
        [
          "-c", #"mkdir -p sub && cd sub && cp "$1" ./- && shift && "$@" < /dev/null"#, "sh",
          path(name), Tool.path,
        ] + arguments, program: "/bin/sh", directory: path(""))
      #expect(run.status == 0, "\(run)")
      #expect(!run.output.contains("(standard input)"))
    }
    let written = try Tool.run(
      ["convert", path("a.jsonl"), "-o", "./-"], directory: path("sub"))
    #expect(written.status == 73, "the file is there: \(written)")
  }

  /// Several files do not fit one stream, and one stream does not fill two places.
  @Test func whatDoesNotFitIsRefused() throws {
    let (columns, part) = (path("d.ucol"), path("d.part"))
    let refused: [(arguments: [String], words: String)] = [
      (["audit", columns, "-o", "-"], "--output takes a directory"),
      (["merge", part, "-o", "-"], "--output takes a directory"),
      (["export", columns, "--parquet", "-"], "--parquet takes a directory"),
      (["convert", path("a.jsonl"), "-o", "-", "--with-identities"], "a second file"),
      (["convert", path("a.jsonl"), "-o", "-", "--resume"], "--resume"),
      (["convert", "-", "-o", path("x"), "--on-error", "reject", "--reject-file", "-"], "./-"),
      (["audit", columns, "--partial", "-o", path("x"), "--names", "-"], "./-"),
      (["audit", "-", "-o", path("x"), "--rules", "-"], "once only"),
      (["convert", "-", "-o", path("x"), "--profile", "-"], "once only"),
      (["merge", "-", "-", "-o", path("x")], "once only"),
      (["verify", "-", "-"], "once only"),
      (["list", "-", "--all", "--identities", "-"], "once only"),
    ]
    for (arguments, words) in refused {
      let run = try Tool.run(arguments)
      #expect(run.status == 64 && run.errors.contains(words), "\(arguments): \(run)")
    }
    let nameless = try run(.pipe, columns, ["list", "-", "--all"])
    #expect(nameless.status == 64 && nameless.errors.contains("no identities"), "\(nameless)")
  }

  /// A columnar file by a named pipe would be lost by looking at it: it is refused by name.
  @Test func namedPipeOfAColumnarFileIsRefused() throws {
    for command in [
      ["audit", "pipe", "-o", path("never")], ["convert", "pipe", "-o", path("never")],
      ["export", "pipe", "--parquet", path("never")],
    ] {
      let run = try Tool.run(
        [
          "-c", #"rm -f pipe; mkfifo pipe; (cat "$1" > pipe 2> /dev/null &) ; shift; "$@""#, "sh",
          path("d.ucol"), Tool.path,
        ] + command, program: "/bin/sh", directory: path(""))
      #expect(
        run.status == 65 && run.errors.contains("pipe: not a dump file: columnar file"), "\(run)")
      #expect(run.errors.contains("through a pipe as -"), "\(run)")
    }
  }

  /// An input is never replaced, also where a shell opened it.
  @Test func redirectedInputIsNotReplaced() throws {
    let run = try run(
      .file, path("a.jsonl"), ["convert", "-", "-o", path("a.jsonl"), "--force"])
    #expect(run.status == 73 && run.errors.contains("is an input"), "\(run)")
  }
}
