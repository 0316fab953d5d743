internal import CensusModel

/// Packs records of packed files into a batch.
struct UnpackedPacker {
  let batch: RecordBatch
  /// By packed file.
  private var tables: [ObjectIdentifier: Table] = [:]
  private var table = Table()
  /// The packed file of that table.
  private var part: PackPart?

  /// Indexes that places and products of a packed file have in the batch; -1 where none yet.
  private struct Table {
    var locations: [Int] = []
    var firsts: [RecordPosition] = []
    var products: [Int] = []
  }

  init(batch: RecordBatch) { self.batch = batch }

  mutating func accept(_ record: UnpackedRecord) {
    begin(record.part)
    let position = record.position
    let detail = record.role == .phone ? product(record.detail, of: record.part) : record.detail
    unsafe batch.append(
      record.role, location: location(record.place, of: record.part, at: position),
      detail: detail, texts: record.texts, at: record.recordPlace)
  }

  func accept(_ head: UnpackedHead) {
    let position = head.place.position
    let index = batch.index(of: head.location, at: position)
    if position < batch.locations[index].first { batch.locations[index].first = position }
    switch head.content {
    case .node(let pkid, let name, let nodeType):
      batch.append(
        NodeRecord(
          pkid: pkid, name: name, nodeType: nodeType, location: index, position: position,
          line: head.place.line))
    case .settings(let isPublicSector, let isBillingInactive):
      batch.append(
        SettingsRecord(
          isPublicSector: isPublicSector, isBillingInactive: isBillingInactive, location: index,
          position: position, line: head.place.line))
    }
  }

  private mutating func begin(_ next: PackPart) {
    if part === next { return }
    if let part { tables[ObjectIdentifier(part)] = table }
    part = next
    if let known = tables[ObjectIdentifier(next)] {
      table = known
      return
    }
    let (places, products) = (next.file.directory.places, next.file.directory.products)
    table = Table(
      locations: [Int](repeating: -1, count: places.count),
      firsts: [RecordPosition](
        repeating: RecordPosition(file: .max, byte: .max), count: places.count),
      products: [Int](repeating: -1, count: products.count))
  }

  private mutating func location(
    _ place: Int, of part: PackPart, at position: RecordPosition
  ) -> Int {
    if table.locations[place] < 0 {
      table.locations[place] = batch.index(
        of: part.file.directory.places[place].location, at: position)
    }
    let index = table.locations[place]
    if position < table.firsts[place] {
      table.firsts[place] = position
      if position < batch.locations[index].first { batch.locations[index].first = position }
    }
    return index
  }

  private mutating func product(_ number: Int, of part: PackPart) -> Int {
    if table.products[number] < 0 {
      let product = part.file.directory.products[number]
      table.products[number] = batch.index(of: product.pair, writtenAs: product.spelling)
    }
    return table.products[number]
  }
}
