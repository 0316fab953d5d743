internal import CensusModel
internal import Report

/// The parts of a merge and the names files that belong to them: each part has one, and each names
/// file belongs to these parts.
struct PartPairing {
  private let parts: [String: PartFile]
  /// The names files read so far, by the SHA-256 of the parts they belong to.
  private var owners: [String: String] = [:]

  init(_ parts: [PartFile]) {
    self.parts = Dictionary(parts.map { ($0.sha256, $0) }) { first, _ in first }
  }

  /// Reads a names file and compares it with its parts.
  mutating func names(at path: String) throws(Failure) -> PartNames {
    let names = try PartNames(path: path)
    var own: [PartialResult] = []
    for digest in names.parts {
      guard let part = parts[digest] else {
        throw Self.stranger(path, "they belong to another partial result, SHA-256 \(digest)")
      }
      if let twin = owners.updateValue(path, forKey: digest) {
        throw Failure(
          .malformed, "\(twin) and \(path) are both the names of \(part.result.name)",
          hint: "leave one of them out")
      }
      own.append(part.result)
    }
    try Self.check(names, path, against: own)
    return names
  }

  /// - Throws: where a part has no names.
  func finish() throws(Failure) {
    let nameless = parts.values.filter { owners[$0.sha256] == nil }.map(\.result.name)
    guard let first = nameless.min(by: { $0.precedesExactly($1) }) else { return }
    let others = nameless.count > 1 ? ", nor those of \(nameless.count - 1) more" : ""
    throw Failure(
      .malformed,
      "the names are not those of the parts: the names of \(first) are missing\(others)",
      hint: "give the names file of every part, or of none")
  }

  // MARK: Comparing

  private static func check(
    _ names: PartNames, _ path: String, against parts: [PartialResult]
  ) throws(Failure) {
    let profiles = Set(parts.flatMap(\.inputs).compactMap(\.dumpProfile))
    let differences = [
      ("another device table", parts.contains { $0.deviceTable != names.deviceClasses.sha256 }),
      ("another dump profile", profiles != Set([names.dumpProfile?.sha256].compactMap(\.self))),
      ("another number of rejected records", names.rejectedCount != parts.rejectedCount),
      ("other inputs", !names.isShuffled && names.countedFiles != parts.countedFiles),
    ]
    if let difference = differences.first(where: \.1)?.0 {
      throw stranger(path, "they have \(difference)")
    }
    guard let known = names.names else { return }
    for part in parts {
      if let nameless = part.customers.first(where: { known[$0.result.pkid.pkidKey] == nil }) {
        throw stranger(path, "customer \(nameless.result.pkid) is not in them")
      }
    }
  }

  private static func stranger(_ path: String, _ reason: String) -> Failure {
    Failure(
      .malformed, "\(path): the names are not those of the parts: \(reason)",
      hint: "give the names file of every part, written with it")
  }
}

/// A file that was read, without its name: what a part and its names both say of it.
private struct CountedFile: Hashable {
  let digestKind: DigestKind
  let sha256: String
  let byteCount: Int
  let recordsRead: Int
  let recordsRejected: Int

  init(_ input: Provenance.Input) {
    digestKind = input.digestKind
    sha256 = input.file.sha256
    byteCount = input.byteCount
    recordsRead = input.recordsRead
    recordsRejected = input.recordsRejected
  }
}

extension PartNames {
  fileprivate var rejectedCount: Int { inputs.reduce(0) { $0 + $1.recordsRejected } }
  /// How often each file was read.
  fileprivate var countedFiles: [CountedFile: Int] {
    Dictionary(inputs.map { (CountedFile($0), 1) }, uniquingKeysWith: +)
  }
}

extension [PartialResult] {
  fileprivate var rejectedCount: Int { reduce(0) { $0 + $1.findings.rejectedRecords } }
  fileprivate var countedFiles: [CountedFile: Int] {
    let files = flatMap(\.inputs).flatMap(\.files)
    return Dictionary(files.map { (CountedFile($0.listed), 1) }, uniquingKeysWith: +)
  }
}
