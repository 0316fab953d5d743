internal import ColumnFile
internal import Files

/// The kinds of input that can be counted. The first bytes decide.
enum InputKind {
  case columnFile
  case dump

  /// Detects the kind of an input.
  ///
  /// - Throws: the refusal of an identities file, a partial result or its names, which belong
  ///   elsewhere, and what cannot be read.
  init(at path: String, _ fileSystem: FileSystem = .live) throws(Failure) {
    let isColumnFile = try mapping(Failure.init) { () throws(ColumnFileError) in
      try ColumnFile.isOne(atPath: path, fileSystem: fileSystem)
    }
    if !isColumnFile {
      try PartFile.refuse(path)
      try IdentitySources.refuse(path)
    }
    self = isColumnFile ? .columnFile : .dump
  }
}
