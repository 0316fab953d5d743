internal import CensusModel
internal import Files
internal import Sealing

/// A packed file among those that are read together.
final class PackPart: Sendable {
  let file: PackFile
  /// By file of the packed file: its index among all files of the plan.
  let files: [Int]
  /// By file: how many line ends of the same file come before its range.
  let lineBases: [Int]
  /// By dump of the packed file: its index among all dumps of the plan.
  let dumps: [Int]

  init(_ file: PackFile, files: [Int], lineBases: [Int], dumps: [Int]) {
    self.file = file
    self.files = files
    self.lineBases = lineBases
    self.dumps = dumps
  }

  /// A packed file that is read by itself.
  convenience init(alone file: PackFile) {
    self.init(
      file, files: Array(file.directory.files.indices),
      lineBases: [Int](repeating: 0, count: file.directory.files.count),
      dumps: Array(file.directory.dumps.indices))
  }

  /// The findings of reading the files, but for records and their identities.
  var result: WorkerResult {
    let directory = file.directory
    var result = WorkerResult()
    for (file, index) in zip(directory.files, files) {
      result.counts.append(
        WorkerResult.FileCount(
          file: index, read: file.readCount,
          // They are in another file, which counts them.
          counted: self.file.extent == .index ? 0 : file.countedCount,
          rejected: file.rejectedCount))
      if !file.leaves.isEmpty {
        result.stretches.append(
          StretchLeaves(
            file: index, first: file.range.lowerBound / PackFormat.rangeByteCount,
            leaves: file.leaves))
      }
    }
    result.rejects = directory.rejects.map { reject in
      PendingReject(
        position: RecordPosition(file: files[reject.file], byte: reject.byte),
        fault: reject.fault, reason: reject.reason, byteCount: reject.byteCount)
    }
    result.modelCounts = directory.tallies.modelCounts
    result.skippedModels = directory.tallies.skippedModels
    result.leftOut = directory.tallies.leftOut
    result.spellings = directory.tallies.spellings
    for (key, entry) in directory.tallies.pages.entries {
      result.pages.restore(
        entry, for: PageTally.Key(dump: dumps[key.dump], modelType: key.modelType))
    }
    return result
  }

  /// Hands over nodes and settings.
  func forEachHead(_ body: (UnpackedHead) -> Void) {
    for head in file.directory.heads {
      let position = head.position
      let place = RecordPlace(
        RecordPosition(file: files[position.file], byte: position.byte),
        line: lineBases[position.file] + position.line, column: position.column)
      body(
        UnpackedHead(
          content: head.content, place: place,
          location: file.directory.places[head.place].location))
    }
  }

  /// Reads a block of records, and hands each one over.
  func forEachRecord(
    ofBlock block: Int, _ body: (UnpackedRecord) -> Void
  ) throws(ReadFailure) -> [Int: LocationLoad] {
    var count = 0
    let loads = try file.parse(block: block) { (cursor) throws(ByteCursor.Refusal) in
      var record = UnpackedRecord(self)
      return try record.readAll(from: &cursor) { record in
        count += 1
        body(record)
      }
    }
    try check(block, count)
    return loads
  }

  /// Reads a block of pages.
  func pages(ofBlock block: Int) throws(ReadFailure) -> [UnpackedPages] {
    let segments = try file.parse(block: block) { (cursor) throws(ByteCursor.Refusal) in
      try UnpackedPages.readAll(from: &cursor, fileCount: files.count)
    }
    try check(block, segments.reduce(0) { $0 + $1.records.count })
    return segments
  }

  /// Reads a block of records that conditions left out.
  func leftOut(ofBlock block: Int) throws(ReadFailure) -> [UnpackedLeftOut] {
    let records = try file.parse(block: block) { (cursor) throws(ByteCursor.Refusal) in
      try UnpackedLeftOut.readAll(from: &cursor, file.directory)
    }
    try check(block, records.count)
    return records
  }

  /// Reads a block with the bytes of malformed records: each with its index among the rejects.
  func rejectedBytes(
    ofBlock block: Int
  ) throws(ReadFailure) -> [(reject: Int, bytes: [UInt8])] {
    let rejects = file.directory.rejects
    let found = try file.parse(block: block) { (cursor) throws(ByteCursor.Refusal) in
      var found: [(reject: Int, bytes: [UInt8])] = []
      while cursor.remaining > 0 {
        try cursor.reserve(MemoryCost.array(1, of: (Int, [UInt8]).self))
        let reject = try cursor.index(below: rejects.count)
        let bytes = try cursor.octets()
        guard bytes.count == rejects[reject].byteCount, reject > found.last?.reject ?? -1 else {
          throw cursor.refusal("bytes of another record")
        }
        found.append((reject, bytes))
      }
      return found
    }
    try check(block, found.count)
    return found
  }

  private func check(_ block: Int, _ count: Int) throws(ReadFailure) {
    guard count == file.directory.blocks[block].recordCount else {
      throw file.damage(block, "it holds other records than the directory says")
    }
  }
}
