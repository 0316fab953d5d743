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
        ucensus verify june/ --json
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
      "Columnar files, packed files, identities files, partial results, bundles, reports or "
        + "directories of them.",
      valueName: "file"))
  var files: [String]

  @OptionGroup var output: VerdictOptions
  @OptionGroup var threads: ThreadOptions
  @OptionGroup var memory: MemoryOptions
  @OptionGroup var configuration: ConfigurationOptions

  func validate() throws { try Console.checkStandardInput(files) }

  func run() throws {
    try output.check(files, first: .corrupt) { (file) throws(Failure) in
      try Verification.run(
        file, among: files, threads: threads.count, memoryLimit: memory.byteCount)
    }
  }
}

extension VerifyCommand: ConfigurableCommand {
  var namesConfiguration: Bool { output.quiet }

  mutating func take(_ defaults: inout ConfiguredDefaults) {
    threads.take(&defaults)
    memory.take(&defaults)
  }
}
