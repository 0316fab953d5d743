internal import ArgumentParser
internal import Auditing
internal import Terminal

extension Console {
  /// Checks files one by one, with a line for each.
  ///
  /// - Parameter check: gives what a file holds.
  /// - Throws: the exit status, if any is not sound.
  static func check(_ files: [String], _ check: (String) throws(Failure) -> String) throws {
    var statuses: Set<ExitStatus> = []
    for file in files {
      do throws(Failure) {
        print(AuditOutcome.printable(try check(file)))
      } catch {
        note(remark: .error, error.message)
        statuses.insert(error.status)
      }
    }
    let worst = [ExitStatus.malformed].first(where: statuses.contains) ?? statuses.first
    if let worst { throw ExitCode(worst.rawValue) }
  }
}
