/// Texts in a row that are seldom looked at: equal ones are kept as often as they come.
struct TextList: Sendable {
  /// The texts of one file. They are not copied to be put together with others.
  private struct Part: Sendable {
    /// How many texts come before these.
    var start = 0
    var bytes: [UInt8] = []
    var ends: [Int] = []
  }

  private var parts: [Part] = []

  /// How many there are.
  private(set) var count = 0

  mutating func append(_ text: some Collection<UInt8>) {
    if parts.isEmpty { parts.append(Part()) }
    let last = parts.count - 1
    parts[last].bytes.append(contentsOf: text)
    parts[last].ends.append(parts[last].bytes.count)
    count += 1
  }

  mutating func append(_ other: TextList) {
    for var part in other.parts {
      part.start += count
      parts.append(part)
    }
    count += other.count
  }

  /// Calls `body` with the text at an index.
  func withText<Result>(_ index: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    let part = parts[partIndex(of: index)]
    let at = index - part.start
    let range = (at == 0 ? 0 : part.ends[at - 1])..<part.ends[at]
    return unsafe part.bytes.withUnsafeBytes {
      unsafe body(UnsafeRawBufferPointer(rebasing: $0[range]))
    }
  }

  /// The last part that does not begin after an index, found by halving.
  private func partIndex(of index: Int) -> Int {
    var (low, high) = (0, parts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if parts[middle].start <= index { low = middle } else { high = middle }
    }
    return low
  }
}
