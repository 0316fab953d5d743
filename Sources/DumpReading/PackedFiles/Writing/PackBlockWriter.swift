internal import CensusModel
internal import Files
internal import Sealing

/// Writes the blocks of a packed file.
struct PackBlockWriter {
  private(set) var entries: [PackBlockEntry] = []
  private let emit: ([UInt8]) throws(FileError) -> Void
  /// The block that is open.
  private var raw = ByteSink()
  private var recordCount = 0
  private var segment = Segment()

  /// The segment that is open: of it, the records apart.
  private struct Segment {
    var file = 0
    var place = -1
    var records = ByteSink()
    var count = 0
    var byte = 0
    var line = 0
  }

  /// Bytes of a block before compression, about. A tuning constant: any value makes a valid file.
  private static let blockByteCount = 1 << 18

  init(emit: @escaping ([UInt8]) throws(FileError) -> Void) { self.emit = emit }

  // MARK: Records

  /// Adds a counted record; they come by place, and within a place in reading order.
  ///
  /// - Parameter products: by product of its batch, that of the packed file.
  /// - Returns: what it takes.
  mutating func append(
    _ entry: PackPortion.Entry, products: [Int]
  ) throws(FileError) -> LocationLoad {
    if segment.place != entry.place || segment.file != entry.position.file { endSegment() }
    if raw.bytes.count + segment.records.bytes.count >= Self.blockByteCount {
      try finish(.records)
    }
    if segment.count == 0 { segment = Segment(file: entry.position.file, place: entry.place) }
    let before = segment.records.bytes.count
    let header = entry.record.header
    let detail = header.role == .phone ? products[header.detail] : header.detail
    StoredRecordHead(header, detail: detail).write(into: &segment.records)
    segment.records.varint(entry.position.byte - segment.byte)
    segment.records.varint(entry.position.line - segment.line)
    segment.records.varint(entry.position.column)
    entry.record.forEachTextAsWritten { segment.records.octets($0) }
    (segment.byte, segment.line) = (entry.position.byte, entry.position.line)
    segment.count += 1
    recordCount += 1
    return LocationLoad(recordCount: 1, byteCount: segment.records.bytes.count - before)
  }

  private mutating func endSegment() {
    guard segment.count > 0 else { return }
    raw.varint(segment.file)
    raw.varint(segment.place)
    raw.varint(segment.count)
    raw.bytes += segment.records.bytes
    segment = Segment()
  }

  /// Adds a counted record of a packed file, whose lines are those of the whole file.
  ///
  /// - Parameters:
  ///   - file: index into the files of this file, as the place is; in place of its own.
  ///   - detail: in place of its own.
  /// - Returns: what it takes.
  mutating func append(
    _ record: UnpackedRecord, file: Int, place: Int, detail: Int
  ) throws(FileError) -> LocationLoad {
    if segment.place != place || segment.file != file { endSegment() }
    if raw.bytes.count + segment.records.bytes.count >= Self.blockByteCount {
      try finish(.records)
    }
    if segment.count == 0 { segment = Segment(file: file, place: place) }
    let before = segment.records.bytes.count
    let line = record.part.lineBases[record.file] + record.line
    let head = unsafe StoredRecordHead(
      record.role, detail: detail, textCount: record.texts.count)
    head.write(into: &segment.records)
    segment.records.varint(record.byte - segment.byte)
    segment.records.varint(line - segment.line)
    segment.records.varint(record.column)
    for unsafe(text) in unsafe record.texts {
      segment.records.varint(text.count)
      unsafe segment.records.bytes.append(contentsOf: text)
    }
    (segment.byte, segment.line) = (record.byte, line)
    segment.count += 1
    recordCount += 1
    return LocationLoad(recordCount: 1, byteCount: segment.records.bytes.count - before)
  }

  // MARK: Others

  /// Adds the bytes of a malformed record; they come in reading order.
  mutating func append(_ bytes: [UInt8], ofReject index: Int) throws(FileError) {
    raw.varint(index)
    raw.octets(bytes)
    recordCount += 1
    if raw.bytes.count >= Self.blockByteCount { try finish(.malformed) }
  }

  /// Adds a record that a condition left out; they come in reading order.
  mutating func append(_ record: UnpackedLeftOut) throws(FileError) {
    record.write(into: &raw)
    recordCount += 1
    if raw.bytes.count >= Self.blockByteCount { try finish(.leftOut) }
  }

  /// Writes blocks of pages of a whole portion.
  mutating func append(_ notes: [PageNotes]) throws(FileError) {
    let files = Set(notes.flatMap { $0.records.map(\.position.file) + $0.pages.map(\.file) })
    for file in files.sorted() {
      let segment = PageSegment(notes, of: file)
      segment.write(into: &raw)
      recordCount += segment.recordCount
      if raw.bytes.count >= Self.blockByteCount { try finish(.pages) }
    }
    try finish(.pages)
  }

  /// Ends a block, if there is something in it.
  mutating func finish(_ kind: PackBlockKind) throws(FileError) {
    endSegment()
    guard !raw.bytes.isEmpty else { return }
    let bytes = raw.bytes
    let stored = SealedBlock(bytes, isReadOnce: true)
    entries.append(
      PackBlockEntry(
        kind: kind, recordCount: recordCount, codec: stored.codec, rawByteCount: bytes.count,
        storedByteCount: stored.bytes.count, checksum: stored.checksum(ofBlock: entries.count)))
    try emit(stored.bytes)
    raw.bytes.removeAll(keepingCapacity: true)
    recordCount = 0
  }
}

/// The pages of one file, and the records in them, in a portion.
private struct PageSegment {
  private var models: [[UInt8]] = []
  private var modelIndexes: [[UInt8]: Int] = [:]
  private let file: Int
  private var pages: [(page: Page, model: Int)] = []
  private var records: [(record: PageNotes.Record, model: Int, notes: PageNotes)] = []

  var recordCount: Int { records.count }

  init(_ notes: [PageNotes], of file: Int) {
    self.file = file
    let found = notes.flatMap { notes in
      notes.records.filter { $0.position.file == file }.map { (record: $0, notes: notes) }
    }.sorted { $0.record.position < $1.record.position }
    let pages = notes.flatMap { $0.pages.filter { $0.file == file }.map(\.page) }
      .sorted { $0.range.lowerBound < $1.range.lowerBound }
    for page in pages { self.pages.append((page, number(page.modelType))) }
    for (record, notes) in found {
      records.append((record, number(notes.model(of: record)), notes))
    }
  }

  private mutating func number(_ model: [UInt8]) -> Int {
    if let known = modelIndexes[model] { return known }
    modelIndexes[model] = models.count
    models.append(model)
    return models.count - 1
  }

  func write(into sink: inout ByteSink) {
    sink.varint(file)
    sink.list(models) { $0.octets($1) }
    sink.list(pages) { sink, entry in
      let page = entry.page
      sink.varint(page.range.lowerBound)
      sink.varint(page.range.count)
      sink.varint(entry.model)
      sink.varint(page.readCount)
      sink.u8((page.pagination == nil ? 0 : 1) | (page.isBroken ? 2 : 0))
      guard let pagination = page.pagination else { return }
      sink.varint(pagination.skip)
      sink.varint(pagination.total)
    }
    var byte = 0
    sink.varint(records.count)
    for (record, model, notes) in records {
      sink.varint(record.position.byte - byte)
      byte = record.position.byte
      sink.varint(model)
      sink.octets(notes.pkid(of: record))
      sink.u64(record.content)
    }
  }
}
