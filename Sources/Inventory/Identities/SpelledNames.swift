/// Names one after the other, by index.
struct SpelledNames {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  /// No names, but room for so many.
  init(expecting count: Int) {
    ends.reserveCapacity(count)
    bytes.reserveCapacity(16 * count)
  }

  /// Adds the next name.
  mutating func append(_ name: ArraySlice<UInt8>) {
    bytes.append(contentsOf: name)
    ends.append(bytes.count)
  }

  /// The bytes of a name.
  subscript(index: Int) -> ArraySlice<UInt8> {
    bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
  }
}
