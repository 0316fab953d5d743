import Foundation
import TestSupport
import Testing

/// Arguments are paths of any bytes: what the shell can name is opened and written.
@Suite struct PathArgumentTests {
  /// Runs a script in which `$p` is a name that is not UTF-8.
  private func run(_ script: String, _ workdir: Workdir) throws -> Tool.Run {
    try Tool.run(
      [
        "-c", "cd \"$1\"; p=$(printf 'caf\\351'); \(script)", Tool.path, workdir.path("."),
        Repository.path("Tests/Golden/licence-edges/dump"),
      ], program: "/bin/sh")
  }

  @Test func dumpsAndOutputsAreOpened() throws {
    let run = try run(
      """
      set -e
      cp -R "$2" "$p"
      "$0" convert "$p" -o "$p.ucol" --with-identities
      test -f "$p.ucol"; test -f "$p.identities"
      "$0" verify "$p.ucol"
      "$0" audit "$p.ucol" --identities "$p.identities" -o "$p/reports" --force --quiet
      "$0" audit "$p" --exclude reports -o "$p-2" --quiet --partial
      "$0" merge "$p-2" -o "$p-3" --quiet
      ls "$p/reports" | grep -c detailed
      ls "$p-3" | grep -c anonymous
      ls "$p/reports" "$p-3" | wc -l
      """, Workdir())
    #expect(run.status == 0, "\(run)")
    #expect(run.output.contains("Written: caf\\xE9.ucol"))
    #expect(!run.output.contains("\u{10FFE9}") && !run.errors.contains("\u{10FFE9}"))
  }

  @Test func messagesShowTheBytes() throws {
    let run = try run(#""$0" convert "$p" -o x.ucol"#, Workdir())
    #expect(run.status == 66)
    #expect(run.errors.hasPrefix("error: caf\\xE9: cannot open it"), "\(run.errors)")
  }

  /// SQLite would write another file.
  @Test(arguments: [
    #""$0" history list --store "$p.sqlite""#, #"UCENSUS_HISTORY="$p.sqlite" "$0" history list"#,
  ])
  func aHistoryOfSuchANameIsRefused(_ command: String) throws {
    let workdir = try Workdir()
    let run = try run(command, workdir)
    #expect(run.status == 64)
    #expect(run.errors.hasPrefix("error: caf\\xE9.sqlite: the path of a history must be UTF-8"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: workdir.path).isEmpty, "\(run)")
  }

  @Test func filesInFoldersAreNamedByTheirBytes() throws {
    let run = try run(
      #"mkdir d; printf '{' >"d/$p.json"; "$0" convert d -o x.ucol"#, Workdir())
    #expect(run.status == 65)
    #expect(run.errors.hasPrefix("error: d/caf\\xE9.json:1: byte 1"), "\(run.errors)")
  }
}
