import Foundation
import TestSupport
import Testing

/// The program as the shell sees it: signals, pipes, the terminal.
@Suite struct ProcessTests {
  private static let golden = Repository.path("Tests/Golden/every-rule/dump")

  /// Runs a script in which `$1` is `ucensus` and `$2` the directory.
  private func shell(_ script: String, in workdir: Workdir) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", script, "sh", Tool.path, workdir.path]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: bytes, as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  @Test func failureWithoutAReaderStaysAFailure() throws {
    let workdir = try Workdir()
    let script =
      #"(sleep 0.3; "$1" inspect "$2/none" 2>&1; echo $? > "$2/status") | true"#
      + #"; cat "$2/status""#
    #expect(try shell(script, in: workdir) == "66")
  }

  /// A reader that stops reading is not a failure, and no message is printed.
  @Test(arguments: [
    "rules show", "list \(golden) --column 'Multiple Phones'", "diff \(golden) \(golden) --json",
    "convert \(golden) --dry-run", "explain \(golden) --user lic30", "--help",
    "help audit",
  ])
  func aReaderThatGoesAwayIsNoFailure(_ command: String) throws {
    let workdir = try Workdir()
    let script =
      #"(sleep 0.2; "$1" \#(command) 2>"$2/errors"; echo $? > "$2/status") | true"#
      + #"; cat "$2/status" "$2/errors""#
    #expect(try shell(script, in: workdir) == "0")
  }

  @Test func aFullDiskBehindStandardOutputIsOne() throws {
    let workdir = try Workdir()
    #expect(try shell(#""$1" rules show > /dev/full; echo $?"#, in: workdir) == "74")
  }

  /// Faults are found by the parser of arguments, by a check of ours, or by the work.
  @Test(arguments: [
    ["rules", "show", "--colour"], ["audit"], ["diff", "a"], ["rules", "show", "--format", "xml"],
    ["convert", "a", "-o", "b", "--json"], ["inspect", "/nonexistent"], ["elephant"],
  ])
  func everyErrorBeginsAlike(_ arguments: [String]) throws {
    let run = try Tool.run(arguments)
    #expect(run.status == 64 || run.status == 66)
    #expect(run.errors.hasPrefix("error: "), "\(run)")
    #expect(!run.errors.contains("Error:"), "\(run)")
  }

  @Test func ignoredHangUpStaysIgnored() throws {
    let workdir = try Workdir()
    let script =
      #"trap "" HUP; sleep 1 | "$1" convert - -o "$2/d.ucol" >&2 & sleep 0.4"#
      + #"; sed -n "s/^SigIgn:[^0-9a-f]*//p" /proc/$!/status"#
    let ignored = try #require(UInt64(try shell(script, in: workdir), radix: 16))
    #expect(ignored & 1 == 1)
  }

  @Test func aNamedPipeIsReadAsADump() throws {
    let workdir = try Workdir()
    try workdir.write(
      "records",
      """
      {"meta":{"model_type":"data/HierarchyNode","path":"sys"},"data":{"name":"P","node_type":"Provider"}}
      {"meta":{"model_type":"data/HierarchyNode","path":"sys.P","pkid":"5e54067d116fa10046313224"},"data":{"name":"C","node_type":"Customer"}}
      """)
    let script =
      #"mkfifo "$2/pipe"; cat "$2/records" > "$2/pipe" & "#
      + #"timeout 20 "$1" audit "$2/pipe" -o "$2/reports" >&2; echo $?"#
    #expect(try shell(script, in: workdir) == "0")
  }

  /// A device has no end, or nothing at all.
  @Test(arguments: ["/dev/zero", "/dev/full", "/dev/null"])
  func devicesAreRefusedByName(_ device: String) throws {
    let workdir = try Workdir()
    for (argument, name) in [("-", "(standard input)"), (device, device)] {
      let run = try Tool.run(["audit", argument, "-o", workdir.path("reports")], input: device)
      #expect(run.status == 65, "\(run)")
      #expect(run.errors.contains("\(name): not a dump file: character device"), "\(run)")
    }
  }

  /// An endless pipe ends the run at its first fault, and what was kept is gone.
  @Test func anEndlessPipeEndsAtItsFirstFault() throws {
    let workdir = try Workdir()
    let script =
      #"mkdir "$2/t"; (yes '{"meta":1}' | timeout 60 "$1" audit - -o "$2/reports" "#
      + #"--temporary-directory "$2/t" 2>"$2/errors"; echo $?); ls "$2/t"; cat "$2/errors""#
    let text = try shell(script, in: workdir)
    #expect(text.hasPrefix("65\nerror: (standard input):1: byte 8: "), "\(text)")
  }

  /// `--temporary-directory`, then `TMPDIR` if it is not empty, then the place beside the output.
  @Test func pipesAreKeptWhereItWasSaid() throws {
    let workdir = try Workdir()
    // More than what stays in memory.
    let line = #"(printf '{"meta":{"model_type":"a/'; head -c 900000 /dev/zero | tr '\0' x; "#
    let records = line + #"printf '"},"data":{}}\n') | "$1" audit - -o "$2/reports" "#
    for (prefix, options, expected) in [
      ("TMPDIR=/nonexistent/tmp; export TMPDIR; ", "", "/nonexistent/tmp"),
      (
        "TMPDIR=/nonexistent/tmp; export TMPDIR; ", "--temporary-directory /nonexistent/given",
        "/nonexistent/given"
      ),
    ] {
      let text = try shell(prefix + records + options + " 2>&1; true", in: workdir)
      #expect(text.contains(expected), "\(text)")
    }
    // An empty TMPDIR names nothing: beside the output there is room.
    let text = try shell("TMPDIR=; export TMPDIR; " + records + " 2>&1; true", in: workdir)
    #expect(!text.contains("cannot be kept"), "\(text)")
  }

  @Test func messagesDoNotSteerTheTerminal() throws {
    let workdir = try Workdir()
    try workdir.write("facts.json", #"{"\u001b[2Jkey": "x"}"#)
    let run = try Tool.run([
      "audit", Self.golden, "-o", workdir.path("reports"), "--platform",
      workdir.path("facts.json"),
    ])
    #expect(run.status == 0, "\(run)")
    #expect(run.errors.contains("?[2Jkey"))
    #expect(!run.errors.unicodeScalars.contains("\u{1B}"))
    // The facts are read once, so that the warning stands there once.
    #expect(run.errors.components(separatedBy: "[2Jkey").count == 2)
  }
}
