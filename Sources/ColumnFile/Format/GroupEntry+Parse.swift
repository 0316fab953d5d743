internal import CensusModel
internal import Sealing

/// Reading the directory of groups and the chunk table.
extension ByteCursor {
  mutating func groups() throws(Refusal) -> [GroupEntry] {
    let groupCount = try count(ofAtLeast: 6)
    try reserve(MemoryCost.array(groupCount, of: GroupEntry.self))
    var groups: [GroupEntry] = []
    groups.reserveCapacity(groupCount)
    var offset = SealedConstants.headerByteCount
    for _ in 0..<groupCount {
      var next = try group()
      if let first = groups.first, first.columns != next.columns {
        throw refusal("groups have different columns")
      }
      next.offset = offset
      let (end, overflow) = offset.addingReportingOverflow(next.storedByteCount)
      if overflow { throw refusal("chunks larger than any file") }
      offset = end
      groups.append(next)
    }
    return groups
  }

  private mutating func group() throws(Refusal) -> GroupEntry {
    let personCount = try varint(max: FormatConstants.groupPersonCountMax)
    let rowCountMax = SealedConstants.countMax
    let deviceCount = try varint(max: rowCountMax)
    let standaloneCount = try varint(max: rowCountMax)
    let surplusCount = try varint(max: rowCountMax)
    let segmentCount = try varint(max: rowCountMax)
    var entry = GroupEntry(
      personCount: personCount, deviceCount: deviceCount, standaloneCount: standaloneCount,
      surplusCount: surplusCount, segmentCount: segmentCount, chunks: [])
    let planeByteCount = (personCount + 63) / 64 * 8
    let chunkCount = try count(ofAtLeast: 3)
    try reserve(MemoryCost.array(chunkCount, of: ChunkEntry.self))
    entry.chunks.reserveCapacity(chunkCount)
    for _ in 0..<chunkCount { entry.chunks.append(try chunk(planeByteCount: planeByteCount)) }
    try checkColumns(of: entry)
    return entry
  }

  private mutating func chunk(planeByteCount: Int) throws(Refusal) -> ChunkEntry {
    guard let column = ColumnKind(rawValue: try u8()) else { throw refusal("unknown column") }
    guard let codec = Codec(rawValue: try u8()) else { throw refusal("unknown codec") }
    if codec == .constant {
      guard case .fact = column else { throw refusal("this column cannot be constant") }
      return ChunkEntry(
        column: column, codec: codec, constant: try u8(), rawByteCount: planeByteCount,
        storedByteCount: 0, checksum: 0)
    }
    let rawByteCount = try varint()
    let storedByteCount = try varint(max: SealedConstants.countMax)
    guard codec.allows(rawByteCount: rawByteCount, storedByteCount: storedByteCount) else {
      throw refusal("a chunk cannot hold what it declares")
    }
    if case .fact = column, rawByteCount != planeByteCount {
      throw refusal("a plane does not have one bit per person")
    }
    return ChunkEntry(
      column: column, codec: codec, rawByteCount: rawByteCount, storedByteCount: storedByteCount,
      checksum: try u64())
  }

  /// Every column that counting needs is there once, in ascending order of its number.
  private func checkColumns(of group: GroupEntry) throws(Refusal) {
    let columns = group.columns
    guard zip(columns, columns.dropFirst()).allSatisfy({ $0.rawValue < $1.rawValue }) else {
      throw refusal("columns are not in order")
    }
    let needed: [ColumnKind] =
      [.segments, .ownerIndex, .deviceTypes] + Fact.allCases.map { .fact($0.rawValue) }
    for column in needed where !columns.contains(column) {
      throw refusal("a group lacks column \(column.rawValue)")
    }
  }
}
