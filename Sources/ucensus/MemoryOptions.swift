internal import ArgumentParser
internal import Auditing

/// How much memory a columnar file may take.
struct MemoryOptions: ParsableArguments {
  private static let mebibyte = 1 << 20
  private static let limitMax = Int.max / mebibyte
  private static let limitDefault = CountRequest.memoryLimitDefault / mebibyte

  @Option(
    help: ArgumentHelp(
      "The most memory that the directory of a columnar file may take, and again a group of it "
        + "in each thread (default: \(limitDefault)). A file that would take more is refused.",
      valueName: "MiB"))
  var memoryLimit: Int?

  func validate() throws {
    if let memoryLimit, !(1...Self.limitMax).contains(memoryLimit) {
      throw ValidationError("--memory-limit takes a number of MiB from 1 to \(Self.limitMax)")
    }
  }

  /// The limit in bytes.
  var byteCount: Int { (memoryLimit ?? Self.limitDefault) * Self.mebibyte }
}
