/// A row group that has been written, for the footer. The bytes of its chunks are gone.
struct RowGroup {
  let rowCount: Int
  /// The descriptions of the chunks in the footer.
  let chunks: [ChunkDescription]
}

/// The description of a Parquet file at its end.
struct Footer {
  let columns: [ParquetColumn]
  let metadata: [(key: String, value: String)]
  let creator: String
  let groups: [RowGroup]

  var bytes: [UInt8] {
    var thrift = CompactThrift()
    thrift.structure { file in
      file.field(1, i32: 1)
      file.field(2, structures: [nil] + columns) { Self.describe($1, of: columns, in: &$0) }
      file.field(3, i64: groups.reduce(0) { $0 + $1.rowCount })
      file.field(4, structures: Array(groups.enumerated())) { thrift, group in
        Self.describe(group.element, number: group.offset, in: &thrift)
      }
      if !metadata.isEmpty {
        file.field(5, structures: metadata) { entry, pair in
          entry.field(1, text: pair.key)
          entry.field(2, text: pair.value)
        }
      }
      file.field(6, text: creator)
      // Numbers, booleans and texts have the order of their type: least and greatest are in it.
      file.field(7, structures: columns) { order, _ in order.field(1) { _ in } }
    }
    return thrift.bytes
  }

  /// A column, or the root that holds all of them.
  private static func describe(
    _ column: ParquetColumn?, of columns: [ParquetColumn], in element: inout CompactThrift
  ) {
    guard let column else {
      element.field(4, text: "schema")
      element.field(5, i32: columns.count)
      return
    }
    element.field(1, i32: column.kind.physicalType)
    element.field(3, i32: column.isOptional ? 1 : 0)
    element.field(4, text: column.name)
    guard column.kind == .text else { return }
    element.field(6, i32: 0)
    element.field(10) { type in type.field(1) { _ in } }
  }

  private static func describe(_ group: RowGroup, number: Int, in thrift: inout CompactThrift) {
    thrift.field(1, structures: group.chunks) { $1.describe(in: &$0) }
    thrift.field(2, i64: group.chunks.reduce(0) { $0 + $1.rawByteCount })
    thrift.field(3, i64: group.rowCount)
    thrift.field(5, i64: group.chunks.first?.offset ?? 0)
    thrift.field(6, i64: group.chunks.reduce(0) { $0 + $1.byteCount })
    // Of 16 bits, and not needed.
    if number <= Int16.max { thrift.field(7, i16: number) }
  }
}

extension ParquetColumn.Kind {
  /// Numbers of Parquet's `Type`.
  var physicalType: Int {
    switch self {
    case .boolean: 0
    case .int32: 1
    case .int64: 2
    case .text: 6
    }
  }
}
