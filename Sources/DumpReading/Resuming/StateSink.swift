/// Appends numbers, texts and bytes to the state of a reading.
struct StateSink {
  private(set) var bytes: [UInt8] = []

  mutating func number(_ value: Int) {
    unsafe withUnsafeTemporaryAllocation(byteCount: 10, alignment: 1) { buffer in
      let end = unsafe Varint.write(value, at: buffer.baseAddress!)
      unsafe bytes.append(contentsOf: buffer[..<(end - buffer.baseAddress!)])
    }
  }

  mutating func byte(_ value: UInt8) { bytes.append(value) }

  mutating func flag(_ value: Bool) { bytes.append(value ? 1 : 0) }

  mutating func text(_ value: String) { list(Array(value.utf8)) }

  mutating func list(_ value: [UInt8]) { unsafe value.withUnsafeBytes { unsafe list($0) } }

  mutating func list(_ value: UnsafeRawBufferPointer) {
    number(value.count)
    unsafe bytes.append(contentsOf: value)
  }

  /// Bytes without their number.
  mutating func raw(_ value: UnsafeRawBufferPointer) { unsafe bytes.append(contentsOf: value) }

  /// A list, item by item.
  mutating func items<Item>(
    _ items: some Collection<Item>, _ body: (inout StateSink, Item) -> Void
  ) {
    number(items.count)
    for item in items { body(&self, item) }
  }
}

/// Reads what a `StateSink` has written, from bytes that were verified.
@safe struct StateCursor {
  private var cursor: UnsafeRawPointer

  /// - Parameter bytes: stay where they are as long as the cursor is used.
  init(_ bytes: UnsafeRawBufferPointer) { unsafe cursor = bytes.baseAddress! }

  mutating func number() -> Int { unsafe Varint.read(&cursor) }

  mutating func byte() -> UInt8 {
    defer { unsafe cursor += 1 }
    return unsafe cursor.load(as: UInt8.self)
  }

  mutating func flag() -> Bool { byte() == 1 }

  mutating func text() -> String { unsafe String(decoding: raw(), as: UTF8.self) }

  /// Eight bytes, as this machine has them in memory.
  mutating func word() -> UInt64 {
    defer { unsafe cursor += 8 }
    return unsafe cursor.loadUnaligned(as: UInt64.self)
  }

  mutating func list() -> [UInt8] { unsafe Array(raw()) }

  mutating func raw() -> UnsafeRawBufferPointer {
    let count = number()
    defer { unsafe cursor += count }
    return unsafe UnsafeRawBufferPointer(start: cursor, count: count)
  }

  mutating func items<Item>(_ body: (inout StateCursor) -> Item) -> [Item] {
    (0..<number()).map { _ in body(&self) }
  }
}
