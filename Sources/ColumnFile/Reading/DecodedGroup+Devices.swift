internal import Sealing

/// Checking the two device columns of a group.
extension DecodedGroup {
  func acceptOwnerIndex(
    _ cursor: inout ByteCursor, _ bytes: UnsafeRawBufferPointer, _ entry: GroupEntry
  ) throws(ByteCursor.Refusal) {
    let levelCount = Int(try cursor.u32())
    let outOfLineCount = Int(try cursor.u32())
    guard levelCount <= FormatConstants.levelMax, outOfLineCount <= entry.personCount else {
      throw cursor.refusal("more levels or persons than there can be")
    }
    levels.removeAll(keepingCapacity: true)
    levelRowCount = 0
    var bitCount = entry.personCount
    for _ in 0..<levelCount {
      let level = try acceptLevel(&cursor, bitCount: bitCount)
      levels.append(level)
      levelRowCount += level.rowCount
      bitCount = level.rowCount
    }
    try acceptOutOfLine(&cursor, outOfLineCount, entry)
    try cursor.finish()
    guard levelRowCount + outOfLineRowCount == entry.deviceCount else {
      throw cursor.refusal("the levels do not add up to the devices of the group")
    }
  }

  private func acceptLevel(
    _ cursor: inout ByteCursor, bitCount: Int
  ) throws(ByteCursor.Refusal) -> Level {
    let bytes = try unsafe cursor.take((bitCount + 63) / 64 * 8)
    let words = unsafe bytes.bindMemory(to: UInt64.self)
    let rowCount = unsafe words.reduce(0) { $0 + $1.nonzeroBitCount }
    guard let start = words.baseAddress, rowCount > 0,
      unsafe Self.isTailClear(bytes, bitCount: bitCount)
    else { throw cursor.refusal("a level without devices, or bits after its last person") }
    return unsafe Level(words: start, bitCount: bitCount, rowCount: rowCount)
  }

  private func acceptOutOfLine(
    _ cursor: inout ByteCursor, _ count: Int, _ entry: GroupEntry
  ) throws(ByteCursor.Refusal) {
    outOfLine.removeAll(keepingCapacity: true)
    outOfLineRowCount = 0
    var next = 0
    for _ in 0..<count {
      let person = next + (try cursor.varint(max: entry.personCount))
      let deviceCount = FormatConstants.levelMax + 1 + (try cursor.varint(max: entry.deviceCount))
      guard person < entry.personCount, !hasLevelDevice(person) else {
        throw cursor.refusal("a person out of line who is none")
      }
      outOfLine.append(OutOfLine(person: person, deviceCount: deviceCount))
      outOfLineRowCount += deviceCount
      next = person + 1
    }
  }

  private func hasLevelDevice(_ person: Int) -> Bool {
    guard let first = levels.first else { return false }
    return unsafe first.words[person / 64] >> UInt64(person % 64) & 1 == 1
  }

  func acceptTypes(
    _ cursor: inout ByteCursor, _ bytes: UnsafeRawBufferPointer, _ entry: GroupEntry, typeCount: Int
  ) throws(ByteCursor.Refusal) {
    codeByteCount = Int(try cursor.u32())
    let paletteCount = Int(try cursor.u32())
    guard codeByteCount == 1 || codeByteCount == 2, paletteCount <= typeCount,
      paletteCount <= 1 << (8 * codeByteCount)
    else { throw cursor.refusal("palette out of range") }
    palette.removeAll(keepingCapacity: true)
    for _ in 0..<paletteCount {
      let type = try cursor.u16()
      guard Int(type) < typeCount, palette.last.map({ $0 < type }) ?? true else {
        throw cursor.refusal("a device type that the file does not have, or out of order")
      }
      palette.append(type)
    }
    let padding = try unsafe cursor.take((8 - cursor.offset % 8) % 8)
    guard unsafe padding.allSatisfy({ $0 == 0 }) else { throw cursor.refusal("padding is not 0") }
    let rows = try unsafe cursor.take(entry.rowCount * codeByteCount)
    try cursor.finish()
    guard unsafe codesAreBelow(paletteCount, rows) else {
      throw cursor.refusal("a code that the palette does not have")
    }
    unsafe codes = unsafe rows.baseAddress ?? codes
  }

  private func codesAreBelow(_ count: Int, _ rows: UnsafeRawBufferPointer) -> Bool {
    guard rows.count > 0 else { return true }
    if codeByteCount == 1 {
      var greatest: UInt8 = 0
      for unsafe(code) in unsafe rows { greatest = max(greatest, code) }
      return Int(greatest) < count
    }
    var greatest: UInt16 = 0
    for unsafe(code) in unsafe rows.bindMemory(to: UInt16.self) { greatest = max(greatest, code) }
    return Int(greatest) < count
  }
}
