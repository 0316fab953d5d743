internal import struct TestSupport.SplitMix64

extension LooseFile {
  /// Changes a few parts.
  mutating func change(_ changes: inout Changes) {
    for _ in 0...changes.random.below(3) {
      switch changes.random.below(16) {
      case 0: isPacked.toggle()
      case 1: changes.changeInPlace(&header)
      default:
        var place = changes.random.below(lists.reduce(0) { $0 + $1.partCount })
        for index in lists.indices where place >= 0 { lists[index].change(&place, &changes) }
      }
    }
  }
}

extension LooseNode {
  /// Parts that can be changed, this one included.
  fileprivate var partCount: Int {
    // A list is chosen more often than what has nothing in it.
    guard case .list(let entries) = self else { return isChunk ? 4 : 1 }
    return 2 + entries.joined().reduce(0) { $0 + $1.partCount }
  }

  private var isChunk: Bool { if case .chunk = self { true } else { false } }

  /// Changes the part at a place, counted from this one; the place is below 0 afterwards.
  fileprivate mutating func change(_ place: inout Int, _ changes: inout Changes) {
    guard case .list(var entries) = self else {
      place -= isChunk ? 4 : 1
      if place < 0 { changeLeaf(&changes) }
      return
    }
    place -= 2
    if place < 0 {
      Self.change(&entries, &changes)
    } else {
      for entry in entries.indices {
        for index in entries[entry].indices where place >= 0 {
          entries[entry][index].change(&place, &changes)
        }
        if place < 0 { break }
      }
    }
    self = .list(entries)
  }

  private mutating func changeLeaf(_ changes: inout Changes) {
    switch self {
    case .number(var number):
      changes.change(&number)
      self = .number(number)
    case .bytes(var bytes):
      changes.changeInPlace(&bytes)
      self = .bytes(bytes)
    case .text(var bytes):
      changes.change(&bytes)
      self = .text(bytes)
    case .chunk(var chunk):
      chunk.change(&changes)
      self = .chunk(chunk)
    case .list: break
    }
  }

  /// Removes, repeats or swaps entries of a list.
  private static func change(_ entries: inout [[LooseNode]], _ changes: inout Changes) {
    guard !entries.isEmpty else { return }
    let (one, other) = (
      changes.random.below(entries.count), changes.random.below(entries.count)
    )
    switch changes.random.below(4) {
    case 0: entries.remove(at: one)
    case 1: entries.insert(entries[one], at: other)
    case 2: entries[one] = entries[other]
    default: entries.swapAt(one, other)
    }
  }
}

extension LooseChunk {
  fileprivate mutating func change(_ changes: inout Changes) {
    switch changes.random.below(16) {
    case 0: column &+= UInt8(truncatingIfNeeded: changes.random.number(0...2)) &- 1
    case 1: codec = UInt8(changes.random.below(5))
    case 2: changes.change(&rawByteCount)
    case 3: constant = UInt8(truncatingIfNeeded: changes.random.next())
    case 4, 5: pack()
    case 6, 7: changes.change(&stored)
    case 8...10: changeContent { changes.change(&$0) }
    default: changeContent { changes.changeInPlace(&$0) }
    }
  }

  /// Changes what the chunk decodes to, not how it is stored.
  private mutating func changeContent(_ body: (inout [UInt8]) -> Void) {
    var content = stored
    switch codec {
    case Self.constant:
      // A plane of unknown size: one word is what small groups have.
      content = [UInt8](repeating: constant, count: 8)
    case Self.lz4:
      guard rawByteCount <= LooseFile.byteCountMax,
        let raw = Seal.decompressed(stored, byteCount: Int(rawByteCount))
      else { return }
      content = raw
    default: break
    }
    body(&content)
    (codec, stored, rawByteCount) = (Self.raw, content, UInt64(content.count))
  }

  /// Stores the same in another way.
  private mutating func pack() {
    changeContent { _ in }
    guard codec == Self.raw, stored.count <= LooseFile.byteCountMax else { return }
    (codec, stored) = (Self.lz4, Seal.compressed(stored))
  }
}
