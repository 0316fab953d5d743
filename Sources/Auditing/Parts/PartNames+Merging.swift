internal import CensusModel
internal import Report

extension PartNames {
  /// The names of parts, as one; nil where no file of names was given. What is in several, as the
  /// file of the nodes may be, is one.
  ///
  /// - Throws: where a file is damaged or belongs to other parts, and where a part has no names.
  static func united(
    _ paths: [String], of parts: [PartFile]
  ) throws(Failure) -> PartNames? {
    guard let first = paths.first else { return nil }
    var pairing = PartPairing(parts)
    var all = try pairing.names(at: first)
    var names = NamesOfCustomers()
    try names.add(all, first)
    for path in paths.dropFirst() {
      let next = try pairing.names(at: path)
      guard next.deviceClasses == all.deviceClasses, next.options == all.options else {
        throw disagreement(first, path, "device tables or options of reading")
      }
      if let mine = all.dumpProfile, let other = next.dumpProfile, mine != other {
        throw disagreement(first, path, "dump profiles")
      }
      all.dumpProfile = all.dumpProfile ?? next.dumpProfile
      all.inputs += next.inputs
      all.excluded += next.excluded
      if next.names == nil { all.names = nil }
      try names.add(next, path)
    }
    try pairing.finish()
    all.inputs = Array(Set(all.inputs))
    all.excluded = Set(all.excluded.map(ExactText.init)).map(\.string)
    if all.names != nil { all.names = names.names }
    try all.checkInputs(first)
    return all
  }

  private static func disagreement(_ first: String, _ second: String, _ what: String) -> Failure {
    Failure(
      .malformed, "\(first) and \(second) have different \(what)",
      hint: "count one of them again")
  }

  /// One file has one digest and one number of records.
  private func checkInputs(_ name: String) throws(Failure) {
    var known: Set<[UInt8]> = []
    for input in inputs where !known.insert(Array(input.file.name.utf8)).inserted {
      throw Failure(
        .malformed, "\(name): \(input.file.name) stands there twice, and not as the same",
        hint: "did it change between the parts? count them again")
    }
  }
}

extension NamesOfCustomers {
  fileprivate mutating func add(_ part: PartNames, _ path: String) throws(Failure) {
    for (pkid, more) in part.names ?? [:] { try add(more, of: pkid, in: path) }
  }
}
