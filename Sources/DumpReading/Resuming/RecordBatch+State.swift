internal import Files

extension RecordBatch {
  /// Writes all that the batch holds.
  ///
  /// - Throws: where records were spilled and cannot be read back.
  func encode(into sink: inout StateSink, from base: PortionBase) throws(FileError) {
    // The origins of records count files from the beginning of the dump.
    sink.number(base.file)
    sink.items(locations) { sink, use in
      switch use.location {
      case .path(let text):
        sink.flag(true)
        sink.text(text)
      case .hierarchy(let text):
        sink.flag(false)
        sink.text(text)
      }
      use.first.encode(into: &sink, from: base)
    }
    sink.items(products.indices) { sink, index in
      sink.text(products[index].product)
      sink.text(products[index].recordClass)
      if number != nil { sink.text(productSpellings[index]) }
    }
    sink.items(nodes) { sink, node in
      sink.text(node.pkid)
      sink.text(node.name)
      sink.text(node.nodeType)
      sink.number(node.location)
      node.position.encode(into: &sink, from: base)
      node.line.encode(into: &sink)
    }
    sink.items(settings) { sink, record in
      sink.flag(record.isPublicSector)
      sink.flag(record.isBillingInactive)
      sink.number(record.location)
      record.position.encode(into: &sink, from: base)
      record.line.encode(into: &sink)
    }
    sink.number(recordCount)
    try forEachRecordAnywhere { $0.encode(into: &sink) }
  }

  /// A batch as it was written; its records count against the limit like any others.
  ///
  /// - Parameter number: its new number, if its records know where they stand.
  convenience init(
    decoding cursor: inout StateCursor, from base: PortionBase, spill: RecordSpill?, number: Int?
  ) {
    self.init(spill: spill, number: number)
    let files = base.file - cursor.number()
    for _ in 0..<cursor.number() {
      let isPath = cursor.flag()
      let text = cursor.text()
      let first = RecordPosition(decoding: &cursor, from: base)
      _ = index(of: isPath ? .path(text) : .hierarchy(text), at: first)
    }
    for _ in 0..<cursor.number() {
      let product = ProductClass(product: cursor.text(), recordClass: cursor.text())
      _ = index(of: product, writtenAs: number == nil ? nil : cursor.text())
    }
    for _ in 0..<cursor.number() {
      append(
        NodeRecord(
          pkid: cursor.text(), name: cursor.text(), nodeType: cursor.text(),
          location: cursor.number(), position: RecordPosition(decoding: &cursor, from: base),
          line: LinePlace(decoding: &cursor)))
    }
    for _ in 0..<cursor.number() {
      append(
        SettingsRecord(
          isPublicSector: cursor.flag(), isBillingInactive: cursor.flag(),
          location: cursor.number(), position: RecordPosition(decoding: &cursor, from: base),
          line: LinePlace(decoding: &cursor)))
    }
    for _ in 0..<cursor.number() { appendRecord(from: &cursor, movingFiles: files) }
  }

  private func appendRecord(from cursor: inout StateCursor, movingFiles files: Int) {
    guard let role = Role(rawValue: cursor.byte()) else { preconditionFailure("unknown role") }
    let (location, detail) = (cursor.number(), cursor.number())
    var place: RecordPlace?
    if cursor.flag() {
      let position = RecordPosition(file: cursor.number() + files, byte: cursor.number())
      place = RecordPlace(position: position, line: LinePlace(decoding: &cursor))
    }
    let texts = unsafe cursor.items { unsafe $0.raw() }
    unsafe append(role, location: location, detail: detail, texts: texts, at: place)
  }
}

extension PlacedRecord {
  /// Writes the record with its texts as they were, since their codes are those of this process.
  fileprivate func encode(into sink: inout StateSink) {
    sink.byte(header.role.rawValue)
    sink.number(location)
    sink.number(header.detail)
    sink.flag(header.hasOrigin)
    if let origin = header.origin {
      sink.number(origin.position.file)
      sink.number(origin.position.byte)
      origin.line.encode(into: &sink)
    }
    unsafe sink.number(header.texts.reduce(0) { count, _ in count + 1 })
    record.forEachTextAsWritten { sink.list($0) }
  }
}

extension LinePlace {
  fileprivate func encode(into sink: inout StateSink) {
    sink.number(stretch)
    sink.number(line)
    sink.number(column)
  }

  fileprivate init(decoding cursor: inout StateCursor) {
    self.init(stretch: cursor.number(), line: cursor.number(), column: cursor.number())
  }
}
