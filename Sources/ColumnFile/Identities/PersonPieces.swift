public import CensusModel

/// The persons of some customers in pieces that several threads can read at once, in the order of
/// the files. A piece is a part of a group that ends with a block.
public struct PersonPieces: Sendable {
  /// Persons of a piece that follow each other in a block.
  private struct Span {
    var customer: Int
    var block: Int
    /// Index of the first row in the block.
    var row: Int
    /// Index of the first person in the group.
    var person: Int
    var count: Int
  }

  private struct Piece {
    var group: Int
    var spans: [Span] = []
    var personCount = 0
  }

  /// A group that was decoded last: the pieces of one follow each other.
  private final class Decoded: Sendable {
    struct Group {
      var index: Int
      var persons: PersonTable
      var segments: [DecodedGroup.Segment]
    }

    private let last = Locked<Group?>(nil)

    func group(
      _ index: Int, make: () throws(ColumnFileError) -> Group
    ) throws(ColumnFileError) -> Group {
      try last.withLock { last throws(ColumnFileError) in
        if let last, last.index == index { return last }
        let group = try make()
        last = group
        return group
      }
    }
  }

  /// A piece with so many persons ends with the next block. A tuning constant.
  private static let personCountMin = 8192

  private let columns: ColumnFile
  private let names: IdentityFile
  private let pieces: [Piece]
  private let decoded = Decoded()

  /// How many pieces there are.
  public var count: Int { pieces.count }

  /// Finds the pieces.
  ///
  /// - Parameters:
  ///   - names: the identities of the file.
  ///   - columns: the columnar file; `verify(against:)` took it.
  ///   - outline: the places of the rows of the customers; what cannot be in a block is left out.
  public init(
    of columns: ColumnFile, _ names: IdentityFile, _ outline: IdentityOutline
  ) throws(ColumnFileError) {
    (self.columns, self.names) = (columns, names)
    let starts = Self.starts(columns.customers.indices.map { columns.customers.sizes(of: $0)[0] })
    let groups = Self.starts(columns.footer.groups.map(\.personCount))
    var pieces: [Piece] = []
    var group = 0
    for block in outline.blocks where block.mayHold {
      for segment in block.segments where segment.section == .persons {
        var next = starts[segment.customer] + segment.first
        let end = next + segment.rowCount
        guard end <= starts[segment.customer + 1], end <= groups[groups.count - 1] else {
          throw names.contradiction(columns)
        }
        while next < end {
          while groups[group + 1] <= next { group += 1 }
          let stop = min(end, groups[group + 1])
          if pieces.last.map({ $0.group != group || $0.personCount >= Self.personCountMin }) ?? true
          {
            pieces.append(Piece(group: group))
          }
          pieces[pieces.count - 1].personCount += stop - next
          pieces[pieces.count - 1].spans.append(
            Span(
              customer: segment.customer, block: block.number,
              row: segment.start + next - starts[segment.customer] - segment.first,
              person: next - groups[group], count: stop - next))
          next = stop
        }
      }
    }
    self.pieces = pieces
  }

  /// Running sums, beginning with 0.
  private static func starts(_ counts: [Int]) -> [Int] {
    var starts = [0]
    starts.reserveCapacity(counts.count + 1)
    for count in counts { starts.append(starts[starts.count - 1] + count) }
    return starts
  }

  /// Calls a body for the persons of a piece, run after run. One group and one block are in memory.
  ///
  /// - Parameters:
  ///   - index: the piece.
  ///   - body: is called for one run after the other.
  ///   - isWanted: runs without such a row are left out; where a piece has none, its group
  ///     is not read.
  public func forEachRun(
    ofPiece index: Int, where isWanted: ((IdentityRow) -> Bool)? = nil, _ body: (PersonRun) -> Void
  ) throws(ColumnFileError) {
    let piece = pieces[index]
    var block: (number: Int, names: NamedRows)?
    for span in piece.spans {
      if block?.number != span.block {
        block = (span.block, NamedRows(try names.decode(block: span.block).rows))
      }
      guard let names = block?.names else { continue }
      if let isWanted {
        let rows = span.row..<span.row + span.count
        let found = rows.contains { isWanted(IdentityRow(customer: span.customer, names, $0)) }
        guard found else { continue }
      }
      let group = try group(piece.group)
      guard Self.fits(span, group.segments) else { throw self.names.contradiction(columns) }
      let run = PersonRun(
        customer: span.customer, count: span.count, persons: group.persons,
        firstPerson: span.person, names: names, firstRow: span.row)
      for index in 0..<run.count where run.row(index).partCount != run.deviceTypes(index).count {
        throw self.names.contradiction(columns)
      }
      body(run)
    }
  }

  private func group(_ index: Int) throws(ColumnFileError) -> Decoded.Group {
    try decoded.group(index) { () throws(ColumnFileError) in
      let group = DecodedGroup()
      try columns.decode(group: index, into: group)
      return Decoded.Group(index: index, persons: group.persons(), segments: group.segments)
    }
  }

  /// True where the persons of a span are those of its customer in the group.
  private static func fits(_ span: Span, _ segments: [DecodedGroup.Segment]) -> Bool {
    var start = 0
    for segment in segments {
      let end = start + segment.personCount
      if span.person < end {
        return segment.customer == span.customer && span.person + span.count <= end
      }
      start = end
    }
    return false
  }
}

extension IdentityFile {
  /// Calls a body for each row of a section in the blocks of an outline that may hold what was
  /// looked for.
  public func forEachRow(
    _ section: CustomerIdentities.Section, in outline: IdentityOutline,
    _ body: (IdentityRow) -> Void
  ) throws(ColumnFileError) {
    for block in outline.blocks
    where block.mayHold && block.segments.contains(where: { $0.section == section }) {
      let names = NamedRows(try decode(block: block.number).rows)
      for segment in block.segments where segment.section == section {
        for row in segment.start..<segment.start + segment.rowCount {
          body(IdentityRow(customer: segment.customer, names, row))
        }
      }
    }
  }
}
