internal import CensusModel
internal import CensusRules
internal import Documents
internal import Files
internal import Report

/// A bundle that was written earlier, verified whole.
struct BundleFile {
  let bundle: ReportBundle
  /// Its anonymous report.
  let report: ReportTable

  /// Reads a bundle: every byte must be one that ucensus writes, every hash must fit, and report and
  /// breakdown must agree.
  init(path: String) throws(Failure) {
    let bytes = try DataFiles.bytes(of: path)
    let isCompanionFitting = HashCompanion.fits(path, contents: bytes)
    let path = StandardInput.shown(path)
    guard let bundle = ReportBundle(parsing: bytes) else {
      throw Self.damaged(path, "it is not, byte for byte, what its files make")
    }
    guard let names = bundle.expectedNames, bundle.files.map(\.name) == names else {
      throw Self.damaged(path, "it holds other files than a report, its breakdown and their hashes")
    }
    for index in [0, 2] {
      let (file, hash) = (bundle.files[index], bundle.files[index + 1])
      let expected = HashCompanion.contents(
        hexadecimal: FileDigest.hexadecimal(of: file.contents), fileName: file.name)
      guard hash.contents == expected else {
        throw Self.damaged(path, "the SHA-256 of \(file.name) is not the one in \(hash.name)")
      }
    }
    guard isCompanionFitting ?? true else {
      throw Self.damaged(path, "its SHA-256 is not the one in \(HashCompanion.name(of: path))")
    }
    let contradiction = try mapping(Failure.init) { () throws(DocumentError) in
      try bundle.contradiction(file: path)
    }
    if let contradiction { throw Self.damaged(path, contradiction) }
    self.bundle = bundle
    report = try mapping(Failure.init) { () throws(DocumentError) in
      try ReportTable(
        parsing: bundle.files[0].contents, file: "\(path)/\(bundle.files[0].name)")
    }
  }

  private static func damaged(_ path: String, _ what: String) -> Failure {
    Failure(
      .corrupt, "\(path): \(what)", hint: "it was changed or damaged; make the reports again")
  }
}
