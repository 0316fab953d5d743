internal import CSimdjson
internal import CensusModel

/// Packs records into a batch.
final class PackingSink: RecordSink {
  let batch = RecordBatch()
  private var paths = ByteInterner()
  private var hierarchies = ByteInterner()
  private var pathLocations: [Int] = []
  private var hierarchyLocations: [Int] = []
  /// By product, 0xFF (which is in no text), class, as they were written.
  private var rawProducts = ByteInterner()
  private var rawProductIndexes: [Int] = []
  private var scratch: [UInt8] = []
  private var texts: [UnsafeRawBufferPointer] = []

  func accept(
    _ record: uc_record, role: Role, raw: UnsafeRawBufferPointer, position: RecordPosition
  ) {
    let location = self.location(of: record, at: position)
    switch role {
    case .node: batch.append(node(record, location: location, position: position))
    case .customerSettings:
      batch.append(
        SettingsRecord(
          isPublicSector: record.flags![0] == UC_FLAG_TRUE,
          isBillingInactive: record.flags![1] == UC_FLAG_TRUE, location: location))
    default:
      texts.removeAll(keepingCapacity: true)
      let detail = collect(record, role: role)
      batch.append(role, location: location, detail: detail, texts: texts)
    }
  }

  /// Puts the texts of a counted record together, as `PackedRecord` states; returns the detail.
  private func collect(_ record: uc_record, role: Role) -> Int {
    texts.append(record.texts![0].trimmed)
    switch role {
    case .user:
      texts.append(record.texts![1].trimmed)
      return collectLists(record)
    case .phone:
      texts.append(record.texts![1].trimmed)
      return productIndex(record)
    case .singleNumberReachProfile, .webex, .spark:
      texts.append(record.texts![1].trimmed)
      return 0
    case .microsoft365: return record.flags![0] == UC_FLAG_FALSE ? 0 : 1
    case .teams: return record.flags![0] == UC_FLAG_TRUE ? 1 : 0
    default: return 0
    }
  }

  private func collectLists(_ record: uc_record) -> Int {
    let before = texts.count
    let deviceCount = record.list_counts![0]
    collectItems(record, 0..<deviceCount)
    let devices = texts.count - before
    collectItems(record, deviceCount..<deviceCount + record.list_counts![1])
    return devices
  }

  private func collectItems(_ record: uc_record, _ range: Range<Int>) {
    for index in range {
      let text = record.items![index].trimmed
      if !text.isEmpty { texts.append(text) }
    }
  }

  private func node(
    _ record: uc_record, location: Int, position: RecordPosition
  ) -> NodeRecord {
    NodeRecord(
      pkid: record.pkid.string, name: record.texts![0].string, nodeType: record.texts![1].string,
      location: location, position: position)
  }

  private func location(of record: uc_record, at position: RecordPosition) -> Int {
    if record.place_kind == UC_PLACE_PATH {
      let index = paths.index(of: record.place.content)
      if index == pathLocations.count {
        pathLocations.append(add(.path(record.place.string), position))
      }
      return pathLocations[index]
    }
    let index = hierarchies.index(of: record.place.content)
    if index == hierarchyLocations.count {
      hierarchyLocations.append(add(.hierarchy(record.place.string), position))
    }
    return hierarchyLocations[index]
  }

  private func add(_ location: Location, _ position: RecordPosition) -> Int {
    batch.locations.append(LocationUse(location: location, first: position))
    return batch.locations.count - 1
  }

  /// The product, or the model if that is empty, and the class.
  private func productIndex(_ record: uc_record) -> Int {
    let product = record.texts![2].trimmed
    let name = product.isEmpty ? record.texts![3].trimmed : product
    let recordClass = record.texts![4].trimmed
    scratch.removeAll(keepingCapacity: true)
    scratch.append(contentsOf: name)
    scratch.append(0xFF)
    scratch.append(contentsOf: recordClass)
    let index = scratch.withUnsafeBytes { rawProducts.index(of: $0) }
    if index == rawProductIndexes.count {
      let pair = ProductClass(
        product: Folding.product(String(decoding: name, as: UTF8.self)),
        recordClass: Folding.product(String(decoding: recordClass, as: UTF8.self)))
      rawProductIndexes.append(batch.index(of: pair))
    }
    return rawProductIndexes[index]
  }
}
