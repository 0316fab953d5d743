internal import CensusModel
internal import ColumnFile

/// Rows of a name, found without reading those of all others.
extension NamedInput {
  /// The places of the rows of customers.
  ///
  /// - Parameters:
  ///   - some: indexes of customers; nil for all who are looked at, and what lies above them.
  ///   - names: folded; only blocks that may hold one of them are of interest; nil for every block.
  func outline(
    of some: Set<Int>? = nil, holding names: [[UInt8]]?
  ) throws(Failure) -> IdentityOutline {
    let all = customers + (looksAboveCustomers ? [identities.aboveEveryCustomer] : [])
    return try mapping(Failure.init) { () throws(ColumnFileError) in
      try IdentityOutline(
        identities,
        customers: some.map { wanted in customers.filter(wanted.contains) } ?? all,
        names: names, threads: threads)
    }
  }

  /// The persons with such rows, in the order of the files.
  func persons(
    in outline: IdentityOutline, where isWanted: @escaping @Sendable (IdentityRow) -> Bool
  ) throws(Failure) -> [NamedPerson] {
    let pieces = try mapping(Failure.init) { () throws(ColumnFileError) in
      try PersonPieces(of: columns, identities, outline)
    }
    let found = Parallel.map(count: pieces.count, threads: threads) { piece in
      Result { () throws(ColumnFileError) in
        var persons: [NamedPerson] = []
        try pieces.forEachRun(ofPiece: piece, where: isWanted) { run in
          for index in 0..<run.count where isWanted(run.row(index)) {
            persons.append(run.person(index))
          }
        }
        return persons
      }
    }
    return try mapping(Failure.init) { () throws(ColumnFileError) in
      var persons: [NamedPerson] = []
      for result in found { persons += try result.get() }
      return persons
    }
  }

  /// Such rows of another section, in the same order.
  func rows(
    _ section: CustomerIdentities.Section, in outline: IdentityOutline,
    where isWanted: (IdentityRow) -> Bool
  ) throws(Failure) -> [IdentityRow] {
    try mapping(Failure.init) { () throws(ColumnFileError) in
      var rows: [IdentityRow] = []
      try identities.forEachRow(section, in: outline) { if isWanted($0) { rows.append($0) } }
      return rows
    }
  }
}
