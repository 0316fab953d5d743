/// The head of a packed record, before its origin and texts.
struct RecordHead {
  let role: Role
  let location: Int
  let detail: Int
  let hasOrigin: Bool
  /// All that follows.
  let restByteCount: Int

  static let roleMask: UInt8 = 0x0F
  /// Set where the location follows.
  static let locationFlag: UInt8 = 0x10
  static let detailShift: UInt8 = 5
  /// The largest value says that the detail follows.
  static let detailMask: UInt8 = 3
  /// Set where an origin follows.
  static let originFlag: UInt8 = 0x80

  /// How many bytes the whole record takes.
  ///
  /// - Parameter givesLocation: whether it differs from the record before.
  func byteCount(givesLocation: Bool) -> Int {
    let count = byteCountAfterFirst(givesLocation)
    return Varint.byteCount(of: count) + count
  }

  private func byteCountAfterFirst(_ givesLocation: Bool) -> Int {
    1 + (givesLocation ? Varint.byteCount(of: location) : 0)
      + (detail < Self.detailMask ? 0 : Varint.byteCount(of: detail)) + restByteCount
  }

  /// Writes the head, and gives the place of the rest.
  func write(
    at start: UnsafeMutableRawPointer, givesLocation: Bool
  ) -> UnsafeMutableRawPointer {
    let small = UInt8(Swift.min(detail, Int(Self.detailMask)))
    var next = unsafe Varint.write(byteCountAfterFirst(givesLocation), at: start)
    unsafe next.storeBytes(
      of: role.rawValue | (givesLocation ? Self.locationFlag : 0) | small << Self.detailShift
        | (hasOrigin ? Self.originFlag : 0), as: UInt8.self)
    unsafe next += 1
    if givesLocation { unsafe next = unsafe Varint.write(location, at: next) }
    return unsafe small < Self.detailMask ? next : Varint.write(detail, at: next)
  }
}

/// Puts records together, in memory that is used again from record to record.
@safe struct RecordScratch {
  /// The texts as they were digested: each with its length before it, folded.
  private var plain = unsafe UnsafeMutableRawBufferPointer(start: nil, count: 0)
  /// Origin, capitals and coded texts.
  private var packed = unsafe UnsafeMutableRawBufferPointer(start: nil, count: 0)
  private var plainByteCount = 0
  private var end = unsafe UnsafeMutableRawPointer(bitPattern: 16)!
  private var coder = KeyCoder()

  /// The texts, each with its length before it, folded.
  var body: UnsafeRawBufferPointer {
    unsafe UnsafeRawBufferPointer(start: plain.baseAddress, count: plainByteCount)
  }

  /// Origin, capitals and coded texts.
  var rest: UnsafeRawBufferPointer {
    unsafe UnsafeRawBufferPointer(start: packed.baseAddress, count: end - packed.baseAddress!)
  }

  /// Gives the memory back.
  mutating func deallocate() {
    unsafe plain.deallocate()
    unsafe packed.deallocate()
  }

  /// Codes the texts of a record.
  ///
  /// - Parameter origin: its place, if it keeps that.
  mutating func fill(
    _ role: Role, _ texts: some Collection<UnsafeRawBufferPointer>, _ origin: RecordOrigin?
  ) {
    precondition(role.textCount.map { $0 == texts.count } ?? true, "texts of another role")
    unsafe prepare(textCount: texts.count, byteCount: texts.reduce(0) { $0 + $1.count })
    unsafe end = unsafe packed.baseAddress!
    if let origin {
      let marks = unsafe Capitals.write(of: texts, at: origin.write(at: end + 1))
      unsafe end = unsafe Self.setLength(at: end, until: marks)
    }
    var next = unsafe plain.baseAddress!
    var left = role.textCount ?? .max
    for unsafe(text) in texts {
      unsafe next = unsafe Varint.write(text.count, at: next)
      let isPlain = unsafe KeyFolding.copy(text, to: next)
      unsafe (next + text.count).storeBytes(of: 0, as: UInt64.self)
      unsafe (next + text.count + 8).storeBytes(of: 0, as: UInt64.self)
      unsafe encode(next, text.count, isPlain: isPlain, hasLength: left > 1)
      unsafe next += text.count
      left -= 1
    }
    plainByteCount = unsafe next - plain.baseAddress!
  }

  @inline(__always)
  private mutating func encode(
    _ text: UnsafeMutableRawPointer, _ count: Int, isPlain: Bool, hasLength: Bool
  ) {
    guard hasLength else {
      unsafe end = unsafe coder.encode(text, count: count, isPlain: isPlain, to: end)
      return
    }
    let code = unsafe coder.encode(text, count: count, isPlain: isPlain, to: end + 1)
    unsafe end = unsafe Self.setLength(at: end, until: code)
  }

  /// Writes the length of what begins one byte further on, and returns the place after both.
  @inline(__always)
  private static func setLength(
    at place: UnsafeMutableRawPointer, until end: UnsafeMutableRawPointer
  ) -> UnsafeMutableRawPointer {
    let length = unsafe end - place - 1
    // PERF: nearly all lengths take one byte.
    guard length < 0x80 else {
      let moved = unsafe place + Varint.byteCount(of: length)
      unsafe moved.copyMemory(from: place + 1, byteCount: length)
      return unsafe Varint.write(length, at: place) + length
    }
    unsafe place.storeBytes(of: UInt8(length), as: UInt8.self)
    return unsafe end
  }

  /// Makes room.
  private mutating func prepare(textCount: Int, byteCount: Int) {
    let lengths = textCount * Varint.byteCountMax
    let plainMax = byteCount + lengths + KeyCoder.slackByteCount
    let packedMax =
      Varint.byteCountMax + RecordOrigin.byteCountMax + Capitals.byteCountMax(ofTexts: byteCount)
      + byteCount + lengths + textCount * KeyCoder.growthMax + KeyCoder.slackByteCount
    unsafe Self.grow(&plain, plainMax)
    unsafe Self.grow(&packed, packedMax)
  }

  private static func grow(_ memory: inout UnsafeMutableRawBufferPointer, _ byteCount: Int) {
    if byteCount <= memory.count { return }
    unsafe memory.deallocate()
    unsafe memory = .allocate(byteCount: max(byteCount, 2 * memory.count, 512), alignment: 16)
  }
}
