/// Names to which other names belong, such as persons with their devices: one row each.
public struct NameTable: Equatable, Sendable {
  /// The name of each row.
  public var heads = NameList()
  /// The names that belong to it, row after row.
  public var parts = NameList()
  private var partEnds: [Int] = []

  /// No rows.
  public init() {}

  /// Rows of these names.
  ///
  /// - Parameter partCounts: how many of `parts` belong to each of `heads`, in order.
  public init(heads: NameList, parts: NameList, partCounts: [Int]) {
    precondition(partCounts.count == heads.count, "a row has one head")
    (self.heads, self.parts) = (heads, parts)
    partEnds = partCounts
    for row in partEnds.indices.dropFirst() { partEnds[row] += partEnds[row - 1] }
    precondition(partEnds.last ?? 0 == parts.count, "every part belongs to a row")
  }

  /// How many rows there are.
  public var count: Int { heads.count }

  /// Which of `parts` belong to a row.
  public func parts(of row: Int) -> Range<Int> {
    (row == 0 ? 0 : partEnds[row - 1])..<partEnds[row]
  }

  /// Ends a row: its head was added to `heads` and its parts to `parts`.
  public mutating func endRow() {
    precondition(partEnds.count + 1 == heads.count, "a row has one head")
    partEnds.append(parts.count)
  }

  /// Adds a row of another table.
  public mutating func append(_ row: Int, of other: NameTable) {
    heads.append(row, of: other.heads)
    for part in other.parts(of: row) { parts.append(part, of: other.parts) }
    endRow()
  }

  /// Adds a row without parts.
  public mutating func append(
    _ name: some Sequence<UInt8>, sources: some Sequence<SourceRecord>
  ) {
    heads.append(name, sources: sources)
    endRow()
  }
}
