internal import Files

extension WorkerResult {
  /// Writes the result; files and dumps are counted from those of the portion's beginning.
  ///
  /// - Throws: where hashes that went to a file cannot be read back.
  func encode(into sink: inout StateSink, from base: PortionBase) throws(FileError) {
    sink.items(counts) { sink, count in
      sink.number(count.file - base.file)
      sink.number(count.read)
      sink.number(count.counted)
      sink.number(count.rejected)
    }
    sink.items(rejects) { sink, reject in
      reject.position.encode(into: &sink, from: base)
      sink.number(reject.fault)
      sink.text(reject.reason)
      sink.number(reject.byteCount)
    }
    sink.items(modelCounts) { sink, entry in
      sink.text(entry.key)
      sink.number(entry.value)
    }
    sink.items(skippedModels) { sink, entry in
      sink.list(entry.key)
      sink.number(entry.value)
    }
    pages.encode(into: &sink, from: base)
    sink.items(sha256) { sink, entry in
      sink.number(entry.key - base.file)
      sink.text(entry.value)
    }
    sink.items(stretches) { sink, stretch in stretch.encode(into: &sink, from: base) }
    sink.items(leftOut) { sink, entry in
      sink.text(entry.key)
      sink.number(entry.value)
    }
    sink.items(lines) { sink, stretch in
      sink.number(stretch.file - base.file)
      sink.number(stretch.stretch)
      sink.number(stretch.count)
    }
    spellings.encode(into: &sink)
    try (identities ?? IdentityLog(spill: nil)).encode(into: &sink, from: base)
  }

  init(decoding cursor: inout StateCursor, from base: PortionBase, spill: RecordSpill?) {
    counts = cursor.items { cursor in
      FileCount(
        file: cursor.number() + base.file, read: cursor.number(), counted: cursor.number(),
        rejected: cursor.number())
    }
    rejects = cursor.items { cursor in
      PendingReject(
        position: RecordPosition(decoding: &cursor, from: base), fault: cursor.number(),
        reason: cursor.text(), byteCount: cursor.number())
    }
    for _ in 0..<cursor.number() { modelCounts[cursor.text()] = cursor.number() }
    for _ in 0..<cursor.number() { skippedModels[cursor.list()] = cursor.number() }
    pages = PageTally(decoding: &cursor, from: base)
    for _ in 0..<cursor.number() { sha256[cursor.number() + base.file] = cursor.text() }
    stretches = cursor.items { StretchLeaves(decoding: &$0, from: base) }
    for _ in 0..<cursor.number() { leftOut[cursor.text()] = cursor.number() }
    lines = cursor.items { cursor in
      StretchLines(
        file: cursor.number() + base.file, stretch: cursor.number(), count: cursor.number())
    }
    spellings = SpellingTally(decoding: &cursor)
    identities = IdentityLog(decoding: &cursor, from: base, spill: spill)
  }
}

extension StretchLeaves {
  fileprivate func encode(into sink: inout StateSink, from base: PortionBase) {
    sink.number(file - base.file)
    sink.number(first)
    unsafe leaves.withUnsafeBytes { unsafe sink.list($0) }
  }

  fileprivate init(decoding cursor: inout StateCursor, from base: PortionBase) {
    file = cursor.number() + base.file
    first = cursor.number()
    let bytes = unsafe cursor.raw()
    let size = MemoryLayout<LeafHasher.Leaf>.size
    leaves = stride(from: 0, to: bytes.count, by: size).map {
      unsafe bytes.loadUnaligned(fromByteOffset: $0, as: LeafHasher.Leaf.self)
    }
  }
}

extension PageTally {
  fileprivate func encode(into sink: inout StateSink, from base: PortionBase) {
    sink.items(entries) { sink, item in
      sink.number(item.key.dump - base.dump)
      sink.list(item.key.modelType)
      sink.number(item.value.read)
      sink.number(item.value.expected)
      sink.flag(item.value.isUnknown)
      sink.number(item.value.lostPages)
    }
  }

  fileprivate init(decoding cursor: inout StateCursor, from base: PortionBase) {
    for _ in 0..<cursor.number() {
      let key = Key(dump: cursor.number() + base.dump, modelType: cursor.list())
      let entry = Entry(
        read: cursor.number(), expected: cursor.number(), isUnknown: cursor.flag(),
        lostPages: cursor.number())
      restore(entry, for: key)
    }
  }
}

extension RecordPosition {
  func encode(into sink: inout StateSink, from base: PortionBase) {
    sink.number(file - base.file)
    sink.number(byte)
  }

  init(decoding cursor: inout StateCursor, from base: PortionBase) {
    self.init(file: cursor.number() + base.file, byte: cursor.number())
  }
}
