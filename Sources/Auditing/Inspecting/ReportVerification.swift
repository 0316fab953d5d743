internal import CensusModel
internal import Documents
internal import Files
internal import Report

/// The verification of reports and of what is written beside them.
enum ReportVerification {
  /// Verifies a directory with reports or tables, or a table that has a hash beside it.
  ///
  /// - Returns: what it holds, in one line; nil where the path is neither.
  static func others(_ path: String) throws(Failure) -> String? {
    if let names = try? FileSystem.live.names(path) { return try directory(path, names.sorted()) }
    guard path.hasSuffix(".parquet"), HashCompanion.exists(path) else { return nil }
    _ = try hash(HashCompanion.name(of: path))
    return "\(path): sound: has the SHA-256 of its hash"
  }

  private static func directory(_ path: String, _ names: [String]) throws(Failure) -> String? {
    let base = path.hasSuffix("/") ? path : path + "/"
    let reports = ReportFiles.found(in: path) ?? []
    let hashes = names.filter { $0.hasSuffix(".hash") }
    guard !reports.isEmpty || !hashes.isEmpty else { return nil }
    for name in hashes { _ = try hash(base + name) }
    for name in names
    where name.hasSuffix(".zip") && InputKind(meantBy: base + name) == .bundle {
      _ = try BundleFile(path: base + name)
    }
    for report in reports { _ = try self.report(report) }
    for name in names where ReportFileNames.isProvenance(name) {
      _ = try provenance(base + name)
    }
    let counts = [(reports.count, "report", "reports"), (hashes.count, "hash", "hashes")]
      .filter { $0.0 > 0 }.map { $0.0 == 1 ? "1 \($0.1)" : "\($0.0) \($0.2)" }
    return "\(path): sound: \(counts.joined(separator: ", "))"
  }

  /// A report with what is beside it: all of it must belong together.
  static func report(_ path: String) throws(Failure) -> String {
    let file = try ReportFile(reading: path)
    let name = file.path
    if let contradiction = file.table.contradictionOfBreakdown {
      throw Failure(
        .corrupt, "\(name): \(contradiction)", hint: "it was changed; make the reports again")
    }
    let number = file.table.rows.count
    let customers = number == 1 ? "1 customer" : "\(number) customers"
    if ReportHead.isDetailed(file.bytes) { return "\(name): sound: names of \(customers)" }
    if file.table.isBreakdown { return "\(name): sound: the breakdown of \(customers)" }
    _ = try file.anonymousHead()
    _ = try AuditedReport.found(at: path, provider: nil, isNamed: true)
    return "\(name): sound: the report of \(customers)"
  }

  static func hash(_ path: String) throws(Failure) -> String {
    let file = String(path.dropLast(".hash".count))
    let bytes = try DataFiles.bytes(of: file)
    switch HashCompanion.fits(file, contents: bytes) {
    case true?: return "\(path): sound: the SHA-256 of \(OutputDirectory.name(of: file))"
    case false?:
      throw Failure(
        .corrupt, "\(file): its SHA-256 is not the one in \(OutputDirectory.name(of: path))",
        hint: "it was changed or damaged; make the reports again")
    case nil:
      throw Failure(.malformed, "\(path): has no SHA-256; expected 64 hexadecimal digits")
    }
  }

  /// Every output that a provenance lists must be beside it, unchanged.
  static func provenance(_ path: String) throws(Failure) -> String {
    let bytes = try DataFiles.bytes(of: path)
    let root = try mapping(Failure.init) { () throws(DocumentError) in
      try JSONNode(parsing: bytes, file: path)
    }
    guard case .array(let outputs)? = root["outputs"]?.value else {
      throw Failure(.malformed, "\(path): is not a provenance; expected the member 'outputs'")
    }
    let directory = path.dropLast(OutputDirectory.name(of: path).count)
    for output in outputs {
      guard let name = output["name"]?.string, let sha256 = output["sha256"]?.string,
        !name.contains("/")
      else { throw Failure(.malformed, "\(path): an output without a name or a SHA-256") }
      guard FileDigest.hexadecimal(of: try DataFiles.bytes(of: directory + name)) == sha256 else {
        throw Failure(
          .corrupt, "\(directory)\(name): its SHA-256 is not the one in \(path)",
          hint: "it was changed or damaged; make the reports again")
      }
    }
    let number = outputs.count == 1 ? "1 output" : "\(outputs.count) outputs"
    return "\(path): sound: \(number) as written"
  }
}
