/// Makes the bytes of a Parquet file from columns of values, in memory for one row group.
///
/// What it writes every reader knows: format 1, data pages of version 1 with checksums, one for each
/// column of a row group; booleans plain, numbers as packed differences, texts by dictionary; LZ4
/// where it saves something. The same rows give the same bytes, however they come in batches.
public struct ParquetWriter {
  /// Rows of a row group if nothing else is said.
  public static let rowGroupRowCountDefault = 1 << 20

  private static let magic = Array("PAR1".utf8)

  private let columns: [ParquetColumn]
  private let metadata: [(key: String, value: String)]
  private let creator: String
  private let rowGroupRowCount: Int
  private var buffers: [ColumnBuffer]
  private var bufferedCount = 0
  private var groups: [RowGroup] = []
  private var offset = 0

  /// A file with these columns.
  ///
  /// - Parameters:
  ///   - metadata: what the file says of itself, beside the name of the program.
  ///   - creator: name and version of the program.
  ///   - rowGroupRowCount: rows of every row group but the last, at least 1.
  public init(
    columns: [ParquetColumn], metadata: [(key: String, value: String)] = [], creator: String,
    rowGroupRowCount: Int = rowGroupRowCountDefault
  ) {
    precondition(!columns.isEmpty && rowGroupRowCount > 0, "a file has columns and rows")
    self.columns = columns
    self.metadata = metadata
    self.creator = creator
    self.rowGroupRowCount = rowGroupRowCount
    buffers = columns.map(ColumnBuffer.init)
  }

  /// Takes rows, column by column.
  ///
  /// - Returns: bytes that stand next in the file; often none.
  public mutating func append(_ batch: [ParquetValues]) -> [UInt8] {
    precondition(batch.count == columns.count, "one list of values for each column")
    let rowCount = batch[0].count
    precondition(batch.allSatisfy { $0.count == rowCount }, "as many values in each column")
    var bytes = start()
    var row = 0
    while row < rowCount {
      let end = min(rowCount, row + rowGroupRowCount - bufferedCount)
      for index in buffers.indices { buffers[index].append(batch[index], row..<end) }
      bufferedCount += end - row
      row = end
      if bufferedCount == rowGroupRowCount { bytes += endRowGroup() }
    }
    return bytes
  }

  /// Ends the file.
  ///
  /// - Returns: its last bytes.
  public mutating func finish() -> [UInt8] {
    var bytes = start()
    if bufferedCount > 0 { bytes += endRowGroup() }
    let footer = Footer(columns: columns, metadata: metadata, creator: creator, groups: groups)
    let footerBytes = footer.bytes
    bytes += footerBytes
    bytes.append(littleEndian: UInt32(footerBytes.count))
    return bytes + Self.magic
  }

  private mutating func start() -> [UInt8] {
    guard offset == 0 else { return [] }
    offset = Self.magic.count
    return Self.magic
  }

  private mutating func endRowGroup() -> [UInt8] {
    var bytes: [UInt8] = []
    var descriptions: [ChunkDescription] = []
    for index in buffers.indices {
      let chunk = buffers[index].chunk(at: offset)
      buffers[index] = ColumnBuffer(columns[index])
      offset += chunk.bytes.count
      bytes += chunk.bytes
      descriptions.append(chunk.description)
    }
    groups.append(RowGroup(rowCount: bufferedCount, chunks: descriptions))
    bufferedCount = 0
    return bytes
  }
}
