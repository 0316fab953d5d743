internal import DumpReading

/// Customers, in order, cut into ranges whose records fit into memory together. A customer is never
/// cut: one who does not fit is a range of their own.
struct CustomerPartitions {
  let ranges: [Range<Int>]
  /// By customer: index into `ranges`.
  let indexes: [Int]

  /// The memory of joining beside the packed record itself, in bytes: pointers, tables, rows.
  private static let joinByteCountPerRecord = 64
  /// And what naming its rows takes.
  private static let nameByteCountPerRecord = 128

  /// - Parameters:
  ///   - loads: the records of each customer.
  ///   - byteCountMax: what a range may take.
  ///   - keepsNames: whether rows are named.
  init(_ loads: [LocationLoad], byteCountMax: Int, keepsNames: Bool = false) {
    let byteCountPerRecord =
      Self.joinByteCountPerRecord + (keepsNames ? Self.nameByteCountPerRecord : 0)
    var ranges: [Range<Int>] = []
    var indexes: [Int] = []
    var start = 0
    var byteCount = 0
    for (customer, load) in loads.enumerated() {
      let more = load.byteCount + load.recordCount * byteCountPerRecord
      if byteCount + more > byteCountMax, customer > start {
        ranges.append(start..<customer)
        (start, byteCount) = (customer, 0)
      }
      byteCount += more
      indexes.append(ranges.count)
    }
    if start < loads.count { ranges.append(start..<loads.count) }
    self.ranges = ranges
    self.indexes = indexes
  }
}
