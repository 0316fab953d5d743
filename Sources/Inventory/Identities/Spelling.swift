internal import DumpReading

/// Names as the dump writes them. Where records spell one differently, the spelling that is
/// smallest in byte order, so that it does not depend on their order.
enum Spelling {
  /// The key of records that have one key.
  ///
  /// - Parameter key: that key, folded, for a name without records.
  static func ofKey(
    _ records: some Sequence<PackedRecord>, else key: UnsafeRawBufferPointer
  ) -> [UInt8] {
    var smallest: [UInt8]?
    for record in records {
      let name = record.asWritten(record.key)
      if smallest.map({ name.lexicographicallyPrecedes($0) }) ?? true { smallest = name }
    }
    return smallest ?? Array(key)
  }
}
