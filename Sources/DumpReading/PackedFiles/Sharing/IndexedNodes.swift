internal import CensusModel
internal import Files

/// The nodes of packed files by where they stand.
public struct IndexedNodes {
  private let packs: [PackPart]
  private var places: [RecordPosition: (pack: Int, head: Int)] = [:]

  init(_ packs: [PackPart]) {
    self.packs = packs
    for (pack, part) in packs.enumerated() {
      for (index, head) in part.file.directory.heads.enumerated() {
        guard case .node = head.content else { continue }
        let position = RecordPosition(
          file: part.files[head.position.file], byte: head.position.byte)
        places[position] = (pack, index)
      }
    }
  }

  /// The index of the packed file with the node at a position.
  public func pack(of position: RecordPosition) -> Int? { places[position]?.pack }

  /// A share with these nodes, and nothing else.
  public func share(of positions: some Sequence<RecordPosition>) throws(DumpError) -> [UInt8] {
    let builder = ShareBuilder(of: packs)
    for position in positions.sorted() {
      guard let (pack, head) = places[position] else { continue }
      builder.append(packs[pack].file.directory.heads[head], of: packs[pack])
    }
    do throws(FileError) { return try builder.finish() } catch { throw .spilling(error) }
  }
}
