internal import CensusModel
internal import ColumnFile
internal import DumpReading
internal import Files
internal import Report
internal import TextOutput

/// The verification of files that others will rely on.
public enum Verification {
  /// Verifies a columnar file, an identities file, a packed file, a partial result, its names, a
  /// bundle, a directory with reports, a report, a hash, a provenance or a table, whole. Nothing is
  /// counted.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - others: the files that are verified with it: where columnar files are among them, an identities
  ///     file must belong to one; where partial results are among them, names must belong to them.
  ///   - threads: how many groups of a columnar file are verified at once.
  ///   - memoryLimit: the most bytes that its directory may take, and again each thread's group.
  /// - Returns: what it holds, in numbers, in one line that begins with the file's name.
  /// - Throws: what is wrong with the file.
  public static func run(
    _ path: String, among others: [String] = [], threads: Int, memoryLimit: Int
  ) throws(Failure) -> String {
    switch InputKind(meantBy: path) {
    case .partialResult: return try partialResult(path)
    case .partNames: return try names(path, others)
    case .identities: return try identities(path, others, memoryLimit: memoryLimit)
    case .bundle: return try bundle(path)
    case .packedFile: return try packedFile(path, memoryLimit: memoryLimit)
    case .report: return try ReportVerification.report(path)
    case .hash: return try ReportVerification.hash(path)
    case .provenance: return try ReportVerification.provenance(path)
    case .columnFile: break
    case .other: if let line = try ReportVerification.others(path) { return line }
    }
    return try columnFile(path, threads: threads, memoryLimit: memoryLimit)
  }

  private static func partialResult(_ path: String) throws(Failure) -> String {
    let part = try PartFile(path: path).result
    return "\(StandardInput.shown(path)): sound: \(part.holdings), "
      + part.inputs.count.counted("input")
  }

  private static func bundle(_ path: String) throws(Failure) -> String {
    let bundle = try BundleFile(path: path)
    return "\(StandardInput.shown(path)): sound: the report of "
      + "\(bundle.report.rows.count.counted("customer")) at \(bundle.bundle.stamp.text), "
      + "its breakdown, and their hashes"
  }

  private static func columnFile(
    _ path: String, threads: Int, memoryLimit: Int
  ) throws(Failure) -> String {
    let file = try mapping(Failure.init) { () throws(ColumnFileError) in
      let file = try ColumnFile(ColumnSource(path: path), memoryLimit: memoryLimit)
      try file.verify(threads: threads)
      return file
    }
    _ = try FileMetadata(of: file)
    let persons = file.customers.reduce(0) { $0 + $1.personCount }
    return "\(StandardInput.shown(path)): sound: \(file.customers.count.counted("customer")), "
      + "\(persons.counted("person")), \(file.groupCount.counted("group"))"
  }

  private static func packedFile(_ path: String, memoryLimit: Int) throws(Failure) -> String {
    let file = try mapping(Failure.init) { () throws(DumpError) in
      try PackedFile.verify(path, memoryLimit: memoryLimit)
    }
    return "\(StandardInput.shown(path)): sound: \(file.recordCount.counted("record")) of "
      + "\(file.fileCount.counted("file")) of \(file.dumps.joined(separator: " and ")), "
      + "\(file.blockCount.counted("block")); it holds names"
  }

  private static func names(_ path: String, _ others: [String]) throws(Failure) -> String {
    let names = try PartNames(path: path)
    // A partial result that is damaged is named when its own turn comes.
    let partPaths = others.filter { InputKind(meantBy: $0) == .partialResult }
    let parts = partPaths.compactMap { try? PartFile(path: $0) }
    var owner = ""
    if !parts.isEmpty, parts.count == partPaths.count {
      var pairing = PartPairing(parts)
      _ = try pairing.names(at: path)
      let owners = parts.filter { names.parts.contains($0.sha256) }.map(\.result.name)
      owner = ", belong to \(owners.joined(separator: ", "))"
    }
    let customers = (names.names?.count ?? 0).counted("customer")
    return "\(StandardInput.shown(path)): sound: names of \(customers), "
      + "\(names.inputs.count.counted("input"))\(owner)"
  }

  private static func identities(
    _ path: String, _ others: [String], memoryLimit: Int
  ) throws(Failure) -> String {
    let file = try mapping(Failure.init) { () throws(ColumnFileError) in
      let file = try IdentityFile(ColumnSource(path: path), memoryLimit: memoryLimit)
      try file.verify()
      return file
    }
    // A columnar file that cannot be opened is named when its own turn comes.
    let columnFiles = others.filter { InputKind(meantBy: $0) == .columnFile }
    let opened = columnFiles.compactMap {
      try? ColumnFile(ColumnSource(path: $0), memoryLimit: memoryLimit)
    }
    var owner = ""
    if !columnFiles.isEmpty, opened.count == columnFiles.count {
      guard let match = opened.first(where: { $0.identity == file.columnFile }) else {
        throw Failure(
          .malformed, "\(file.source.name): belongs to none of the columnar files given")
      }
      try mapping(Failure.init) { () throws(ColumnFileError) in
        try file.verify(against: match)
        try file.verifyRows(of: match)
      }
      owner = ", belongs to \(match.source.name)"
    }
    let persons = file.customers.reduce(0) { $0 + $1.rowCount(.persons) }
    return "\(file.source.name): sound: names of \(file.customers.count.counted("customer")), "
      + "\(persons.counted("person")), \(file.blockCount.counted("block"))\(owner)"
  }
}
