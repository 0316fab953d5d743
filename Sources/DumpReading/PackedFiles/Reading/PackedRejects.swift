/// The bytes of malformed records in packed files, asked for in reading order. One block of each
/// packed file is in memory.
struct PackedRejects {
  /// By where a record stands, and where its fault: the packed file, and the index there.
  private var indexes: [Key: (pack: Int, reject: Int)] = [:]
  private var blocks: [[Block]] = []
  private let packs: [PackPart]

  private struct Key: Hashable {
    var position: RecordPosition
    var fault: Int
  }

  /// The block that was read last of a packed file.
  private struct Block {
    var number: Int
    /// The rejects in it; nil where it was not read yet.
    var bytes: [Int: [UInt8]]?
  }

  init(_ plan: DumpPlan) {
    packs = plan.packs
    for (pack, part) in packs.enumerated() {
      for (index, reject) in part.result.rejects.enumerated() {
        indexes[Key(position: reject.position, fault: reject.fault)] = (pack, index)
      }
      blocks.append(
        part.file.directory.blocks.indices
          .filter { part.file.directory.blocks[$0].kind == .malformed }
          .map { Block(number: $0) })
    }
  }

  /// How many malformed records of packed files there are whose bytes these do not hold.
  static func lacking(in plan: DumpPlan) -> Int {
    plan.packs.reduce(0) { count, part in
      let directory = part.file.directory
      let held = directory.blocks.filter { $0.kind == .malformed }
      return count + directory.rejects.count - held.reduce(0) { $0 + $1.recordCount }
    }
  }

  /// The bytes of a record; nil where its packed file does not hold them.
  mutating func bytes(of reject: RejectedRecord) throws(ReadFailure) -> [UInt8]? {
    let key = Key(position: reject.position, fault: reject.byte)
    guard let (pack, index) = indexes[key] else { return nil }
    for block in blocks[pack].indices {
      if blocks[pack][block].bytes == nil {
        let found = try packs[pack].rejectedBytes(ofBlock: blocks[pack][block].number)
        blocks[pack][block].bytes = Dictionary(
          uniqueKeysWithValues: found.map { ($0.reject, $0.bytes) })
      }
      // They are asked for in order, once each.
      if let bytes = blocks[pack][block].bytes?[index] { return bytes }
      blocks[pack][block].bytes = [:]
    }
    return nil
  }
}
