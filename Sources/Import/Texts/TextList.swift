/// Texts in a row that are seldom looked at: equal ones are kept as often as they come.
struct TextList: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  /// How many there are.
  var count: Int { ends.count }

  mutating func append(_ text: some Collection<UInt8>) {
    bytes.append(contentsOf: text)
    ends.append(bytes.count)
  }

  mutating func append(_ other: TextList) {
    let offset = bytes.count
    bytes += other.bytes
    for end in other.ends { ends.append(offset + end) }
  }

  /// Calls `body` with the text at an index.
  func withText<Result>(_ index: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    let range = (index == 0 ? 0 : ends[index - 1])..<ends[index]
    return bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[range])) }
  }
}
