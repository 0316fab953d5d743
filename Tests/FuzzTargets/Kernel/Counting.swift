internal import CensusKernel
internal import CensusModel
internal import CensusRules
internal import ColumnFile

/// Counts a file on every path that this processor has, and the plain way.
struct Counting {
  private let rules: RuleSet
  private let paths: [(path: KernelPath, census: Census)]
  private static let deviceClasses = known { try DeviceClassTable.builtIn() }

  init(_ rules: RuleSet) {
    self.rules = rules
    paths = KernelPath.available.map { path in
      (path, Census(rules: rules, deviceClasses: Self.deviceClasses, path: path))
    }
  }

  /// The rules that every program carries.
  static let builtIn = Counting(known { try RuleSet.builtIn() })

  /// Rules that have everything a plan can have, and are quick to evaluate.
  static let few = Counting(
    known {
      try RuleSet(
        parsing: Array(
          """
          {"schema": 1, "auditVersion": "x", "phonesPerLicense": 10, "columns": [
            {"title": "Customer PKID", "kind": "customerPKID"},
            {"title": "one", "kind": "persons", "exclusive": true, "where": "U and P = 1 and not V"},
            {"title": "many", "kind": "persons", "exclusive": true, "where": "U and P > 10"},
            {"title": "odd", "kind": "persons", "where": "not (U or PX) and P < 3 or column('one') and S"},
            {"title": "analog", "kind": "standaloneDevices", "class": "analog"}
          ]}
          """.utf8), file: "few rules")
    })

  /// Counts a file of these customers. It must be sound.
  func check(_ made: MadeInventory) throws(Finding) {
    let bytes = made.file()
    let file: ColumnFile
    do throws(ColumnFileError) {
      file = try ColumnFile(ColumnSource(name: "made", bytes: bytes))
      try file.verify(threads: 1)
    } catch {
      throw Finding("what the writer writes is refused: \(error)")
    }
    try check(file, expecting: plainly(made.customers, file), isSound: true)
  }

  /// Counts a file from any source.
  ///
  /// - Parameters:
  ///   - expected: what the plain way counts; nil where a group is refused.
  ///   - isSound: whether the file was verified, so that it must be counted.
  func check(
    _ file: ColumnFile, expecting expected: [CustomerCounts]?, isSound: Bool
  ) throws(Finding) {
    var first: Result<[CustomerCounts], ColumnFileError>?
    // A group that is refused is so before any path is taken.
    for (path, census) in expected == nil ? paths.suffix(1) : paths[...] {
      let result = Result { () throws(ColumnFileError) in
        Array(try census.count(file))
      }
      try Finding.unless(
        first.map { $0 == result } ?? true, "\(path) and portable differ: \(result), \(first!)")
      first = result
      switch result {
      case .success(let counts):
        try Finding.unless(
          counts == expected, "\(path): \(counts), plainly \(expected.map { "\($0)" } ?? "refused")"
        )
      case .failure(.corrupt):
        try Finding.unless(!isSound, "verified, but not counted: \(result)")
      case .failure(let error):
        throw Finding("\(path): \(error)")
      }
    }
  }

  /// The counts of customers by the plain way.
  func plainly(_ customers: [CustomerInventory], _ file: ColumnFile) -> [CustomerCounts] {
    let plain = PlainCount(
      rules: rules, deviceClasses: Self.deviceClasses, deviceTypes: file.deviceTypes.map(\.type))
    return customers.map(plain.count)
  }

  /// A value that is known to be sound.
  private static func known<Value>(_ body: () throws -> Value) -> Value {
    do { return try body() } catch { preconditionFailure("\(error)") }
  }
}
