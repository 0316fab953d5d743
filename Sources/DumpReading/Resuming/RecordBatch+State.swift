internal import CensusModel
internal import Files
internal import Sealing

extension RecordBatch {
  /// Writes all that the batch holds.
  ///
  /// - Throws: where records were spilled and cannot be read back.
  func encode(into sink: inout ByteSink, from base: PortionBase) throws(FileError) {
    // The origins of records count files from the beginning of the dump.
    sink.varint(base.file)
    sink.list(locations) { sink, use in
      sink.location(use.location)
      use.first.encode(into: &sink, from: base)
    }
    sink.list(products.indices) { sink, index in
      sink.text(products[index].product)
      sink.text(products[index].recordClass)
      if number != nil { sink.text(productSpellings[index]) }
    }
    sink.list(nodes) { sink, node in
      for text in [node.pkid, node.name, node.nodeType] { sink.text(text) }
      sink.varint(node.location)
      node.position.encode(into: &sink, from: base)
      node.line.encode(into: &sink)
    }
    sink.list(settings) { sink, record in
      sink.u8(record.isPublicSector ? 1 : 0)
      sink.u8(record.isBillingInactive ? 1 : 0)
      sink.varint(record.location)
      record.position.encode(into: &sink, from: base)
      record.line.encode(into: &sink)
    }
    sink.varint(recordCount)
    try forEachRecordAnywhere { $0.encode(into: &sink) }
  }

  /// A batch as it was written; its records count against the limit like any others.
  ///
  /// - Parameter number: its new number, if its records know where they stand.
  convenience init(
    parsing cursor: inout ByteCursor, from base: PortionBase, spill: RecordSpill?, number: Int?
  ) throws(ByteCursor.Refusal) {
    self.init(spill: spill, number: number)
    let files = base.file - (try cursor.varint())
    for _ in 0..<(try cursor.count(ofAtLeast: 4)) {
      let location = try cursor.location()
      let first = try RecordPosition(parsing: &cursor, from: base)
      _ = index(of: location, at: first)
    }
    for _ in 0..<(try cursor.count(ofAtLeast: 2)) {
      let product = ProductClass(product: try cursor.text(), recordClass: try cursor.text())
      _ = index(of: product, writtenAs: number == nil ? nil : try cursor.text())
    }
    try parseHeads(&cursor, from: base)
    var texts: [UnsafeRawBufferPointer] = unsafe []
    for _ in 0..<(try cursor.count(ofAtLeast: 6)) {
      try unsafe parseRecord(&cursor, movingFiles: files, &texts)
    }
  }

  private func parseHeads(
    _ cursor: inout ByteCursor, from base: PortionBase
  ) throws(ByteCursor.Refusal) {
    for _ in 0..<(try cursor.count(ofAtLeast: 9)) {
      append(
        NodeRecord(
          pkid: try cursor.text(), name: try cursor.text(), nodeType: try cursor.text(),
          location: try cursor.index(below: locations.count),
          position: try RecordPosition(parsing: &cursor, from: base),
          line: try LinePlace(parsing: &cursor)))
    }
    for _ in 0..<(try cursor.count(ofAtLeast: 8)) {
      append(
        SettingsRecord(
          isPublicSector: try cursor.flag(), isBillingInactive: try cursor.flag(),
          location: try cursor.index(below: locations.count),
          position: try RecordPosition(parsing: &cursor, from: base),
          line: try LinePlace(parsing: &cursor)))
    }
  }

  private func parseRecord(
    _ cursor: inout ByteCursor, movingFiles files: Int, _ texts: inout [UnsafeRawBufferPointer]
  ) throws(ByteCursor.Refusal) {
    let head = try StoredRecordHead(parsing: &cursor)
    let location = try cursor.index(below: locations.count)
    var place: RecordPlace?
    if try cursor.flag() {
      let position = RecordPosition(
        file: try cursor.varint() + files, byte: try cursor.varint())
      place = RecordPlace(position: position, line: try LinePlace(parsing: &cursor))
    }
    try unsafe head.parse(&texts, from: &cursor)
    guard unsafe head.fits(texts, productCount: products.count) else {
      throw cursor.refusal("a record that its role does not have")
    }
    unsafe append(head.role, location: location, detail: head.detail, texts: texts, at: place)
  }
}

extension PlacedRecord {
  /// Writes the record with its texts as they were, since their codes are those of this process.
  fileprivate func encode(into sink: inout ByteSink) {
    StoredRecordHead(header, detail: header.detail).write(into: &sink)
    sink.varint(location)
    sink.u8(header.hasOrigin ? 1 : 0)
    if let origin = header.origin {
      sink.varint(origin.position.file)
      sink.varint(origin.position.byte)
      origin.line.encode(into: &sink)
    }
    record.forEachTextAsWritten { sink.octets($0) }
  }
}

extension LinePlace {
  fileprivate func encode(into sink: inout ByteSink) {
    for number in [stretch, line, column] { sink.varint(number) }
  }

  fileprivate init(parsing cursor: inout ByteCursor) throws(ByteCursor.Refusal) {
    self.init(
      stretch: try cursor.varint(), line: try cursor.varint(), column: try cursor.varint())
  }
}
