internal import CRecordParser
internal import CensusModel

/// Packs records into a batch.
@safe final class PackingSink: RecordSink {
  var batch: RecordBatch { unsafe packer.pointee.batch }
  // PERF: held by pointer, since the runtime checks each access to a property of a class, and most
  // records take less time than that. Sound, as a sink belongs to one thread, and no method of the
  // packer calls back.
  private let packer: UnsafeMutablePointer<RecordPacker>
  private let unpacking: UnsafeMutablePointer<UnpackedPacker>

  /// - Parameters:
  ///   - spill: where records go that would pass a limit of memory.
  ///   - batchNumber: the number of a batch whose records keep their positions.
  init(spill: RecordSpill? = nil, batchNumber: Int? = nil) {
    let batch = RecordBatch(spill: spill, number: batchNumber)
    unsafe packer = .allocate(capacity: 1)
    unsafe packer.initialize(to: RecordPacker(batch: batch))
    unsafe unpacking = .allocate(capacity: 1)
    unsafe unpacking.initialize(to: UnpackedPacker(batch: batch))
  }

  deinit {
    unsafe packer.deinitialize(count: 1)
    unsafe packer.deallocate()
    unsafe unpacking.deinitialize(count: 1)
    unsafe unpacking.deallocate()
  }

  func accept(_ record: UnsafePointer<uc_record>, role: Role, at place: RecordPlace) {
    unsafe packer.pointee.accept(record, role: role, at: place)
  }

  func wants(_ kind: PackBlockKind) -> Bool { kind == .records }

  func accept(_ record: UnpackedRecord) { unsafe unpacking.pointee.accept(record) }

  func accept(_ head: UnpackedHead) { unsafe unpacking.pointee.accept(head) }
}

/// The memory of a sink from record to record.
@safe private struct RecordPacker {
  let batch: RecordBatch
  private var paths = ByteInterner()
  private var hierarchies = ByteInterner()
  private var pathUses = Uses()
  private var hierarchyUses = Uses()
  private var products = ProductInterner()
  private var texts: [UnsafeRawBufferPointer] = unsafe []

  init(batch: RecordBatch) { self.batch = batch }

  mutating func accept(
    _ record: UnsafePointer<uc_record>, role: Role, at place: RecordPlace
  ) {
    let location = unsafe self.location(of: record, at: place.position)
    switch role {
    case .node: unsafe batch.append(Self.node(record.pointee, location: location, at: place))
    case .customerSettings:
      unsafe batch.append(
        SettingsRecord(
          isPublicSector: record.pointee.flags![0] == UC_FLAG_TRUE,
          isBillingInactive: record.pointee.flags![1] == UC_FLAG_TRUE, location: location,
          position: place.position, line: place.line))
    default:
      unsafe texts.removeAll(keepingCapacity: true)
      let detail = unsafe collect(record, role: role)
      unsafe texts.withUnsafeBufferPointer {
        unsafe batch.append(role, location: location, detail: detail, texts: $0, at: place)
      }
    }
  }

  /// Puts the texts of a counted record together, as `PackedRecord` states; returns the detail.
  private mutating func collect(_ record: UnsafePointer<uc_record>, role: Role) -> Int {
    let fields = unsafe record.pointee.texts!
    unsafe texts.append(fields[0].trimmed)
    switch role {
    case .user:
      unsafe texts.append(fields[1].trimmed)
      return unsafe collectLists(record)
    case .phone:
      unsafe texts.append(fields[1].trimmed)
      return unsafe productIndex(fields)
    case .singleNumberReachProfile, .webex, .spark:
      unsafe texts.append(fields[1].trimmed)
      return 0
    case .microsoft365: return unsafe record.pointee.flags![0] == UC_FLAG_FALSE ? 0 : 1
    case .teams: return unsafe record.pointee.flags![0] == UC_FLAG_TRUE ? 1 : 0
    default: return 0
    }
  }

  private mutating func collectLists(_ record: UnsafePointer<uc_record>) -> Int {
    let before = unsafe texts.count
    let counts = unsafe record.pointee.list_counts!
    unsafe collectItems(record, 0..<counts[0])
    let devices = unsafe texts.count - before
    unsafe collectItems(record, counts[0]..<counts[0] + counts[1])
    return devices
  }

  private mutating func collectItems(_ record: UnsafePointer<uc_record>, _ range: Range<Int>) {
    for index in range {
      let text = unsafe record.pointee.items![index].trimmed
      if unsafe !text.isEmpty { unsafe texts.append(text) }
    }
  }

  private static func node(
    _ record: uc_record, location: Int, at place: RecordPlace
  ) -> NodeRecord {
    unsafe NodeRecord(
      pkid: record.pkid.string, name: record.texts![0].string, nodeType: record.texts![1].string,
      location: location, position: place.position, line: place.line)
  }

  private mutating func location(
    of record: UnsafePointer<uc_record>, at position: RecordPosition
  ) -> Int {
    let place = unsafe record.pointee.place
    if unsafe record.pointee.place_kind == UC_PLACE_PATH {
      return unsafe pathUses.location(paths.index(of: place.content), at: position, in: batch) {
        unsafe .path(place.string)
      }
    }
    return unsafe hierarchyUses.location(
      hierarchies.index(of: place.content), at: position, in: batch
    ) {
      unsafe .hierarchy(place.string)
    }
  }

  /// By number of a place's text: its location, and the first record in reading order that names it,
  /// which need not be the one that comes first.
  private struct Uses {
    private var locations: [Int] = []
    private var firsts: [RecordPosition] = []

    mutating func location(
      _ index: Int, at position: RecordPosition, in batch: RecordBatch, _ place: () -> Location
    ) -> Int {
      if index == locations.count {
        locations.append(batch.index(of: place(), at: position))
        firsts.append(position)
      } else if position < firsts[index] {
        firsts[index] = position
        batch.locations[locations[index]].first = position
      }
      return locations[index]
    }
  }

  /// The product, or the model if that is empty, and the class.
  private mutating func productIndex(_ fields: UnsafePointer<uc_text>) -> Int {
    let product = unsafe fields[2].trimmed
    return unsafe products.index(
      of: product.isEmpty ? fields[3].trimmed : product, fields[4].trimmed, in: batch)
  }
}
