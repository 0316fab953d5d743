internal import ArgumentParser
internal import Auditing
internal import Glibc

/// How much memory a run may take.
struct MemoryOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The most memory, as 512M or 2G; a number alone is MiB. Of dumps, what does not fit goes to a "
        + "temporary file, in TMPDIR or beside the output, and the result is the same (default: "
        + "512M). A columnar file is refused if its directory, or a group of it in a thread, would "
        + "take more (default: 1G).",
      valueName: "size"))
  var memoryLimit: MemorySize?

  /// The limit for a columnar file, in bytes.
  var byteCount: Int { memoryLimit?.byteCount ?? CountRequest.memoryLimitDefault }

  /// Puts the limit into a request to read dumps.
  func apply(to request: inout DumpRequest) {
    if let memoryLimit { request.memoryLimit = memoryLimit.byteCount }
    if let directory = getenv("TMPDIR"), directory.pointee != 0 {
      request.temporaryDirectory = String(cString: directory)
    }
  }
}

/// An amount of memory, as the user writes it: a whole number of MiB, or of the unit behind it.
struct MemorySize: ExpressibleByArgument {
  let byteCount: Int

  private static let units = [("MiB", 1 << 20), ("M", 1 << 20), ("GiB", 1 << 30), ("G", 1 << 30)]

  init?(argument: String) {
    let unit = Self.units.first { argument.hasSuffix($0.0) }
    let digits = argument.dropLast(unit?.0.count ?? 0)
    guard digits.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int(digits), number > 0
    else { return nil }
    let (byteCount, overflow) = number.multipliedReportingOverflow(by: unit?.1 ?? 1 << 20)
    guard !overflow else { return nil }
    self.byteCount = byteCount
  }
}
