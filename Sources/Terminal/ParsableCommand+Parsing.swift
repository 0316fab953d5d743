package import ArgumentParser
internal import Auditing

extension ParsableCommand {
  /// Parses arguments. If that fails, or help is asked for, misspelled names are reported first.
  ///
  /// - Parameter names: made only where they are needed.
  package static func parse<Parsed>(
    _ words: [String], naming names: @autoclosure () -> CommandNames, _ body: () throws -> Parsed
  ) throws -> Parsed {
    if CommandNames.isAskingForHelp(words), let failure = names().misspelling(in: words) {
      throw failure
    }
    do {
      return try body()
    } catch {
      if exitCode(for: error) == .success { throw error }
      throw names().misspelling(in: words) ?? error
    }
  }

  /// Ends the process as the parser of arguments wants it. What it calls an error reads as all
  /// other errors do; the usage follows.
  package static func failParsing(_ error: any Error) -> Never {
    guard exitCode(for: error).rawValue == ExitStatus.usage.rawValue else { exit(withError: error) }
    let lines = fullMessage(for: error).split(separator: "\n", omittingEmptySubsequences: false)
    let prefix = "Error: "
    guard let first = lines.first, first.hasPrefix(prefix) else { exit(withError: error) }
    Console.note(remark: .error, String(first.dropFirst(prefix.count)))
    for line in lines.dropFirst() { Console.note(AuditOutcome.printable(String(line))) }
    exit(withError: ExitCode(ExitStatus.usage.rawValue))
  }
}
