internal import Sealing

/// The records of pages in one file of a packed file, and the pages.
struct UnpackedPages {
  /// Index into the files of the packed file.
  let file: Int
  let models: [[UInt8]]
  let pages: [Page]
  let records: [Record]

  struct Record {
    var byte: Int
    /// Index into `models`.
    var model: Int
    var pkid: [UInt8]
    /// A hash of the record's bytes.
    var content: UInt64
  }

  /// Reads the segments of a block.
  static func readAll(
    from cursor: inout ByteCursor, fileCount: Int
  ) throws(ByteCursor.Refusal) -> [UnpackedPages] {
    var segments: [UnpackedPages] = []
    while cursor.remaining > 0 {
      segments.append(try UnpackedPages(parsing: &cursor, fileCount: fileCount))
    }
    return segments
  }

  private init(parsing cursor: inout ByteCursor, fileCount: Int) throws(ByteCursor.Refusal) {
    file = try cursor.index(below: fileCount)
    let models = try cursor.list { (cursor) throws(ByteCursor.Refusal) in try cursor.octets() }
    pages = try cursor.list(ofAtLeast: 5) { (cursor) throws(ByteCursor.Refusal) in
      try Self.page(&cursor, models)
    }
    var byte = -1
    records = try cursor.list(ofAtLeast: 12) { (cursor) throws(ByteCursor.Refusal) in
      let step = try cursor.varint(max: PackFormat.positionMax - max(0, byte))
      guard byte < 0 || step > 0 else { throw cursor.refusal("records out of order") }
      byte = max(0, byte) + step
      let model = try cursor.index(below: models.count)
      let pkid = try cursor.octets()
      guard !pkid.isEmpty else { throw cursor.refusal("an empty PKID") }
      return Record(byte: byte, model: model, pkid: pkid, content: try cursor.u64())
    }
    self.models = models
  }

  private static func page(
    _ cursor: inout ByteCursor, _ models: [[UInt8]]
  ) throws(ByteCursor.Refusal) -> Page {
    let start = try cursor.varint(max: PackFormat.positionMax)
    let length = try cursor.varint(max: PackFormat.positionMax)
    var page = Page()
    page.range = start..<start + length
    page.modelType = models[try cursor.index(below: models.count)]
    page.readCount = try cursor.sum()
    let flags = try cursor.u8()
    guard flags < 4 else { throw cursor.refusal("flags of a page") }
    page.isBroken = flags & 2 == 2
    if flags & 1 == 1 {
      page.pagination = Pagination(skip: try cursor.varint(), total: try cursor.varint())
    }
    return page
  }
}
