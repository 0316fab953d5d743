import Foundation
import TestSupport
import Testing

/// The words that shells complete, and the files that `tools/install` puts in place.
@Suite struct CompletionTests {
  private static let commands = [
    "audit", "convert", "diff", "explain", "export", "history", "inspect", "list", "merge",
    "report",
    "rules", "verify",
  ]

  @Test(arguments: ["bash", "zsh", "fish"]) func scriptsKnowEveryCommand(_ shell: String) throws {
    let run = try Tool.run(["--generate-completion-script", shell])
    #expect(run.status == 0 && run.errors.isEmpty)
    for word in Self.commands + ["format", "dry-run", "compare", "no-config"] {
      #expect(run.output.contains(word), "\(shell): \(word)")
    }
  }

  /// bash completes by running the script: it is asked as the shell asks.
  @Test func bashCompletes() throws {
    let workdir = try Workdir()
    let script = try workdir.write(
      "completion", Array(try Tool.run(["--generate-completion-script", "bash"]).output.utf8))
    func completed(_ words: String...) throws -> [String] {
      let asked = """
        source '\(script)'
        COMP_WORDS=(\(words.map { "'\($0)'" }.joined(separator: " ")))
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        COMP_LINE="${COMP_WORDS[*]}"; COMP_POINT=${#COMP_LINE}
        _ucensus ucensus "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
        printf '%s\\n' "${COMPREPLY[@]}"
        """
      let run = try Tool.run(["-c", asked], program: "/bin/bash")
      return run.output.split(separator: "\n").map(String.init).sorted()
    }
    #expect(try completed("ucensus", "ex") == ["explain", "export"])
    #expect(try completed("ucensus", "rules", "show", "--format", "") == ["csv", "json", "table"])
    #expect(try completed("ucensus", "convert", "--dry") == ["--dry-run"])
  }
}
