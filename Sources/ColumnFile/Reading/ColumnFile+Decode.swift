internal import CensusModel
internal import Sealing

extension ColumnFile {
  /// Reads a group, verifies it and decodes it.
  ///
  /// - Parameters:
  ///   - index: which group.
  ///   - group: scratch memory to decode into.
  public func decode(group index: Int, into group: DecodedGroup) throws(ColumnFileError) {
    let entry = footer.groups[index]
    group.stored.reserve(max(entry.storedByteCount, 1))
    let stored = unsafe group.stored.prefix(entry.storedByteCount)
    try unsafe source.read(entry.offset, stored)
    group.prepare(for: entry)
    var offset = 0
    for chunk in entry.chunks {
      let bytes = unsafe UnsafeRawBufferPointer(
        rebasing: stored[offset..<offset + chunk.storedByteCount])
      let target = unsafe group.target(of: chunk)
      if let reason = unsafe chunk.decode(bytes, into: target, group: index) {
        throw corrupt(index, chunk.column, at: entry.offset + offset, reason)
      }
      do throws(ByteCursor.Refusal) {
        try unsafe group.accept(chunk.column, UnsafeRawBufferPointer(target), of: entry, in: footer)
      } catch {
        throw corrupt(index, chunk.column, at: entry.offset + offset, error.reason)
      }
      offset += chunk.storedByteCount
    }
  }

  /// The byte at which a group begins.
  public func offset(ofGroup index: Int) -> Int { footer.groups[index].offset }

  private func corrupt(
    _ group: Int, _ column: ColumnKind, at byte: Int, _ reason: String
  ) -> ColumnFileError {
    .corrupt(
      file: source.name, byte: byte, reason: "group \(group), column \(column.rawValue): \(reason)")
  }
}

extension DecodedGroup {
  func prepare(for entry: GroupEntry) {
    personCount = entry.personCount
    planeWordCount = Self.planeWordCount(forPersons: entry.personCount)
    planes.reserve(max(planeWordCount * 8 * Fact.allCases.count, 64))
    standaloneCount = entry.standaloneCount
    surplusCount = entry.surplusCount
  }

  static func planeWordCount(forPersons count: Int) -> Int {
    ((count + 63) / 64 + tileWordCount - 1) / tileWordCount * tileWordCount
  }

  /// Where a chunk is decoded to. Planes of facts that this version does not know go to a place
  /// that is never read: they are verified like the others.
  func target(of chunk: ChunkEntry) -> UnsafeMutableRawBufferPointer {
    let byteCount = chunk.rawByteCount
    switch chunk.column {
    case .fact(let number) where Fact(rawValue: number) != nil:
      let start = Int(number) * planeWordCount * 8
      return unsafe UnsafeMutableRawBufferPointer(
        rebasing: planes.memory[start..<start + byteCount])
    case .ownerIndex: return unsafe Self.room(in: &ownerIndex, byteCount)
    case .deviceTypes: return unsafe Self.room(in: &deviceTypes, byteCount)
    case .segments, .fact: return unsafe Self.room(in: &segmentBytes, byteCount)
    }
  }

  /// One code tile.
  static let spareByteCount = 128

  /// Room with one code tile to spare, so that loops over codes need no last partial step.
  private static func room(
    in buffer: inout GrowingBuffer, _ byteCount: Int
  ) -> UnsafeMutableRawBufferPointer {
    let spare = spareByteCount
    buffer.reserve(byteCount + spare)
    unsafe buffer.prefix(byteCount + spare)[byteCount...].initializeMemory(
      as: UInt8.self, repeating: 0)
    return unsafe buffer.prefix(byteCount)
  }

  /// Checks a decoded column and makes it available. Columns come in ascending order.
  func accept(
    _ column: ColumnKind, _ bytes: UnsafeRawBufferPointer, of entry: GroupEntry, in footer: Footer
  ) throws(ByteCursor.Refusal) {
    var cursor = unsafe ByteCursor(bytes)
    switch column {
    case .segments: try acceptSegments(&cursor, entry, customerCount: footer.customers.count)
    case .ownerIndex: try unsafe acceptOwnerIndex(&cursor, bytes, entry)
    case .deviceTypes:
      try unsafe acceptTypes(&cursor, bytes, entry, typeCount: footer.deviceTypes.count)
    case .fact(let number):
      try unsafe acceptPlane(bytes, isKnown: Fact(rawValue: number) != nil)
    }
  }

  private func acceptSegments(
    _ cursor: inout ByteCursor, _ entry: GroupEntry, customerCount: Int
  ) throws(ByteCursor.Refusal) {
    guard entry.segmentCount <= cursor.remaining / 4 else { throw cursor.refusal("too short") }
    segments.removeAll(keepingCapacity: true)
    var next = 0
    var persons = 0
    var standalone = 0
    var surplus = 0
    for _ in 0..<entry.segmentCount {
      let customer = next + (try cursor.varint(max: customerCount))
      guard customer < customerCount else { throw cursor.refusal("unknown customer") }
      let segment = Segment(
        customer: customer, personCount: try cursor.varint(max: entry.personCount),
        standaloneCount: try cursor.varint(max: entry.standaloneCount),
        surplusCount: try cursor.varint(max: entry.surplusCount))
      guard segment.personCount + segment.standaloneCount + segment.surplusCount > 0 else {
        throw cursor.refusal("a segment of nothing")
      }
      segments.append(segment)
      next = customer + 1
      persons += segment.personCount
      standalone += segment.standaloneCount
      surplus += segment.surplusCount
      // Within the loop, so that no sum of a crafted file can overflow.
      guard persons <= entry.personCount, standalone <= entry.standaloneCount,
        surplus <= entry.surplusCount
      else { throw cursor.refusal("its customers have more than the group") }
    }
    try cursor.finish()
    guard persons == entry.personCount, standalone == entry.standaloneCount,
      surplus == entry.surplusCount
    else { throw cursor.refusal("its customers do not add up to the group") }
  }

  private func acceptPlane(
    _ bytes: UnsafeRawBufferPointer, isKnown: Bool
  ) throws(ByteCursor.Refusal) {
    if unsafe !Self.isTailClear(bytes, bitCount: personCount) {
      throw ByteCursor.Refusal(byte: 0, reason: "bits after the last person")
    }
    guard isKnown, let start = bytes.baseAddress else { return }
    let padding = planeWordCount * 8 - bytes.count
    unsafe UnsafeMutableRawPointer(mutating: start + bytes.count)
      .initializeMemory(as: UInt8.self, repeating: 0, count: padding)
  }

  /// True if the unused bits of the last word are 0.
  static func isTailClear(_ bytes: UnsafeRawBufferPointer, bitCount: Int) -> Bool {
    guard bitCount % 64 != 0 else { return true }
    let last = unsafe bytes.loadUnaligned(fromByteOffset: bytes.count - 8, as: UInt64.self)
    return last >> UInt64(bitCount % 64) == 0
  }
}
