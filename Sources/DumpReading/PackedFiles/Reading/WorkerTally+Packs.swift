internal import CensusModel

extension WorkerTally {
  /// The nodes and settings of a packed file.
  func takeHeads(of part: PackPart) { part.forEachHead(sink.accept) }

  /// A block of a packed file.
  mutating func take(_ part: PackPart, block: Int) throws(ReadFailure) {
    let entry = part.file.directory.blocks[block]
    switch entry.kind {
    case .records:
      guard sink.wants(.records) else { return }
      let sink = sink
      _ = try part.forEachRecord(ofBlock: block) { sink.accept($0) }
      tell(unpackedCount: entry.recordCount)
    case .leftOut:
      guard sink.wants(.leftOut) else { return }
      for record in try part.leftOut(ofBlock: block) { sink.leaveOut(record, of: part) }
    case .pages: try takePages(part, block)
    case .malformed: break
    }
  }

  private func takePages(_ part: PackPart, _ block: Int) throws(ReadFailure) {
    switch identities {
    case .ignored, .noted: return
    case .logged, .searched: break
    }
    for segment in try part.pages(ofBlock: block) {
      let file = part.files[segment.file]
      let dump = part.dumps[part.file.directory.files[segment.file].dump]
      let seeds = segment.models.map { model in
        unsafe model.withUnsafeBytes { unsafe IdentityHash.seed(ofModel: $0) }
      }
      for record in segment.records {
        let hash = unsafe record.pkid.withUnsafeBytes {
          unsafe IdentityHash.moved(
            IdentityHash.hash(ofPKID: $0, seed: seeds[record.model]), byDumps: dump)
        }
        switch identities {
        case .ignored, .noted: break
        case .logged(let log): log.add(hash)
        case .searched(let search):
          guard search.wants(hash) else { continue }
          search.take(
            record, ofModel: segment.models[record.model], dump: dump,
            at: RecordPosition(file: file, byte: record.byte))
        }
      }
      guard case .searched(let search) = identities else { continue }
      for page in segment.pages { search.take(page, file: file, dump: dump) }
    }
  }
}
