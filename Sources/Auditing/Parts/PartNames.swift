internal import CensusModel
internal import Documents
internal import Files
internal import Report
internal import TextOutput

/// What a partial result leaves out because it holds no names: which files were read, what customers
/// are called, which models there are. A merge that has the names of its parts writes what one
/// audit over everything would write, detailed report and provenance included.
///
/// The document `PartFormat` describes the file.
struct PartNames {
  /// The device table's file.
  var deviceClasses: Provenance.DataFile
  /// The dump profile's file; nil where no dump was read.
  var dumpProfile: Provenance.DataFile?
  /// The options of reading that the provenance names.
  var options: [String: String]
  /// The files that were read.
  var inputs: [Provenance.Input]
  /// Names of customers by PKID; nil where an input holds none.
  var names: [String: CustomerNames]?
  /// The models of which there are records or pages.
  var models: Set<String> = []
  /// The models that others refer to and that are absent.
  var absent: [Absent] = []
  /// What else the dump lacks, as it was allowed, a line each.
  var gaps: [String] = []

  /// A model to which records refer.
  struct Absent: Equatable {
    var models: [String]
    var reason: String
    var referenceCount: Int
  }

  private static let format = "ucensus-names"
  private static let version = 1

  // MARK: Writing

  /// The file.
  var bytes: [UInt8] {
    func file(_ file: Provenance.DataFile) -> JSONOutput {
      .object([("name", .string(file.name)), ("sha256", .string(file.sha256))])
    }
    let sorted = options.sorted { $0.key.precedesExactly($1.key) }
    var members: [(key: String, value: JSONOutput)] = [
      ("format", .string(Self.format)), ("version", .integer(Self.version)),
      ("deviceClasses", file(deviceClasses)),
    ]
    if let dumpProfile { members.append(("dumpProfile", file(dumpProfile))) }
    members += [
      ("options", .object(sorted.map { ($0.key, .string($0.value)) })),
      ("inputs", .array(inputs.map(Self.json))),
    ]
    if let names {
      let sorted = names.sorted { $0.key.precedesExactly($1.key) }
      members.append(("names", .array(sorted.map { Self.json(of: $0.key, $0.value) })))
    }
    let models = models.sorted { $0.precedesExactly($1) }
    members += [
      ("models", .array(models.map { .string($0) })), ("absent", .array(absent.map(Self.json))),
      ("gaps", .array(gaps.map { .string($0) })),
    ]
    return JSONOutput.object(members).line()
  }

  private static func json(_ input: Provenance.Input) -> JSONOutput {
    .object([
      ("name", .string(input.file.name)), ("sha256", .string(input.file.sha256)),
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
  init(path: String) throws(Failure) {
    let bytes = try DataFiles.bytes(of: path)
    self = try mapping(Failure.init) { () throws(DocumentError) in
      let root = try JSONNode(parsing: bytes, file: path)
      let reader = PartReader(file: path, bytes: bytes)
      return try reader.partNames(root, format: Self.format, version: Self.version)
    }
  }

  init(
    deviceClasses: Provenance.DataFile, dumpProfile: Provenance.DataFile?,
    options: [String: String], inputs: [Provenance.Input], names: [String: CustomerNames]?
  ) {
    self.deviceClasses = deviceClasses
    self.dumpProfile = dumpProfile
    self.options = options
    self.inputs = inputs
    self.names = names
  }
}

extension PartReader {
  /// Reads the names of a part. Models and gaps are for whoever started the partial audits: a merge has no use
  /// for them.
  fileprivate func partNames(
    _ root: JSONNode, format: String, version: Int
  ) throws(DocumentError) -> PartNames {
    guard root["format"]?.string == format, let number = root["version"],
      try count(number) == version
    else { throw refusal(root, "expected a \(format) of version \(version)") }
    var found = PartNames(
      deviceClasses: try dataFile(member("deviceClasses", of: root)),
      dumpProfile: try root["dumpProfile"].map(dataFile), options: [:], inputs: [],
      names: root["names"] == nil ? nil : [:])
    let options = try member("options", of: root)
    guard case .object(let members) = options.value else {
      throw refusal(options, "expected an object")
    }
    for option in members { found.options[option.key] = try text(option.node) }
    for node in try list(member("inputs", of: root)) {
      found.inputs.append(
        Provenance.Input(
          file: try dataFile(node), byteCount: try count(member("bytes", of: node), max: .max),
          recordsRead: try count(member("recordsRead", of: node)),
          recordsRejected: try count(member("recordsRejected", of: node))))
    }
    for node in try root["names"].map(list) ?? [] {
      let texts = try tuple(node, count: 4)
      found.names?[try text(texts[0])] = CustomerNames(
        provider: try text(texts[1]), reseller: try text(texts[2]), customer: try text(texts[3]))
    }
    return found
  }

  private func dataFile(_ node: JSONNode) throws(DocumentError) -> Provenance.DataFile {
    Provenance.DataFile(
      name: try text(member("name", of: node)), sha256: try text(member("sha256", of: node)))
  }
}
