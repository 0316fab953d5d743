internal import DumpReading

/// The texts of coded keys, by index.
@safe struct KeyTexts {
  private let arena = ByteArena()
  private var texts: [UnsafeRawBufferPointer] = unsafe []

  /// Those of these keys.
  init(_ keys: some Collection<UnsafeRawBufferPointer>) {
    unsafe texts.reserveCapacity(keys.count)
    var bytes: [UInt8] = []
    for unsafe(key) in keys {
      bytes.removeAll(keepingCapacity: true)
      unsafe KeyText.decode(key, into: &bytes)
      unsafe texts.append(bytes.withUnsafeBytes { unsafe arena.copy($0) })
    }
  }

  /// The text of a key, valid as long as all of them.
  subscript(index: Int) -> UnsafeRawBufferPointer { unsafe texts[index] }
}
