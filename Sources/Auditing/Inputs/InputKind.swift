internal import ColumnFile
internal import DumpReading
internal import Files
internal import Report

/// The kinds of file that ucensus writes, and all others. Commands ask here which one a file is.
enum InputKind {
  case columnFile
  case identities
  case packedFile
  case partialResult
  case partNames
  case bundle
  /// A report, or the breakdown or the names of one.
  case report
  case hash
  case provenance
  /// A dump, a directory, or anything else.
  case other

  /// Detects the kind by content: the first bytes of a regular file or of standard input. For a
  /// columnar file its last bytes or its name are enough, so that one with a damaged beginning is
  /// called damaged, and not taken for a dump.
  ///
  /// - Throws: where a file cannot be read that may be a columnar file.
  init(contentOf path: String, _ fileSystem: FileSystem = .live) throws(Failure) {
    let head = FileReading.head(of: path, byteCount: Self.headByteCount) ?? []
    if let kind = Self(head: head) {
      self = kind
      return
    }
    let isColumnFile = try mapping(Failure.init) { () throws(ColumnFileError) in
      try ColumnFile.isOne(atPath: path, fileSystem: fileSystem)
    }
    if isColumnFile {
      self = .columnFile
    } else if StandardInput.isMeant(path), ReportTable.isMeant(head: head) {
      self = .report
    } else {
      self = .other
    }
  }

  /// Detects the kind by content, or else by name: a damaged file is then of the kind that its name
  /// says. What cannot be read is for its reader to refuse.
  init(meantBy path: String) {
    let kind = (try? Self(contentOf: path)) ?? .other
    self = kind == .other ? Self(named: path) : kind
  }

  /// How much of a file is looked at.
  private static let headByteCount = max(ReportBundle.headByteCount, ReportTable.headByteCount)

  private init?(head: [UInt8]) {
    if PartFile.document.begins(head) {
      self = .partialResult
    } else if PartNames.document.begins(head) {
      self = .partNames
    } else if head.starts(with: IdentityFile.magic) {
      self = .identities
    } else if ReportBundle.isMeant(head: head) {
      self = .bundle
    } else if PackedFile.begins(head) {
      self = .packedFile
    } else {
      return nil
    }
  }

  private init(named path: String) {
    let endings: [(String, InputKind)] = [
      (".part", .partialResult), (".names", .partNames), (IdentityFile.pathExtension, .identities),
      (PackedFile.pathExtension, .packedFile), (".csv", .report), (".hash", .hash),
    ]
    if let kind = endings.first(where: { path.hasSuffix($0.0) })?.1 {
      self = kind
    } else {
      self = ReportFileNames.isProvenance(OutputDirectory.name(of: path)) ? .provenance : .other
    }
  }
}
