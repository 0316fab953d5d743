internal import DumpReading

/// The outcome of reading a packed file.
struct PackOutcome: Equatable {
  private var error: String?
  private var rejects: [RejectedRecord] = []
  private var leftOut: [LeftOutRecord] = []
  private var files: [DumpFile] = []
  private var recordCount = 0
  private var lines: [Int] = []

  private static let profile: DumpProfile = {
    do { return try DumpProfile.builtIn() } catch { preconditionFailure("\(error)") }
  }()

  init(of file: MemoryFile, threads: Int) {
    var options = DumpReader.Options(profile: Self.profile)
    options.onError = .reject
    options.threads = threads
    options.keepsOrigins = true
    options.takesShares = true
    do throws(DumpError) {
      let contents = try DumpReader(dumps: [file.path], options: options).read()
      rejects = contents.rejects
      files = contents.files
      recordCount = contents.batches.reduce(0) { $0 + $1.recordCount }
      leftOut = try contents.leftOutRecords()
      lines = try contents.lines(of: Self.firstPositions(in: contents))
    } catch {
      // Of several damaged blocks any may be the first.
      if case .packs(.damaged) = error { self.error = "damaged" } else { self.error = "\(error)" }
    }
  }

  /// Where each place is named first. How many batches name it depends on the threads.
  private static func firstPositions(in contents: DumpContents) -> [RecordPosition] {
    let uses = contents.batches.flatMap(\.locations)
    let firsts = Dictionary(uses.map { ($0.location, $0.first) }, uniquingKeysWith: min)
    return firsts.values.sorted()
  }
}
