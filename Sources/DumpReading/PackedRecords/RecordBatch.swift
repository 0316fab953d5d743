internal import CensusModel
public import Files

/// The records of one part of a dump, reduced to what the audit needs: keys folded, places, products
/// and nothing else. Counted records are packed into memory that never moves, so that joining may
/// point at them; nodes and settings, which are few, are plain values.
///
/// A batch is filled by one thread and only read afterwards.
@safe public final class RecordBatch: @unchecked Sendable {
  // Soundness of @unchecked: `append` is called by the batch's one filler, before anyone else sees it.

  /// The places that records of this batch name; records refer to them by index.
  public internal(set) var locations: [LocationUse] = []
  /// The products and classes of phones; phone records refer to them by index.
  public internal(set) var products: [ProductClass] = []
  /// Beside `products`: as records write them, of several spellings the smallest in byte order;
  /// empty where records do not say where they stand.
  public private(set) var productSpellings: [String] = []
  /// The hierarchy nodes.
  public internal(set) var nodes: [NodeRecord] = []
  /// The settings of customers.
  public internal(set) var settings: [SettingsRecord] = []
  /// How many records are packed.
  public var recordCount: Int { unsafe arena.pointee.recordCount }

  // PERF: held by pointer, since the runtime checks each access to a property of a class, and a
  // record is nothing but a few of them. Sound, as a batch is filled by one thread, and no access to
  // the arena calls back.
  private let arena: UnsafeMutablePointer<RecordArena>
  private let references: UnsafeMutablePointer<ReferenceTally>
  private let scratch: UnsafeMutablePointer<RecordScratch>
  private let digest: UnsafeMutablePointer<RecordDigest>
  private var locationIndexes: [Location: Int] = [:]
  private var productIndexes: [ProductClass: Int] = [:]
  /// Where it is counted how much texts take.
  let spill: RecordSpill?

  /// The number that the origins of its records give; nil where they have none.
  public let number: Int?

  /// An empty batch.
  ///
  /// - Parameters:
  ///   - spill: where records go that would pass a limit of memory.
  ///   - number: differs for each batch of a dump; with a number, records that are packed with
  ///     a position keep it.
  public init(spill: RecordSpill? = nil, number: Int? = nil) {
    self.number = number
    self.spill = spill
    unsafe references = .allocate(capacity: 1)
    unsafe references.initialize(to: ReferenceTally())
    unsafe scratch = .allocate(capacity: 1)
    unsafe scratch.initialize(to: RecordScratch())
    unsafe digest = .allocate(capacity: 1)
    unsafe digest.initialize(to: RecordDigest())
    unsafe arena = .allocate(capacity: 1)
    unsafe arena.initialize(to: RecordArena(spill: spill))
  }

  /// A batch of records that were spilled, without anything else.
  convenience init(_ chunks: [SpillFile.Chunk], of file: SpillFile) throws(FileError) {
    self.init()
    try unsafe arena.pointee.load(chunks, from: file)
  }

  deinit {
    unsafe arena.pointee.deallocate()
    unsafe arena.deinitialize(count: 1)
    unsafe arena.deallocate()
    unsafe references.deallocate()
    unsafe scratch.pointee.deallocate()
    unsafe scratch.deinitialize(count: 1)
    unsafe scratch.deallocate()
    unsafe digest.deinitialize(count: 1)
    unsafe digest.deallocate()
  }

  /// The index of a place, added if it is new.
  public func index(of location: Location, at position: @autoclosure () -> RecordPosition) -> Int {
    if let known = locationIndexes[location] { return known }
    spill?.keep(location)
    locations.append(LocationUse(location: location, first: position()))
    unsafe digest.pointee.add(location)
    locationIndexes[location] = locations.count - 1
    return locations.count - 1
  }

  /// The index of a product and class, added if it is new.
  ///
  /// - Parameter spelling: the product as a record writes it, of which the batch keeps one where
  ///   its records say where they stand; nil where that is not known.
  public func index(of product: ProductClass, writtenAs spelling: String? = nil) -> Int {
    let index = productIndexes[product] ?? products.count
    let isNew = index == products.count
    if isNew {
      spill?.keep(product.product, .product)
      spill?.keep(product.recordClass, .product)
      products.append(product)
      unsafe digest.pointee.add(product)
      productIndexes[product] = index
    }
    guard number != nil else { return index }
    let spelling = spelling ?? product.product
    if isNew {
      productSpellings.append(spelling)
    } else if ExactText(spelling) < ExactText(productSpellings[index]) {
      productSpellings[index] = spelling
    }
    return index
  }

  /// Adds a hierarchy node.
  public func append(_ node: NodeRecord) {
    for text in [node.pkid, node.name, node.nodeType]
    where text.utf8.count > Self.nodeTextByteCount {
      spill?.keep(text, .nodeText)
    }
    nodes.append(node)
  }

  /// Longer texts of nodes count against a limit of memory; others are part of what a node takes.
  private static let nodeTextByteCount = 256

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
  ///   - place: where the record stands.
  func append(
    _ role: Role, location: Int, detail: Int, texts: some Collection<UnsafeRawBufferPointer>,
    at place: RecordPlace? = nil
  ) {
    unsafe references.pointee.add(role, detail: detail, texts: texts)
    var origin: RecordOrigin?
    if let number, let place {
      origin = RecordOrigin(batch: number, location: location, place)
    }
    unsafe scratch.pointee.fill(role, texts, origin)
    let rest = unsafe scratch.pointee.rest
    unsafe arena.pointee.append(
      RecordHead(
        role: role, location: location, detail: detail, hasOrigin: origin != nil,
        restByteCount: rest.count), rest: rest)
    unsafe digest.pointee.add(role, location: location, detail: detail, body: scratch.pointee.body)
  }

  /// Packs a counted record from bytes already folded; for tests and small inputs.
  public func append(
    _ role: Role, location: Int, detail: Int = 0, texts: [String]
  ) {
    let bytes = texts.map { Array($0.utf8) }
    let flat = bytes.flatMap { $0 }
    unsafe flat.withUnsafeBytes { raw in
      var start = 0
      let slices = unsafe bytes.map { text in
        defer { start += text.count }
        return unsafe UnsafeRawBufferPointer(rebasing: raw[start..<start + text.count])
      }
      unsafe append(role, location: location, detail: detail, texts: slices)
    }
  }

  /// The sum of the hashes of all its records: see `RecordDigest`.
  public var recordDigest: UInt64 { unsafe digest.pointee.sum }

  /// Calls `body` with each packed record, in the order of packing. A record is valid as long as
  /// its batch lives.
  ///
  /// - Precondition: all are in memory.
  public func forEachRecord(_ body: (PlacedRecord) -> Void) {
    precondition(!isSpilled, "records that are not in memory")
    unsafe arena.pointee.forEachRecord(body)
  }

  /// No more records will come.
  func seal() { unsafe arena.pointee.seal() }

  /// Calls `body` with each packed record, wherever it is, in the order of packing; it is valid
  /// during the call.
  func forEachRecordAnywhere(
    _ body: (PlacedRecord) throws(FileError) -> Void
  ) throws(FileError) {
    try unsafe arena.pointee.forEachRecordAnywhere(body)
  }

  // MARK: Records that do not fit into memory

  /// True if some records are in a file.
  public var isSpilled: Bool { unsafe !arena.pointee.chunks.isEmpty }

  /// How many records refer to others in this way, wherever they are now.
  func recordCount(referringBy reference: RecordReference) -> Int {
    unsafe references.pointee[reference]
  }

  /// The memory that packed records take, in bytes.
  public var byteCount: Int { unsafe arena.pointee.byteCount }

  /// By location: the records that name it.
  public var loads: [LocationLoad] {
    var loads = unsafe arena.pointee.putAside
    loads += repeatElement(LocationLoad(), count: locations.count - loads.count)
    unsafe arena.pointee.forEachRecord { loads[$0.location].add($0) }
    return loads
  }

  /// Calls `body` with each record, valid during the call, wherever it is; afterwards the batch has
  /// none. For the one who owns the batch.
  public func consumeRecords(
    _ body: (PlacedRecord) throws(FileError) -> Void
  ) throws(FileError) {
    try unsafe arena.pointee.consume(body)
  }
}

extension RecordSpill {
  fileprivate func keep(_ location: Location) {
    switch location {
    case .path(let text): keep(text, .path)
    case .hierarchy(let text): keep(text, .hierarchy)
    }
  }
}
