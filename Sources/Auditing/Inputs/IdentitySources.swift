internal import CensusModel
internal import ColumnFile
internal import Files
internal import Report

/// The identities files that were given beside the columnar files of an audit.
struct IdentitySources {
  /// In the order in which they were given.
  let files: [IdentityFile]

  /// Opens the files.
  init(
    _ paths: [String], memoryLimit: Int, _ fileSystem: FileSystem
  ) throws(Failure) {
    var files: [IdentityFile] = []
    for path in paths {
      let file = try mapping(Failure.init) { () throws(ColumnFileError) in
        try IdentityFile(
          ColumnSource(path: path, fileSystem: fileSystem), memoryLimit: memoryLimit)
      }
      if let twin = files.first(where: { $0.columnFile == file.columnFile }) {
        throw Failure(
          .malformed,
          "\(path) and \(twin.source.name) belong to one columnar file; give one of them")
      }
      files.append(file)
    }
    self.files = files
  }

  /// The refusal of an identities file where a dump or a columnar file is expected.
  static func refusal(_ name: String) -> Failure {
    Failure(
      .malformed, "\(name) is an identities file and belongs beside a columnar file",
      remedy: .giveIdentities)
  }

  /// The identities of a columnar file.
  func file(of columnFile: ColumnFile) throws(Failure) -> IdentityFile {
    guard let file = files.first(where: { $0.columnFile == columnFile.identity }) else {
      throw Failure(
        .malformed, "none of the identities files given belongs to \(columnFile.source.name)",
        remedy: .convertWithIdentities)
    }
    try mapping(Failure.init) { () throws(ColumnFileError) in
      try file.verify(against: columnFile)
      try file.verifyChecksums()
    }
    return file
  }

  /// Refuses identities files that belong to none of the columnar files.
  func checkUse(by columnFiles: [ColumnFile]) throws(Failure) {
    for file in files where !columnFiles.contains(where: { $0.identity == file.columnFile }) {
      throw Failure(
        .malformed, "\(file.source.name) belongs to none of the columnar files given",
        hint: "give it beside the file that the same conversion wrote")
    }
  }

  /// How the provenance lists the files; each is read once more for its digest.
  func provenance() throws(Failure) -> [Provenance.Input] {
    var inputs: [Provenance.Input] = []
    for file in files {
      let digest = try mapping(Failure.init) { () throws(ColumnFileError) in
        try file.source.digest()
      }
      inputs.append(
        Provenance.Input(
          file: Provenance.DataFile(name: file.source.name, sha256: digest),
          digestKind: DigestKind(inputByteCount: file.source.byteCount),
          byteCount: file.source.byteCount,
          recordsRead: 0, recordsRejected: 0))
    }
    return inputs
  }
}

/// The names of customers, added up over inputs.
struct NamesOfCustomers {
  /// By the key of the PKID.
  private(set) var names: [String: CustomerNames] = [:]

  /// Adds what an input says. Where one lacks a node, another may have it; two that have it agree.
  mutating func add(_ more: CustomerNames, of pkid: String, in input: String) throws(Failure) {
    guard var known = names[pkid.pkidKey] else {
      names[pkid.pkidKey] = more
      return
    }
    for name in [\CustomerNames.provider, \.reseller, \.customer] {
      if known[keyPath: name].isEmpty { known[keyPath: name] = more[keyPath: name] }
      guard more[keyPath: name].isEmpty || more[keyPath: name].isExactly(known[keyPath: name])
      else {
        throw Failure(
          .malformed,
          "\(input) calls \"\(more[keyPath: name])\" what another input calls "
            + "\"\(known[keyPath: name])\", of customer \(pkid)",
          remedy: .auditWithoutIdentities)
      }
    }
    names[pkid.pkidKey] = known
  }
}
