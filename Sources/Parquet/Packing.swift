extension [UInt8] {
  /// Values side by side, each in so many bits, from the lowest bit of the first byte.
  mutating func append(packing values: some Sequence<UInt64>, bitWidth: Int) {
    var (word, filled) = (UInt64(0), 0)
    for value in values {
      // In halves, so that what is left of the value before never overflows the word.
      for (half, width) in [
        (value & 0xffff_ffff, Swift.min(bitWidth, 32)), (value >> 32, bitWidth - 32),
      ]
      where width > 0 {
        word |= half << UInt64(filled)
        filled += width
        while filled >= 8 {
          append(UInt8(truncatingIfNeeded: word))
          word >>= 8
          filled -= 8
        }
      }
    }
    if filled > 0 { append(UInt8(truncatingIfNeeded: word)) }
  }

  /// Numbers as Parquet's `DELTA_BINARY_PACKED`: their differences in blocks, each with a least
  /// difference of its own and what goes beyond it in as few bits as do.
  mutating func append(deltas values: [Int]) {
    let (blockCount, partCount) = (128, 32)
    append(varint: UInt64(blockCount))
    append(varint: UInt64(blockCount / partCount))
    append(varint: UInt64(values.count))
    append(zigzag: values.first ?? 0)
    let deltas = zip(values.dropFirst(), values).map { $0 &- $1 }
    for start in stride(from: 0, to: deltas.count, by: blockCount) {
      let block = deltas[start..<Swift.min(start + blockCount, deltas.count)]
      append(block: block, partCount: partCount, ofBlock: blockCount)
    }
  }

  private mutating func append(block: ArraySlice<Int>, partCount: Int, ofBlock blockCount: Int) {
    let least = block.min() ?? 0
    let parts = stride(from: block.startIndex, to: block.endIndex, by: partCount).map { start in
      block[start..<Swift.min(start + partCount, block.endIndex)].map {
        UInt64(bitPattern: Int64($0 &- least))
      }
    }
    let widths = parts.map { 64 - ($0.max() ?? 0).leadingZeroBitCount }
    append(zigzag: least)
    for part in 0..<blockCount / partCount { append(part < widths.count ? UInt8(widths[part]) : 0) }
    for (part, width) in zip(parts, widths) {
      append(packing: part + repeatElement(0, count: partCount - part.count), bitWidth: width)
    }
  }
}
