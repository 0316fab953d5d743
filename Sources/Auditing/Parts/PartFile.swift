internal import CensusModel
internal import ColumnFile
internal import Documents
internal import Files
internal import Report

/// A partial result as a file: a head with format, version and checksum, and a line of JSON. The
/// document `PartFormat` describes it.
package struct PartFile {
  /// The contents of the file.
  let result: PartialResult
  /// SHA-256 of the whole file.
  let sha256: String

  /// The version that is written. Version 1 has no licensed persons: they are the users.
  static let version = 2
  static let document = SealedDocument(
    format: "ucensus-part", versions: 1...version, noun: "partial result")
  /// A partial result is small: some hundred bytes a customer.
  private static let byteCountMax = 1 << 30

  /// How the provenance lists it.
  var provenance: Provenance.Part {
    Provenance.Part(
      file: Provenance.DataFile(name: result.name, sha256: sha256), program: result.program,
      number: result.number?.description,
      dumpProfile: result.inputs.lazy.compactMap(\.dumpProfile).first)
  }

  // MARK: Writing

  /// The file of a result. Equal results make equal bytes.
  ///
  /// - Parameter version: of the format.
  static func bytes(of result: PartialResult, version: Int = version) -> [UInt8] {
    document.bytes(sealing: result.json(version: version), version: version)
  }

  // MARK: Reading

  /// Reads a file and checks all that it says by itself.
  ///
  /// - Throws: `corrupt` where anything is other than `bytes(of:)` would write it.
  init(path: String) throws(Failure) {
    if InputKind(meantBy: path) == .columnFile {
      throw Failure(
        .malformed, "\(StandardInput.shown(path)) is a columnar file, not a partial result",
        remedy: .makePartialResult)
    }
    let bytes = try mapping(Failure.init) { () throws(FileError) in
      try FileReading.bytes(of: path, byteCountMax: Self.byteCountMax)
    }
    try self.init(parsing: bytes, name: StandardInput.shown(path))
  }

  /// The same for bytes in memory.
  package init(parsing bytes: [UInt8], name: String) throws(Failure) {
    let root = try Self.document.root(of: bytes, name: name)
    do throws(DocumentError) {
      result = try PartReader(file: name, bytes: root.body, version: root.version)
        .result(root.node)
    } catch {
      throw Self.document.damage(name, error, root)
    }
    guard Self.bytes(of: result, version: root.version) == bytes else {
      throw Self.document.otherSpelling(name)
    }
    sha256 = FileDigest.hexadecimal(of: bytes)
  }

  /// Why a file is refused that looks like a partial result.
  static func damage(_ name: String, _ reason: String) -> Failure {
    document.damage(name, reason)
  }

  /// The refusal of a partial result where a dump is expected.
  static func refusal(_ name: String) -> Failure {
    Failure(
      .malformed, "\(name) is a partial result, neither a columnar file nor a dump",
      remedy: .mergeParts)
  }
}
