internal import Files

/// The kinds of input that can be counted.
enum CountableInput {
  case columnFile
  case dump

  /// Detects the kind of an input.
  ///
  /// - Throws: the refusal of an identities file, a partial result or its names, which belong
  ///   elsewhere, and what cannot be read.
  init(at path: String, _ fileSystem: FileSystem = .live) throws(Failure) {
    let name = StandardInput.shown(path)
    switch try InputKind(contentOf: path, fileSystem) {
    case .columnFile: self = .columnFile
    case .partialResult: throw PartFile.refusal(name)
    case .partNames: throw PartNames.refusal(name)
    case .identities: throw IdentitySources.refusal(name)
    case .packedFile, .bundle, .report, .hash, .provenance, .other: self = .dump
    }
  }
}
