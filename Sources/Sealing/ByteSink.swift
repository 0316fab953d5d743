/// Appends integers, texts and bytes the way the format writes them: little-endian, varints in
/// LEB128, texts as UTF-8 after their length.
package struct ByteSink {
  package var bytes: [UInt8] = []

  package init() {}

  package mutating func u8(_ value: UInt8) { bytes.append(value) }

  package mutating func u16(_ value: UInt16) { fixed(UInt64(value), byteCount: 2) }

  package mutating func u32(_ value: UInt32) { fixed(UInt64(value), byteCount: 4) }

  package mutating func u64(_ value: UInt64) { fixed(value, byteCount: 8) }

  package mutating func fixed(_ value: UInt64, byteCount: Int) {
    for index in 0..<byteCount { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * index))) }
  }

  package mutating func varint(_ value: Int) {
    var rest = UInt64(value)
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  package mutating func text(_ value: String) {
    varint(value.utf8.count)
    bytes.append(contentsOf: value.utf8)
  }

  package mutating func words(_ values: some Sequence<UInt64>) { for word in values { u64(word) } }

  package mutating func pad(toMultipleOf alignment: Int) {
    while bytes.count % alignment != 0 { bytes.append(0) }
  }
}
