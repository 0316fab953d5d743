internal import CensusModel
internal import DumpReading

/// What tells two dumps apart that hold no names any more: the sum, over all counted records, of a
/// 64-bit hash of what the record says and where it lies. Order, files and batches do not matter.
///
/// Two inventories of different people may be the same columns, byte for byte; with the digest their
/// files have different identities, and only a file that really is given twice is refused.
enum RecordDigest {
  /// Goes to disk: it never changes.
  private static let hash = KeyHash(seed: 0x7563_656E_7375_7331)

  static func of(_ batches: [RecordBatch], threads: Int) -> UInt64 {
    Parallel.map(count: batches.count, threads: threads) { index in
      let digest = OfBatch(batches[index])
      var sum: UInt64 = 0
      batches[index].forEachRecord { sum &+= digest($0.header) }
      return sum
    }.reduce(0, &+)
  }

  /// The hashes of the records of one batch.
  struct OfBatch {
    private let places: [UInt64]
    private let products: [UInt64]

    init(_ batch: RecordBatch) {
      places = batch.locations.map { hash(of: $0.location.text) }
      products = batch.products.map { hash(of: $0.product) &* 31 &+ hash(of: $0.recordClass) }
    }

    func callAsFunction(_ record: PackedRecord.Header) -> UInt64 {
      let detail = record.role == .phone ? products[record.detail] : UInt64(record.detail)
      var head = (
        places[record.location], detail, UInt64(record.role.rawValue), hash(record.body)
      )
      return withUnsafeBytes(of: &head) { hash($0) }
    }
  }

  private static func hash(of text: String) -> UInt64 { text.withBytes { hash($0) } }
}
