internal import DumpReading

/// The texts of coded keys, by index.
struct KeyTexts {
  private let arena = ByteArena()
  private var texts: [UnsafeRawBufferPointer] = []

  /// Those of these keys.
  init(_ keys: some Collection<UnsafeRawBufferPointer>) {
    texts.reserveCapacity(keys.count)
    var bytes: [UInt8] = []
    for key in keys {
      bytes.removeAll(keepingCapacity: true)
      KeyText.decode(key, into: &bytes)
      texts.append(bytes.withUnsafeBytes { arena.copy($0) })
    }
  }

  /// The text of a key, valid as long as all of them.
  subscript(index: Int) -> UnsafeRawBufferPointer { texts[index] }
}
