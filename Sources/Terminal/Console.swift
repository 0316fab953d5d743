internal import ArgumentParser
package import Auditing
internal import Documents
internal import Files
internal import Glibc
internal import Report
package import TextOutput

/// The output for the user: results on standard output, everything else on standard error.
package enum Console {
  /// Broken pipes and file-size limits become errors of `write`, and an interrupt removes
  /// unfinished files.
  package static func prepare() {
    openMissingDescriptors()
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    Interrupts.removeUnfinishedFiles()
  }

  /// A file that is opened while one of the first three descriptors is closed would take its
  /// number, and what is meant for the terminal would go there.
  private static func openMissingDescriptors() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) == -1 {
      _ = unsafe open("/dev/null", O_RDWR)
    }
  }

  /// Standard input can be read once.
  package static func checkStandardInput(_ inputs: [String?]) throws {
    if inputs.count(where: { $0 == "-" }) > 1 {
      throw ValidationError("- (standard input) can be given once only")
    }
  }

  /// Several files do not fit standard output.
  ///
  /// - Parameters:
  ///   - directory: what was given.
  ///   - option: how it was given.
  package static func checkDirectory(_ directory: String?, _ option: String) throws {
    if directory == "-" {
      throw ValidationError(
        "\(option) takes a directory, as several files are written; one named - is ./-")
    }
  }

  /// Companions of a result do not go to standard output.
  ///
  /// - Parameters:
  ///   - file: what was given.
  ///   - option: how it was given.
  package static func checkFile(_ file: String?, _ option: String) throws {
    if file == "-" { throw ValidationError("\(option) takes a file; one named - is ./-") }
  }

  /// The machine code that `UCENSUS_KERNEL` asks for, else the fastest.
  package static func kernel() throws -> KernelChoice {
    try KernelChoice(named: EnvironmentVariable.text("UCENSUS_KERNEL"))
  }

  /// Columns of the terminal at a descriptor; 80 where it is none.
  package static func width(of descriptor: Int32) -> Int {
    var size = winsize()
    if unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
      return Int(size.ws_col)
    }
    return 80
  }

  /// How results are shown: on a terminal as wide as it is, elsewhere whole and without colours.
  package static var style: TextStyle { style(of: STDOUT_FILENO) }

  /// How text is shown at a descriptor. Colours are for terminals that can show them, and not if
  /// `NO_COLOR` is there and holds anything (no-color.org).
  private static func style(of descriptor: Int32) -> TextStyle {
    guard isatty(descriptor) == 1 else { return TextStyle() }
    let terminal = EnvironmentVariable.filled("TERM")
    return TextStyle(
      width: width(of: descriptor),
      isColoured: EnvironmentVariable.filled("NO_COLOR") == nil && terminal != nil
        && terminal != "dumb")
  }

  /// Writes a result. A reader that has gone away (`ucensus … | head`) is not a failure.
  package static func print(_ text: String) {
    write(PathText.shown(text) + "\n", to: STDOUT_FILENO)
  }

  /// Says what a run is about to put in place, beside what goes to standard output if that is where
  /// it is put.
  package static func announce(_ text: String, writing output: String) throws(Failure) {
    if output == "-" { note(text) } else { try announce(text) }
  }

  /// Writes what a run is about to put in place. A reader that has gone away does not stop the run.
  ///
  /// - Throws: where standard output does not take it; nothing must be put in place then.
  package static func announce(
    _ text: String, as format: OutputFormat = .table
  ) throws(Failure) {
    let error = unwritten(
      shown(Array((PathText.shown(text) + "\n").utf8), as: format), to: STDOUT_FILENO)
    if error == 0 || error == EPIPE { return }
    throw lost(error, hint: "nothing was written; files that were there before are unchanged")
  }

  /// Writes a result in a format. CSV keeps what records hold, byte for byte, but on a terminal,
  /// where control characters would move the cursor.
  package static func print(_ text: String, as format: OutputFormat) {
    write(Array((PathText.shown(text) + "\n").utf8), as: format)
  }

  /// Writes a piece of a result in a format.
  package static func write(_ bytes: [UInt8], as format: OutputFormat) {
    write(shown(bytes, as: format))
  }

  private static func shown(_ bytes: [UInt8], as format: OutputFormat) -> [UInt8] {
    format == .csv && isatty(STDOUT_FILENO) == 1 ? PrintableText.masked(bytes) : bytes
  }

  /// Writes a piece of a result.
  package static func write(_ bytes: [UInt8]) { write(bytes, to: STDOUT_FILENO) }

  /// Writes a remark that is not a result.
  package static func note(_ text: String) { write(text + "\n", to: STDERR_FILENO) }

  /// Writes how long the stages took and the peak of resident memory.
  package static func note(times: StageTimes) {
    for stage in times.stages {
      let (seconds, attoseconds) = stage.duration.components
      let milliseconds = Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
      note("\(stage.name): \(milliseconds) ms")
    }
    var usage = rusage()
    unsafe getrusage(0, &usage)  // RUSAGE_SELF, which Swift imports as another type
    note("peak memory: \(usage.ru_maxrss / 1024) MiB")
  }

  /// Ends a command that did its work: with a status of its own if records were left out.
  package static func end(rejectedCount: Int) throws {
    if rejectedCount > 0 { throw ExitCode(ExitStatus.rejected.rawValue) }
  }

  /// Prints warnings, those of quiet runs, too: they can mean that a number is wrong.
  package static func note(warnings: [String]) {
    for warning in warnings { note(remark: .warning, warning) }
  }

  /// Says why nothing came of it, and ends the process.
  package static func fail(_ failure: Failure) -> Never {
    note(failure)
    exit(failure.status.rawValue)
  }

  /// Says what failed, and what the user can do.
  package static func note(_ failure: Failure) {
    let failure = failure.worded
    note(remark: .error, failure.message)
    if let hint = failure.hint { note(remark: .hint, hint) }
  }

  /// Writes one line of a kind. Texts of dumps and names of files must neither move the cursor nor
  /// forge lines: control characters become `?`.
  package static func note(remark kind: Remark, _ text: String) {
    let label = style(of: STDERR_FILENO).shown("\(kind.rawValue):", as: kind.role)
    note("\(label) \(AuditOutcome.printable(text))")
  }

  /// Writes to a descriptor; what standard error does not take is lost.
  package static func write(_ text: String, to descriptor: Int32) {
    write(Array(text.utf8), to: descriptor)
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) {
    let error = unwritten(bytes, to: descriptor)
    guard error != 0, descriptor == STDOUT_FILENO else { return }
    if error == EPIPE { exit(ExitStatus.done.rawValue) }
    fail(lost(error, hint: "the result was not shown completely"))
  }

  private static func lost(_ error: Int32, hint: String) -> Failure {
    Failure(.inputOutput, "standard output: \(SystemErrorText.of(error))", hint: hint)
  }

  /// Writes bytes; returns the error that kept it from writing all of them, or 0.
  private static func unwritten(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    var done = 0
    while done < bytes.count {
      let written = unsafe bytes.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress! + done, bytes.count - done)
      }
      if written < 0, errno == EINTR { continue }
      if written <= 0 { return written < 0 ? errno : EIO }
      done += written
    }
    return 0
  }
}
