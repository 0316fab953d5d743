internal import ArgumentParser
internal import Auditing
internal import Terminal

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Verify every file that ucensus writes, and directories of reports.",
    discussion: """
      EXAMPLES
        ucensus verify june.ucol
        ucensus verify archive/*.ucol north.part --quiet
        ucensus verify june.ucol june.identities
        ucensus verify june/
        ucensus verify june/vlf_CS-P_VOSS-UN-1_license_2026-06-30_1200.zip

      Every checksum and every rule of the format is verified, and nothing is counted. There is \
      one line for each file. In a directory of reports every hash, report, bundle and provenance \
      is verified, and whether they belong together; tables of export have the SHA-256 of their \
      hashes. Where columnar files are given, too, an \
      identities file must belong to one of them. The exit status is 0 if all are sound, 4 if any \
      is damaged, otherwise 66 if any could not be read.
      """)

  @Argument(
    help: ArgumentHelp(
      "Columnar files, identities files, partial results, bundles, reports or directories of them.",
      valueName: "file"))
  var files: [String]

  @Flag(help: "Print nothing but errors.")
  var quiet = false

  @OptionGroup var threads: ThreadOptions
  @OptionGroup var memory: MemoryOptions
  @OptionGroup var configuration: ConfigurationOptions

  func validate() throws { try Console.checkStandardInput(files) }

  func run() throws {
    var statuses: Set<ExitStatus> = []
    for file in files {
      do throws(Failure) {
        let line = try Verification.run(
          file, among: files, threads: threads.count, memoryLimit: memory.byteCount)
        if !quiet { Console.print(AuditOutcome.printable(line)) }
      } catch {
        Console.note(remark: .error, error.message)
        statuses.insert(error.status)
      }
    }
    if statuses.contains(.corrupt) { throw ExitCode(ExitStatus.corrupt.rawValue) }
    if let status = statuses.min(by: { $0.rawValue < $1.rawValue }) {
      throw ExitCode(status.rawValue)
    }
  }
}

extension VerifyCommand: TellingConfiguration {
  var tellsIt: Bool { quiet }
}
