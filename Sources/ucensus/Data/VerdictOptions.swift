internal import ArgumentParser
internal import Auditing
internal import Terminal
internal import TextOutput

/// The options of everything that says of files whether they are sound.
struct VerdictOptions: ParsableArguments {
  @Flag(help: "Print nothing but errors.")
  var quiet = false

  @Flag(help: "Print what was found about all files as JSON.")
  var json = false

  func validate() throws {
    if quiet, json { throw ValidationError("--quiet or --json: one of them only") }
  }

  /// Checks files one by one: a line for each as it comes, or all as JSON.
  ///
  /// - Parameters:
  ///   - order: the statuses that go before all others.
  ///   - check: gives what a file holds, in a line that begins with its name.
  /// - Throws: the exit status, if any is not sound.
  func check(
    _ files: [String], first order: ExitStatus, _ check: (String) throws(Failure) -> String
  ) throws {
    var statuses: Set<ExitStatus> = []
    var verdicts: [JSONOutput] = []
    for file in files {
      do throws(Failure) {
        let line = AuditOutcome.printable(try check(file))
        if json {
          verdicts.append(verdict(file, isSound: true, [("text", .string(line))]))
        } else if !quiet {
          Console.print(line)
        }
      } catch {
        // With the option that helps, where there is one.
        if error.remedy == nil {
          Console.note(remark: .error, error.message)
        } else {
          Console.note(error)
        }
        statuses.insert(error.status)
        verdicts.append(
          verdict(
            file, isSound: false,
            [
              ("error", .string(error.message)), ("status", .integer(Int(error.status.rawValue))),
            ]))
      }
    }
    if json { Console.write(JSONOutput.object([("files", .array(verdicts))]).bytes()) }
    if statuses.contains(order) { throw ExitCode(order.rawValue) }
    if let status = statuses.min(by: { $0.rawValue < $1.rawValue }) {
      throw ExitCode(status.rawValue)
    }
  }

  private func verdict(
    _ file: String, isSound: Bool, _ rest: [(key: String, value: JSONOutput)]
  ) -> JSONOutput {
    .object([("file", .string(file)), ("isSound", .boolean(isSound))] + rest)
  }
}
