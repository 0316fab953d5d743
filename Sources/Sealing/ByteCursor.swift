/// Reads numbers and texts, as `ByteSink` writes them, from untrusted bytes: whatever does not fit
/// is refused with the byte at which it stands.
@safe package struct ByteCursor {
  // PERF: inlinable: tables of files are little else than varints.
  @usableFromInline let bytes: UnsafeRawBufferPointer
  /// The byte that is read next. Only what was read may be read again.
  package var offset = 0
  /// Bytes of memory that may yet be allocated for what is parsed.
  private var memoryLeft: Int

  /// A reason to refuse, and its place (a byte of these bytes).
  package struct Refusal: Error {
    package var byte: Int
    package var reason: String
    /// True if nothing is wrong but that it takes more memory than is allowed.
    package var exceedsMemory = false

    @inlinable
    package init(byte: Int, reason: String, exceedsMemory: Bool = false) {
      self.byte = byte
      self.reason = reason
      self.exceedsMemory = exceedsMemory
    }
  }

  package init(_ bytes: UnsafeRawBufferPointer, memory: Int = .max) {
    unsafe self.bytes = unsafe bytes
    memoryLeft = memory
  }

  @inlinable
  package var remaining: Int { unsafe bytes.count - offset }

  @inlinable
  package func refusal(_ reason: String) -> Refusal { Refusal(byte: offset, reason: reason) }

  @inlinable
  package mutating func take(_ byteCount: Int) throws(Refusal) -> UnsafeRawBufferPointer {
    guard byteCount >= 0, byteCount <= remaining else { throw refusal("ends too early") }
    defer { offset += byteCount }
    return unsafe UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + byteCount])
  }

  @inlinable
  package mutating func u8() throws(Refusal) -> UInt8 { try unsafe take(1)[0] }

  package mutating func u16() throws(Refusal) -> UInt16 {
    unsafe UInt16(littleEndian: try take(2).loadUnaligned(as: UInt16.self))
  }

  package mutating func u32() throws(Refusal) -> UInt32 {
    unsafe UInt32(littleEndian: try take(4).loadUnaligned(as: UInt32.self))
  }

  package mutating func u64() throws(Refusal) -> UInt64 {
    unsafe UInt64(littleEndian: try take(8).loadUnaligned(as: UInt64.self))
  }

  /// A varint of at most `max`; one that is longer than needed is refused, so that every number
  /// has one spelling.
  @inlinable
  package mutating func varint(max: Int = SealedConstants.varintMax) throws(Refusal) -> Int {
    // Most numbers are small.
    if remaining > 0, unsafe bytes[offset] < 0x80, unsafe Int(bytes[offset]) <= max {
      defer { offset += 1 }
      return unsafe Int(bytes[offset])
    }
    let start = offset
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let byte = try u8()
      if byte == 0, shift > 0 { throw Refusal(byte: start, reason: "number with a spare byte") }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { break }
      shift += 7
      if shift > 56 { throw Refusal(byte: start, reason: "number too large") }
    }
    guard value <= UInt64(max) else { throw Refusal(byte: start, reason: "number out of range") }
    return Int(value)
  }

  /// The next varints, if each of so many takes one byte: most numbers are small, and where many
  /// stand together it is quicker to see that of all at once. They are taken only if they are
  /// returned.
  ///
  /// - Parameter count: at most 16.
  @inlinable
  package mutating func oneByteVarints(_ count: Int) -> UnsafeRawBufferPointer? {
    guard remaining >= 16, let start = unsafe bytes.baseAddress else { return nil }
    let low = unsafe (start + offset).loadUnaligned(as: UInt64.self).littleEndian
    let high = unsafe (start + offset + 8).loadUnaligned(as: UInt64.self).littleEndian
    let marks: UInt64 = 0x8080_8080_8080_8080
    // Shifts by 64 and more leave nothing.
    let lowMarks = marks & ~(~0 << UInt64(8 * count))
    let highMarks = marks & ~(~0 << UInt64(8 * max(0, count - 8)))
    guard low & lowMarks == 0, high & highMarks == 0 else { return nil }
    defer { offset += count }
    return unsafe UnsafeRawBufferPointer(start: start + offset, count: count)
  }

  /// A count of things that take at least `byteCountMin` bytes each: never more than can be there.
  package mutating func count(ofAtLeast byteCountMin: Int) throws(Refusal) -> Int {
    let start = offset
    let value = try varint()
    guard value <= remaining / byteCountMin else {
      throw Refusal(byte: start, reason: "count of more than the file can hold")
    }
    return value
  }

  package mutating func text() throws(Refusal) -> String {
    let start = offset
    let byteCount = try varint()
    let field = try unsafe take(byteCount)
    // Fifteen bytes have room in the string itself.
    if byteCount > 15 { try reserve(byteCount + MemoryCost.object) }
    guard let text = unsafe String(validating: field, as: UTF8.self) else {
      throw Refusal(byte: start, reason: "text is not UTF-8")
    }
    return text
  }

  /// Takes so many bytes off the memory that may be allocated; called before they are.
  package mutating func reserve(_ byteCount: Int) throws(Refusal) {
    guard byteCount <= memoryLeft else {
      throw Refusal(byte: offset, reason: "more memory than is allowed", exceedsMemory: true)
    }
    memoryLeft -= byteCount
  }

  package func finish() throws(Refusal) {
    if remaining > 0 { throw refusal("more bytes than expected") }
  }
}
