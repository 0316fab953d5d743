internal import CensusModel

/// The sum, over counted records, of a 64-bit hash of what the record says and where it lies.
/// Order, files and batches do not matter.
///
/// It sets two dumps apart that hold no names any more: two inventories of different people may be
/// the same columns, byte for byte; with the digest their files have different identities, and only
/// a file that really is given twice is refused.
struct RecordDigest {
  /// The sum of all that were added.
  private(set) var sum: UInt64 = 0
  private var places: [UInt64] = []
  private var products: [UInt64] = []

  /// Goes to disk: it never changes.
  private static let hash = KeyHash(seed: 0x7563_656E_7375_7331)

  /// Takes the next location of the batch.
  mutating func add(_ location: Location) { places.append(Self.hash(of: location.text)) }

  /// Takes the next product of the batch.
  mutating func add(_ product: ProductClass) {
    products.append(
      Self.hash(of: product.product) &* 31 &+ Self.hash(of: product.recordClass))
  }

  /// Adds a record.
  ///
  /// - Parameter body: its texts, folded, each with its length before it as a varint.
  mutating func add(
    _ role: Role, location: Int, detail: Int, body: UnsafeRawBufferPointer
  ) {
    let detail = role == .phone ? products[detail] : UInt64(detail)
    var head = unsafe (places[location], detail, UInt64(role.rawValue), Self.hash(body))
    unsafe sum &+= withUnsafeBytes(of: &head) { unsafe Self.hash($0) }
  }

  private static func hash(of text: String) -> UInt64 {
    var text = text
    return text.withUTF8 { unsafe hash(UnsafeRawBufferPointer($0)) }
  }
}
