internal import ArgumentParser
internal import Auditing
internal import Files
internal import Glibc

/// Runs `ucensus-history`, which is beside this program: an SQLite store needs Foundation, and
/// without it this one starts in milliseconds.
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "Keep audits, and see how their numbers change.")

  @Argument(parsing: .captureForPassthrough, help: "A command of the history, and what it takes.")
  var arguments: [String] = []

  func run() throws { try Self.execute(arguments) }

  /// The help that `ucensus help history …` asks for; nil for anything else.
  static func help(_ arguments: some Collection<String>) -> [String]? {
    let words = Array(arguments)
    return words.starts(with: ["help", "history"]) ? words.dropFirst(2) + ["--help"] : nil
  }

  /// Becomes the other program.
  ///
  /// - Throws: a failure (66) where it is not there.
  static func execute(_ arguments: [String]) throws(Failure) {
    let path = try directory() + "/ucensus-history"
    var words = unsafe ([path] + arguments).map { unsafe strdup(PathText.bytes(of: $0)) }
    unsafe words.append(nil)
    unsafe execv(path, words)
    let reason = SystemErrorText.of(errno)
    for unsafe(word) in unsafe words { unsafe free(word) }
    throw Failure(
      .inputUnreadable, "\(path): cannot be run: \(reason)",
      hint: "install ucensus-history beside ucensus: swift build --product ucensus-history")
  }

  /// Where this program stands.
  private static func directory() throws(Failure) -> String {
    guard let path = unsafe realpath("/proc/self/exe", nil) else {
      throw Failure(.inputUnreadable, "/proc/self/exe: \(SystemErrorText.of(errno))")
    }
    defer { unsafe free(path) }
    return unsafe OutputDirectory.directory(
      of: PathText.text(of: UnsafeBufferPointer(start: path, count: strlen(path))))
  }
}
