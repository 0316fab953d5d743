/// Names to which other names belong, such as persons with their devices: one row each.
public struct NameTable: Equatable, Sendable {
  /// The name of each row.
  public var heads = NameList()
  /// The names that belong to it, row after row.
  public private(set) var parts = NameList()
  /// Beside `parts`: how devices came to their user; empty for what is not a person's device.
  public private(set) var relations: [DeviceRelation] = []
  private var partEnds: [Int] = []

  /// No rows.
  public init() {}

  /// Rows of these names.
  ///
  /// - Parameters:
  ///   - heads: the names of rows.
  ///   - parts: names that belong to them, row by row.
  ///   - partCounts: how many of `parts` belong to each of `heads`, in order.
  ///   - relations: beside `parts`.
  public init(
    heads: NameList, parts: NameList, partCounts: [Int], relations: [DeviceRelation]
  ) {
    precondition(partCounts.count == heads.count, "a row has one head")
    precondition(relations.count == parts.count, "every part came in some way")
    (self.heads, self.parts, self.relations) = (heads, parts, relations)
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

  /// Which of `parts` belong to rows that follow each other.
  public func parts(ofRows rows: Range<Int>) -> Range<Int> {
    (rows.lowerBound == 0 ? 0 : partEnds[rows.lowerBound - 1])..<(rows.upperBound == 0
      ? 0 : partEnds[rows.upperBound - 1])
  }

  /// Adds a part of the row that is not ended yet.
  public mutating func append(
    part name: some Sequence<UInt8>, sources: some Sequence<SourceRecord>,
    _ relation: DeviceRelation = []
  ) {
    parts.append(name, sources: sources)
    relations.append(relation)
  }

  /// Adds a part of the row that is not ended yet.
  public mutating func append(
    part name: ArraySlice<UInt8>, sources: [SourceRecord], _ relation: DeviceRelation
  ) {
    parts.append(name, sources: sources)
    relations.append(relation)
  }

  /// Every record that is named.
  public mutating func forEachSource(_ body: (inout SourceRecord) -> Void) {
    for index in heads.sources.indices { body(&heads.sources[index]) }
    for index in parts.sources.indices { body(&parts.sources[index]) }
  }

  /// Ends a row: its head was added to `heads` and its parts to `parts`.
  public mutating func endRow() {
    precondition(partEnds.count + 1 == heads.count, "a row has one head")
    partEnds.append(parts.count)
  }

  /// Adds a row of another table.
  public mutating func append(_ row: Int, of other: NameTable) {
    heads.append(row, of: other.heads)
    for part in other.parts(of: row) {
      parts.append(part, of: other.parts)
      relations.append(other.relations[part])
    }
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
