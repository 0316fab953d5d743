/// Small numbers of a fixed width in bits, as Parquet's hybrid of runs and packed groups of eight:
/// indexes into dictionaries, and whether a value is there.
struct Runs {
  private(set) var bytes: [UInt8] = []
  private let bitWidth: Int
  /// Values that wait to be packed.
  private var pending: [UInt32] = []

  /// Encodes values, none of which needs more bits.
  init(_ values: some Collection<UInt32>, bitWidth: Int) {
    self.bitWidth = bitWidth
    var index = values.startIndex
    while index != values.endIndex {
      let value = values[index]
      let end = values[index...].firstIndex { $0 != value } ?? values.endIndex
      append(value, count: values.distance(from: index, to: end))
      index = end
    }
    flush()
  }

  private mutating func append(_ value: UInt32, count: Int) {
    // Only the last packed group may be filled up with zeros: what waits takes what it lacks.
    let taken = min(count, (8 - pending.count % 8) % 8)
    pending += repeatElement(value, count: taken)
    guard count - taken >= 8 else {
      pending += repeatElement(value, count: count - taken)
      return
    }
    flush()
    bytes.append(varint: UInt64(count - taken) << 1)
    for byte in 0..<(bitWidth + 7) / 8 {
      bytes.append(UInt8(truncatingIfNeeded: value >> (8 * byte)))
    }
  }

  private mutating func flush() {
    guard !pending.isEmpty else { return }
    let groupCount = (pending.count + 7) / 8
    bytes.append(varint: UInt64(groupCount) << 1 | 1)
    pending += repeatElement(0, count: groupCount * 8 - pending.count)
    bytes.append(packing: pending.lazy.map(UInt64.init), bitWidth: bitWidth)
    pending.removeAll(keepingCapacity: true)
  }
}
