internal import Files
internal import Sealing

extension WorkerResult {
  /// The counts that packed files have, too.
  private var tallies: PackTallies {
    PackTallies(
      modelCounts: modelCounts, skippedModels: skippedModels, leftOut: leftOut,
      spellings: spellings, pages: pages)
  }

  /// Writes the result; files and dumps are counted from those of the portion's beginning.
  ///
  /// - Throws: where hashes that went to a file cannot be read back.
  func encode(into sink: inout ByteSink, from base: PortionBase) throws(FileError) {
    sink.list(counts) { sink, count in
      for number in [count.file - base.file, count.read, count.counted, count.rejected] {
        sink.varint(number)
      }
    }
    sink.list(rejects) { sink, reject in
      reject.position.encode(into: &sink, from: base)
      sink.varint(reject.fault)
      sink.text(reject.reason)
      sink.varint(reject.byteCount)
    }
    var tallies = tallies
    tallies.pages = pages.moved(byDumps: -base.dump)
    tallies.write(into: &sink)
    sink.list(sha256) { sink, entry in
      sink.varint(entry.key - base.file)
      sink.text(entry.value)
    }
    sink.list(stretches) { sink, stretch in
      sink.varint(stretch.file - base.file)
      sink.varint(stretch.first)
      sink.leaves(stretch.leaves)
    }
    sink.list(lines) { sink, stretch in
      for number in [stretch.file - base.file, stretch.stretch, stretch.count] {
        sink.varint(number)
      }
    }
    try (identities ?? IdentityLog(spill: nil)).encode(into: &sink, from: base)
  }

  /// Reads a result that was written so.
  init(
    parsing cursor: inout ByteCursor, from base: PortionBase, spill: RecordSpill?
  ) throws(ByteCursor.Refusal) {
    counts = try cursor.list(ofAtLeast: 4) { (cursor) throws(ByteCursor.Refusal) in
      FileCount(
        file: try cursor.varint() + base.file, read: try cursor.varint(),
        counted: try cursor.varint(), rejected: try cursor.varint())
    }
    rejects = try cursor.list(ofAtLeast: 5) { (cursor) throws(ByteCursor.Refusal) in
      PendingReject(
        position: try RecordPosition(parsing: &cursor, from: base), fault: try cursor.varint(),
        reason: try cursor.text(), byteCount: try cursor.varint())
    }
    let tallies = try PackTallies(parsing: &cursor, dumpCount: .max)
    (modelCounts, skippedModels) = (tallies.modelCounts, tallies.skippedModels)
    (leftOut, spellings) = (tallies.leftOut, tallies.spellings)
    pages = tallies.pages.moved(byDumps: base.dump)
    let digests = try cursor.list(ofAtLeast: 2) { (cursor) throws(ByteCursor.Refusal) in
      (file: try cursor.varint() + base.file, sha256: try cursor.text())
    }
    for (file, digest) in digests { sha256[file] = digest }
    stretches = try cursor.list(ofAtLeast: 3) { (cursor) throws(ByteCursor.Refusal) in
      StretchLeaves(
        file: try cursor.varint() + base.file, first: try cursor.varint(),
        leaves: try cursor.leaves())
    }
    lines = try cursor.list(ofAtLeast: 3) { (cursor) throws(ByteCursor.Refusal) in
      StretchLines(
        file: try cursor.varint() + base.file, stretch: try cursor.varint(),
        count: try cursor.varint())
    }
    identities = try IdentityLog(parsing: &cursor, from: base, spill: spill)
  }
}

extension RecordPosition {
  func encode(into sink: inout ByteSink, from base: PortionBase) {
    sink.varint(file - base.file)
    sink.varint(byte)
  }

  init(parsing cursor: inout ByteCursor, from base: PortionBase) throws(ByteCursor.Refusal) {
    self.init(file: try cursor.varint() + base.file, byte: try cursor.varint())
  }
}
