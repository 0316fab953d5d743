internal import BuiltInData
internal import CensusModel
internal import CensusRules
internal import Documents
internal import Files
internal import Report

/// A data file in force: what it says, and which file that was.
struct DataFile<Content> {
  var content: Content
  var name: String
  var bytes: [UInt8]

  /// How the provenance names it.
  var provenance: Provenance.DataFile {
    Provenance.DataFile(name: name, sha256: FileDigest.hexadecimal(of: bytes))
  }
}

enum DataFiles {
  static func rules(
    _ path: String?, _ fileSystem: FileSystem = .live
  ) throws(Failure) -> DataFile<RuleSet> {
    let (name, bytes) = try load(
      path, BuiltInData.rules, builtInName: "rules-4.1.5.json", fileSystem)
    let rules = try mapping(Failure.init) { () throws(DocumentError) in
      try RuleSet(parsing: bytes, file: name)
    }
    return DataFile(content: rules, name: name, bytes: bytes)
  }

  /// Platform facts, and a warning for keys that no report knows.
  static func platform(
    _ bytes: [UInt8], name: String, warnings: inout [String]
  ) throws(Failure) -> PlatformFacts {
    var ignored: [String] = []
    let facts: PlatformFacts
    do {
      facts = try PlatformFacts(parsing: bytes, file: name, ignoredKeys: &ignored)
    } catch {
      throw Failure(error)
    }
    if !ignored.isEmpty {
      warnings.append(
        "\(name): keys that no report has are passed over: \(ignored.joined(separator: ", "))")
    }
    return facts
  }

  /// The platform facts that an option gives; none without it.
  static func givenFacts(
    _ path: String?, _ fileSystem: FileSystem = .live, warnings: inout [String]
  ) throws(Failure) -> PlatformFacts {
    guard let path else { return PlatformFacts() }
    return try platform(
      bytes(of: path, fileSystem), name: StandardInput.shown(path), warnings: &warnings)
  }

  static func load(
    _ path: String?, _ builtIn: [UInt8], builtInName: String, _ fileSystem: FileSystem = .live
  ) throws(Failure) -> (name: String, bytes: [UInt8]) {
    guard let path else { return ("built-in \(builtInName)", builtIn) }
    return (StandardInput.shown(path), try bytes(of: path, fileSystem))
  }

  static func bytes(
    of path: String, _ fileSystem: FileSystem = .live
  ) throws(Failure) -> [UInt8] {
    try mapping(Failure.init) { () throws(FileError) in
      try FileReading.bytes(of: path, fileSystem: fileSystem)
    }
  }
}
