import CensusModel
import Testing

@testable import ColumnFile

/// Persons in pieces are those that are read one after the other.
@Suite struct PersonPiecesTests {
  /// More rows than a block holds, and groups that hold several customers and parts of them.
  private static func pair(_ groupPersonCount: Int) throws -> (ColumnFile, IdentityFile) {
    let customers = IdentityFileFixture.customers.enumerated().map { index, customer in
      var customer = customer
      for person in 0..<[4000, 9000, 300][index % 3] {
        customer.persons.append(
          facts: [.init(.ucmUser)], devices: [UInt16](repeating: 1, count: person % 3))
      }
      return customer
    }
    let pair = try IdentityFileFixture.pair(customers, groupPersonCount: groupPersonCount)
    return (
      try ColumnFileFixture.file(pair.columns),
      try IdentityFileFixture.file(pair.identities, memoryLimit: 1 << 26)
    )
  }

  private static func text(_ person: NamedPerson) -> String {
    let parts = person.row.parts.map { "\($0.name) \($0.sources)" }
    return "\(person.customer) \(person.row.name) \(person.row.sources) \(person.facts.rawValue) "
      + "\(Array(person.deviceTypes)) \(parts)"
  }

  @Test(arguments: [64, 1000, 5000, 65_536]) func areThePersonsInOrder(_ group: Int) throws {
    let (columns, names) = try Self.pair(group)
    #expect(names.blockCount > 2)
    let all = Array(columns.customers.indices)
    for customers in [all, [0], [1], Array(all.dropFirst()), [all.count - 1], []] {
      var expected: [String] = []
      for customer in customers {
        try names.forEachPerson(of: columns, customers: customer..<customer + 1) {
          expected.append(Self.text($0))
        }
      }
      for threads in [1, 3] {
        let outline = try IdentityOutline(names, customers: customers, threads: threads)
        let pieces = try PersonPieces(of: columns, names, outline)
        var found: [String] = []
        for piece in 0..<pieces.count {
          try pieces.forEachRun(ofPiece: piece) { run in
            for index in 0..<run.count { found.append(Self.text(run.person(index))) }
          }
        }
        #expect(found == expected)
      }
    }
  }

  /// A name in the middle of a large customer, one that several customers have as a part of longer
  /// ones, and one that is not there.
  @Test(arguments: ["c1-user-7777", "c0-user-3", "c1-sep-1", "c0-é0", "c9-user-1"])
  func blocksOfANameAreFound(_ name: String) throws {
    let (columns, names) = try Self.pair(1000)
    let bytes = Array(name.utf8)
    let isWanted = { (row: IdentityRow) in row.isNamed(bytes) || row.hasPart(named: bytes) }
    let all = Array(columns.customers.indices)
    let outline = try IdentityOutline(names, customers: all, names: [bytes], threads: 2)
    let pieces = try PersonPieces(of: columns, names, outline)
    var (found, expected): ([String], [String]) = ([], [])
    for piece in 0..<pieces.count {
      try pieces.forEachRun(ofPiece: piece, where: isWanted) { run in
        for index in 0..<run.count where isWanted(run.row(index)) {
          found.append(Self.text(run.person(index)))
        }
      }
    }
    try names.forEachPerson(of: columns, customers: all.indices) {
      if isWanted($0.row) { expected.append(Self.text($0)) }
    }
    #expect(found == expected)
    for section in CustomerIdentities.Section.allCases {
      var (rows, same): ([String], [String]) = ([], [])
      try names.forEachRow(section, in: outline) { if isWanted($0) { rows.append($0.name) } }
      try names.forEachRow(section, customers: all.indices) {
        if isWanted($0) { same.append($0.name) }
      }
      #expect(rows == same)
    }
    if name == "c9-user-1" { #expect(outline.blocks.allSatisfy { !$0.mayHold }) }
  }

  @Test func manyNamesAreFoundWithoutLooking() throws {
    let (columns, names) = try Self.pair(1000)
    let outline = try IdentityOutline(
      names, customers: Array(columns.customers.indices),
      names: (0..<40).map { Array("c1-user-\($0)".utf8) }, threads: 1)
    #expect(outline.blocks.allSatisfy { $0.mayHold })
  }
}
