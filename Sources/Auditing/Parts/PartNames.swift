internal import CensusModel
internal import Documents
internal import Files
internal import Report
internal import TextOutput

/// The names that a partial result leaves out: the files that were read, the names of customers, the
/// models of the dump. A merge that has the names of its parts writes what one
/// audit over everything would write, detailed report and provenance included.
///
/// The document `PartFormat` describes the file.
package struct PartNames {
  /// SHA-256 of the partial results that these names belong to: one, or several where the files of
  /// a dump were distributed over them.
  var parts: [String]
  /// True if records were moved between files before they were counted. Then `inputs` are the files
  /// from which they came, and the files of the parts are others.
  var isShuffled = false
  /// The device table's file.
  var deviceClasses: Provenance.DataFile
  /// The dump profile's file; nil where no dump was read.
  var dumpProfile: Provenance.DataFile?
  /// The options of reading that the provenance names.
  var options: [String: String]
  /// The files that were read.
  var inputs: [Provenance.Input]
  /// Files, folders and entries of archives that were left out as it was asked for.
  var excluded: [String] = []
  /// Names of customers by PKID; nil where an input holds none.
  var names: [String: CustomerNames]?
  /// The models of which there are records or pages.
  var models: Set<String> = []
  /// The models that others refer to and that are absent.
  var absent: [Absent] = []
  /// Further things that the dump lacks, allowed by an option, a line each.
  var gaps: [String] = []

  /// A model to which records refer.
  struct Absent: Equatable {
    var models: [String]
    var reason: String
    var referenceCount: Int
  }

  /// The version of the file: that which was read, else that which is written. Version 2 does not
  /// say what was excluded.
  private(set) var version = writtenVersion

  private static let writtenVersion = 3
  static let document = SealedDocument(
    format: "ucensus-names", versions: 2...writtenVersion, noun: "names file of a partial result")

  // MARK: Writing

  /// The file. Equal names make equal bytes.
  var bytes: [UInt8] { Self.document.bytes(sealing: json, version: version) }

  private var json: JSONOutput {
    func file(_ file: Provenance.DataFile) -> JSONOutput {
      .object([("name", .string(file.name)), ("sha256", .string(file.sha256))])
    }
    let sorted = options.sorted { $0.key.precedesExactly($1.key) }
    var members: [(key: String, value: JSONOutput)] = [
      ("parts", .array(parts.map { .string($0) }))
    ]
    if isShuffled { members.append(("shuffled", .boolean(true))) }
    members.append(("deviceClasses", file(deviceClasses)))
    if let dumpProfile { members.append(("dumpProfile", file(dumpProfile))) }
    members += [
      ("options", .object(sorted.map { ($0.key, .string($0.value)) })),
      ("inputs", .array(inputs.map(Self.json))),
    ]
    if version > 2 {
      let sorted = excluded.sorted { $0.precedesExactly($1) }
      members.append(("excluded", .array(sorted.map { .string($0) })))
    }
    if let names {
      let sorted = names.sorted { $0.key.precedesExactly($1.key) }
      members.append(("names", .array(sorted.map { Self.json(of: $0.key, $0.value) })))
    }
    let models = models.sorted { $0.precedesExactly($1) }
    members += [
      ("models", .array(models.map { .string($0) })), ("absent", .array(absent.map(Self.json))),
      ("gaps", .array(gaps.map { .string($0) })),
    ]
    return .object(members)
  }

  private static func json(_ input: Provenance.Input) -> JSONOutput {
    .object([
      ("name", .string(input.file.name)),
      (input.digestKind.rawValue, .string(input.file.sha256)),
      ("bytes", .integer(input.byteCount)), ("recordsRead", .integer(input.recordsRead)),
      ("recordsRejected", .integer(input.recordsRejected)),
    ])
  }

  private static func json(of pkid: String, _ names: CustomerNames) -> JSONOutput {
    .array([pkid, names.provider, names.reseller, names.customer].map { .string($0) })
  }

  private static func json(_ absent: Absent) -> JSONOutput {
    .object([
      ("models", .array(absent.models.map { .string($0) })), ("reason", .string(absent.reason)),
      ("references", .integer(absent.referenceCount)),
    ])
  }

  // MARK: Reading

  /// Reads a file.
  ///
  /// - Throws: `corrupt` where anything is other than `bytes` would write it.
  init(path: String) throws(Failure) {
    try self.init(parsing: DataFiles.bytes(of: path), name: StandardInput.shown(path))
  }

  /// The same for bytes in memory.
  package init(parsing bytes: [UInt8], name: String) throws(Failure) {
    let root = try Self.document.root(of: bytes, name: name)
    do throws(DocumentError) {
      self = try PartReader(file: name, bytes: root.body, version: root.version)
        .partNames(root.node)
      version = root.version
    } catch {
      throw Self.document.damage(name, error, root)
    }
    guard self.bytes == bytes else { throw Self.document.otherSpelling(name) }
  }

  init(
    parts: [String], deviceClasses: Provenance.DataFile, dumpProfile: Provenance.DataFile?,
    options: [String: String], inputs: [Provenance.Input] = []
  ) {
    self.parts = parts
    self.deviceClasses = deviceClasses
    self.dumpProfile = dumpProfile
    self.options = options
    self.inputs = inputs
  }

  // MARK: Telling files apart

  /// The refusal of a names file where a dump is expected.
  static func refusal(_ name: String) -> Failure {
    Failure(
      .malformed, "\(name) holds the names of a partial result; it is not a dump",
      remedy: .mergeNames)
  }
}
