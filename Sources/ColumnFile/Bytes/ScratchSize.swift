internal import CensusModel
internal import Sealing

/// Bytes of scratch memory that a thread needs to decode any group of a file: the buffers of a
/// `DecodedGroup` only grow, so that each is as large as the largest group of its kind needs it.
struct ScratchSize {
  private var stored = 0
  private var planes = 0
  private var ownerIndex = 0
  private var deviceTypes = 0
  private var others = 0
  private var segments = 0

  /// Lists grow by doubling: beside the new one there is, for a moment, the old one.
  private static let listGrowth = 3

  init(of groups: [GroupEntry]) {
    for group in groups { cover(group) }
  }

  var byteCount: Int { stored + planes + ownerIndex + deviceTypes + others + segments }

  private mutating func cover(_ group: GroupEntry) {
    stored = max(stored, group.storedByteCount)
    let planeByteCount = DecodedGroup.planeWordCount(forPersons: group.personCount) * 8
    planes = max(planes, planeByteCount * Fact.allCases.count)
    segments = max(
      segments,
      Self.listGrowth * MemoryCost.array(group.segmentCount, of: DecodedGroup.Segment.self))
    for chunk in group.chunks {
      let byteCount = chunk.rawByteCount + DecodedGroup.spareByteCount
      switch chunk.column {
      case .ownerIndex:
        // A person out of line takes two bytes at least.
        let outOfLine = min(chunk.rawByteCount / 2, group.personCount)
        let list = MemoryCost.array(outOfLine, of: DecodedGroup.OutOfLine.self)
        ownerIndex = max(ownerIndex, byteCount + Self.listGrowth * list)
      case .deviceTypes: deviceTypes = max(deviceTypes, byteCount)
      case .segments: others = max(others, byteCount)
      case .fact(let number) where Fact(rawValue: number) == nil: others = max(others, byteCount)
      case .fact: break
      }
    }
  }
}
