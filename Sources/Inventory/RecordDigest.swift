internal import DumpReading

/// What tells two dumps apart that hold no names any more: the sum, over all counted records, of a
/// 64-bit hash of what the record says and where it lies. Order, files and batches do not matter.
///
/// Two inventories of different people may be the same columns, byte for byte; with the digest their
/// files have different identities, and only a file that really is given twice is refused.
enum RecordDigest {
  /// Goes to disk: neither seed nor multiplier ever change.
  private static let hash = KeyHash(seed: 0x7563_656E_7375_7331, multiplier: 0x9E37_79B9_7F4A_7C15)

  static func of(_ batches: [RecordBatch], threads: Int) -> UInt64 {
    Parallel.map(count: batches.count, threads: threads) { digest(batches[$0]) }.reduce(0, &+)
  }

  private static func digest(_ batch: RecordBatch) -> UInt64 {
    let places = batch.locations.map { hash(of: $0.location.text) }
    let products = batch.products.map { hash(of: $0.product) &* 31 &+ hash(of: $0.recordClass) }
    var sum: UInt64 = 0
    batch.forEachRecord { record in
      let detail = record.role == .phone ? products[record.detail] : UInt64(record.detail)
      var head = (places[record.location], detail, UInt64(record.role.rawValue), hash(record.body))
      sum &+= withUnsafeBytes(of: &head) { hash($0) }
    }
    return sum
  }

  private static func hash(of text: String) -> UInt64 {
    var text = text
    return text.withUTF8 { hash(UnsafeRawBufferPointer($0)) }
  }
}
