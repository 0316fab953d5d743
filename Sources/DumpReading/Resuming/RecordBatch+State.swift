internal import Files

extension RecordBatch {
  /// Writes all that the batch holds.
  ///
  /// - Throws: where records were put aside and cannot be read back.
  func encode(into sink: inout StateSink, from base: PortionBase) throws(FileError) {
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
    sink.items(products) { sink, pair in
      sink.text(pair.product)
      sink.text(pair.recordClass)
    }
    sink.items(nodes) { sink, node in
      sink.text(node.pkid)
      sink.text(node.name)
      sink.text(node.nodeType)
      sink.number(node.location)
      node.position.encode(into: &sink, from: base)
    }
    sink.items(settings) { sink, record in
      sink.flag(record.isPublicSector)
      sink.flag(record.isBillingInactive)
      sink.number(record.location)
      record.position.encode(into: &sink, from: base)
    }
    encodeReferences(into: &sink)
    try encodeRecords(into: &sink)
  }

  /// A batch as it was written; its records count against the limit like any others.
  convenience init(
    decoding cursor: inout StateCursor, from base: PortionBase, spill: RecordSpill?
  ) {
    self.init(spill: spill)
    for _ in 0..<cursor.number() {
      let isPath = cursor.flag()
      let text = cursor.text()
      let first = RecordPosition(decoding: &cursor, from: base)
      _ = index(of: isPath ? .path(text) : .hierarchy(text), at: first)
    }
    for _ in 0..<cursor.number() {
      _ = index(of: ProductClass(product: cursor.text(), recordClass: cursor.text()))
    }
    for _ in 0..<cursor.number() {
      append(
        NodeRecord(
          pkid: cursor.text(), name: cursor.text(), nodeType: cursor.text(),
          location: cursor.number(), position: RecordPosition(decoding: &cursor, from: base)))
    }
    for _ in 0..<cursor.number() {
      append(
        SettingsRecord(
          isPublicSector: cursor.flag(), isBillingInactive: cursor.flag(),
          location: cursor.number(), position: RecordPosition(decoding: &cursor, from: base)))
    }
    restoreReferences(from: &cursor)
    for _ in 0..<cursor.number() { append(block: cursor.raw()) }
  }
}
