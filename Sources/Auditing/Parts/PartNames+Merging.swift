internal import CensusModel
internal import Report

extension PartNames {
  /// Several as one; none of none. What stands in several, as the file of the nodes may, is one.
  static func united(_ paths: [String]) throws(Failure) -> PartNames? {
    guard let first = paths.first else { return nil }
    var all = try PartNames(path: first)
    var names = NamesOfCustomers()
    try names.add(all, first)
    for path in paths.dropFirst() {
      let next = try PartNames(path: path)
      guard next.deviceClasses == all.deviceClasses, next.options == all.options else {
        throw disagreement(first, path, "device tables or options of reading")
      }
      if let mine = all.dumpProfile, let other = next.dumpProfile, mine != other {
        throw disagreement(first, path, "dump profiles")
      }
      all.dumpProfile = all.dumpProfile ?? next.dumpProfile
      all.inputs += next.inputs
      if next.names == nil { all.names = nil }
      try names.add(next, path)
    }
    all.inputs = Array(Set(all.inputs))
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

  /// Refuses what are not the names of these parts.
  func check(against total: PartialResult) throws(Failure) {
    let profiles = Set(total.inputs.compactMap(\.dumpProfile))
    let rejectedCount = inputs.reduce(0) { $0 + $1.recordsRejected }
    let differences = [
      ("device table", deviceClasses.sha256 != total.deviceTable),
      ("dump profile", profiles != Set([dumpProfile?.sha256].compactMap(\.self))),
      ("number of rejected records", rejectedCount != total.findings.rejectedRecords),
    ]
    if let difference = differences.first(where: \.1)?.0 {
      throw stranger("they have another \(difference)")
    }
    guard let names else { return }
    if let nameless = total.customers.first(where: { names[$0.result.pkid.pkidKey] == nil }) {
      throw stranger("customer \(nameless.result.pkid) is not in them")
    }
  }

  private func stranger(_ reason: String) -> Failure {
    Failure(
      .malformed, "the names are not those of the parts: \(reason)",
      hint: "give the names of every part, written with it")
  }
}

extension NamesOfCustomers {
  fileprivate mutating func add(_ part: PartNames, _ path: String) throws(Failure) {
    for (pkid, more) in part.names ?? [:] { try add(more, of: pkid, in: path) }
  }
}
