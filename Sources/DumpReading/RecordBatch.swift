/// The records of one part of a dump, reduced to what the audit needs: keys folded, places, products
/// and nothing else. Counted records are packed into memory that never moves, so that joining may
/// point at them; nodes and settings, which are few, are plain values.
///
/// A batch is filled by one thread and only read afterwards.
public final class RecordBatch: @unchecked Sendable {
  // Soundness of @unchecked: `append` is called by the batch's one filler, before anyone else sees it.

  /// The places that records of this batch name; records refer to them by index.
  public internal(set) var locations: [LocationUse] = []
  /// The products and classes of phones; phone records refer to them by index.
  public internal(set) var products: [ProductClass] = []
  /// The hierarchy nodes.
  public internal(set) var nodes: [NodeRecord] = []
  /// The settings of customers.
  public internal(set) var settings: [SettingsRecord] = []
  /// How many records are packed.
  public var recordCount: Int { arena.pointee.recordCount }

  // PERF: behind a pointer, since the runtime watches each access to a property of a class, and a
  // record is nothing but a few of them. Sound, as a batch is filled by one thread, and no access to
  // the arena calls back.
  private let arena: UnsafeMutablePointer<RecordArena>
  private var locationIndexes: [Location: Int] = [:]
  private var productIndexes: [ProductClass: Int] = [:]

  /// The number that the origins of its records give; nil where they have none.
  public let number: Int?

  /// An empty batch.
  ///
  /// - Parameter number: tells the batch from the others of its dump; with one, records that are
  ///   packed with a position keep it.
  public init(number: Int? = nil) {
    self.number = number
    arena = .allocate(capacity: 1)
    arena.initialize(to: RecordArena())
  }

  deinit {
    arena.pointee.deallocate()
    arena.deinitialize(count: 1)
    arena.deallocate()
  }

  /// The index of a place, added if it is new.
  public func index(of location: Location, at position: @autoclosure () -> RecordPosition) -> Int {
    if let known = locationIndexes[location] { return known }
    locations.append(LocationUse(location: location, first: position()))
    locationIndexes[location] = locations.count - 1
    return locations.count - 1
  }

  /// The index of a product and class, added if it is new.
  public func index(of product: ProductClass) -> Int {
    if let known = productIndexes[product] { return known }
    products.append(product)
    productIndexes[product] = products.count - 1
    return products.count - 1
  }

  /// Adds a hierarchy node.
  public func append(_ node: NodeRecord) { nodes.append(node) }

  /// Adds settings of a customer.
  public func append(_ record: SettingsRecord) { settings.append(record) }

  /// Packs a counted record.
  ///
  /// - Parameters:
  ///   - role: what it is.
  ///   - location: index into `locations`.
  ///   - detail: see `PackedRecord.detail`.
  ///   - texts: the texts without blanks at their ends, in the order that `PackedRecord` states;
  ///     `A`–`Z` become `a`–`z`.
  ///   - position: where the record stands.
  public func append(
    _ role: Role, location: Int, detail: Int, texts: some Collection<UnsafeRawBufferPointer>,
    at position: RecordPosition? = nil
  ) {
    var origin: RecordOrigin?
    if let number, let position {
      origin = RecordOrigin(batch: number, location: location, position: position)
    }
    var byteCount =
      PackedRecord.headerByteCount + (origin == nil ? 0 : RecordOrigin.byteCount)
    for text in texts { byteCount += PackedRecord.byteCount(ofText: text.count) }
    PackedRecord.write(
      at: arena.pointee.reserve(byteCount), byteCount: byteCount, role: role, location: location,
      detail: detail, texts: texts, origin: origin)
  }

  /// Packs a counted record from bytes already folded; for tests and small inputs.
  public func append(
    _ role: Role, location: Int, detail: Int = 0, texts: [String],
    at position: RecordPosition? = nil
  ) {
    let bytes = texts.map { Array($0.utf8) }
    let flat = bytes.flatMap { $0 }
    flat.withUnsafeBytes { raw in
      var start = 0
      let slices = bytes.map { text in
        defer { start += text.count }
        return UnsafeRawBufferPointer(rebasing: raw[start..<start + text.count])
      }
      append(role, location: location, detail: detail, texts: slices, at: position)
    }
  }

  /// Calls `body` with each packed record, in the order of packing. A record is valid as long as
  /// its batch lives.
  public func forEachRecord(_ body: (PackedRecord) -> Void) { arena.pointee.forEachRecord(body) }
}
