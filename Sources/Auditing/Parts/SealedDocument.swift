internal import Documents
internal import Files
internal import TextOutput

/// A file of two lines: a head with format, version and checksum, and a line of JSON. `PartFormat`
/// describes it.
struct SealedDocument {
  /// The name of the format in the head.
  let format: String
  /// The versions that are read.
  let versions: ClosedRange<Int>
  /// The name of such a file in errors.
  let noun: String

  /// A line of JSON whose checksum was right.
  struct Root {
    let version: Int
    let node: JSONNode
    let body: [UInt8]
    /// The byte of the file at which the line begins.
    let bodyStart: Int
  }

  // MARK: Writing

  /// The file that holds this value.
  func bytes(sealing value: JSONOutput, version: Int) -> [UInt8] {
    let body = value.line()
    return head(ofBody: body, version) + body
  }

  private func head(ofBody body: [UInt8], _ version: Int) -> [UInt8] {
    JSONOutput.object([
      ("format", .string(format)), ("version", .integer(version)),
      ("sha256", .string(FileDigest.hexadecimal(of: body))),
    ]).line()
  }

  // MARK: Reading

  private var magic: String { "{\"format\": \"\(format)\", " }

  private func beginning(_ version: Int) -> String {
    magic + "\"version\": \(version), \"sha256\": \""
  }

  /// Checks the head and the checksum, and parses the second line.
  func root(of bytes: [UInt8], name: String) throws(Failure) -> Root {
    guard bytes.starts(with: magic.utf8) else {
      throw Failure(.corrupt, "\(name): not a ucensus \(noun)")
    }
    guard let version = versions.first(where: { bytes.starts(with: beginning($0).utf8) }) else {
      throw Failure(
        .corrupt, "\(name): a \(noun) of another version, or damaged in its first line",
        hint: "a newer ucensus may read it; if it is older, count its inputs again")
    }
    let bodyStart = head(ofBody: [], version).count
    let body = Array(bytes.dropFirst(bodyStart))
    guard bytes.starts(with: head(ofBody: body, version)) else {
      throw damage(name, "the checksum does not match")
    }
    do throws(DocumentError) {
      let node = try JSONNode(parsing: body, file: name)
      return Root(version: version, node: node, body: body, bodyStart: bodyStart)
    } catch {
      throw damage(name, "byte \(bodyStart + error.byte): \(error.reason)")
    }
  }

  /// True if a file with these first bytes is meant as one of this format.
  func begins(_ head: [UInt8]) -> Bool { head.starts(with: magic.utf8) }

  // MARK: Refusing

  /// Why a file is refused that looks like one of this format.
  func damage(_ name: String, _ reason: String) -> Failure {
    Failure(.corrupt, "\(name): damaged \(noun): \(reason)", hint: "count its inputs again")
  }

  /// The refusal of a value that is not allowed where it is.
  func damage(_ name: String, _ error: DocumentError, _ root: Root) -> Failure {
    damage(name, "byte \(root.bodyStart + error.byte): \(error.reason)")
  }

  /// The refusal of a file that writing what was read would not make again.
  func otherSpelling(_ name: String) -> Failure {
    damage(name, "it says the same in another way than ucensus does")
  }
}
