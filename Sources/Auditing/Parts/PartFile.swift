internal import CensusModel
internal import ColumnFile
internal import Documents
internal import Files
internal import Report
internal import TextOutput

/// A partial result as a file: a head with format, version and checksum, and a line of JSON. The
/// document `PartFormat` describes it.
package struct PartFile {
  /// What the file holds.
  let result: PartialResult
  /// SHA-256 of the whole file.
  let sha256: String

  private static let magic = "{\"format\": \"ucensus-part\", "
  /// The version that is written. Version 1 has no licensed persons: they are the users.
  static let version = 2

  private static func beginning(_ version: Int) -> String {
    magic + "\"version\": \(version), \"sha256\": \""
  }
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
    let body = result.json(version: version).line()
    return head(ofBody: body, version) + body
  }

  private static func head(ofBody body: [UInt8], _ version: Int) -> [UInt8] {
    JSONOutput.object([
      ("format", .string("ucensus-part")), ("version", .integer(version)),
      ("sha256", .string(FileDigest.hexadecimal(of: body))),
    ]).line()
  }

  // MARK: Reading

  /// Reads a file and checks all that it says by itself.
  ///
  /// - Throws: `corrupt` where anything is other than `bytes(of:)` would write it.
  init(path: String) throws(Failure) {
    if !Self.begins(path), Self.isColumnFile(path) {
      throw Failure(
        .malformed, "\(path) is a columnar file, not a partial result",
        hint: "ucensus audit takes it; with --partial it makes a partial result of it")
    }
    let bytes = try mapping(Failure.init) { () throws(FileError) in
      try FileReading.bytes(of: path, byteCountMax: Self.byteCountMax)
    }
    try self.init(parsing: bytes, name: path)
  }

  /// The same for bytes in memory.
  package init(parsing bytes: [UInt8], name: String) throws(Failure) {
    guard bytes.starts(with: Self.magic.utf8) else {
      throw Failure(.corrupt, "\(name): this is no ucensus partial result (.part)")
    }
    let versions = 1...Self.version
    guard let version = versions.first(where: { bytes.starts(with: Self.beginning($0).utf8) })
    else {
      throw Failure(
        .corrupt, "\(name): a partial result of another version, or damaged in its first line",
        hint: "a newer ucensus may read it")
    }
    let headByteCount = Self.head(ofBody: [], version).count
    let body = Array(bytes.dropFirst(headByteCount))
    guard bytes.starts(with: Self.head(ofBody: body, version)) else {
      throw Self.damage(name, "the checksum does not match")
    }
    do throws(DocumentError) {
      let root = try JSONNode(parsing: body, file: name)
      result = try PartReader(file: name, bytes: body, version: version).result(root)
    } catch {
      throw Self.damage(name, "byte \(headByteCount + error.byte): \(error.reason)")
    }
    guard Self.bytes(of: result, version: version) == bytes else {
      throw Self.damage(name, "it says the same in another way than ucensus does")
    }
    sha256 = FileDigest.hexadecimal(of: bytes)
  }

  /// Why a file is refused that looks like a partial result.
  static func damage(_ name: String, _ reason: String) -> Failure {
    Failure(
      .corrupt, "\(name): damaged partial result: \(reason)", hint: "count its inputs again")
  }

  // MARK: Telling files apart

  /// Whether the file at a path is meant as a partial result: it begins like one, or it is named like
  /// one and is no columnar file. So one that is damaged at its beginning is still called damaged.
  static func isMeant(_ path: String) -> Bool {
    begins(path) || path.hasSuffix(".part") && !isColumnFile(path)
  }

  /// Whether it is a columnar file; one that cannot be read is for its reader to refuse.
  private static func isColumnFile(_ path: String) -> Bool {
    (try? ColumnFile.isOne(atPath: path)) ?? false
  }

  /// Refuses a partial result where a dump is expected.
  static func refuse(_ path: String) throws(Failure) {
    guard begins(path) else { return }
    throw Failure(
      .malformed, "\(path) is a partial result, neither a columnar file nor a dump",
      hint: "ucensus merge takes it")
  }

  private static func begins(_ path: String) -> Bool {
    FileReading.head(of: path, byteCount: magic.utf8.count) == Array(magic.utf8)
  }
}
