/// What stands before the texts of a packed record, with its size known.
struct RecordHead {
  let role: Role
  let location: Int
  let detail: Int
  let textCount: Int
  private let hasOrigin: Bool
  private let bodyByteCount: Int
  /// Behind the first number.
  private let restByteCount: Int

  /// The bit of the role that says: a `RecordOrigin` ends the record.
  static let originFlag: UInt8 = 0x80

  /// - Parameters:
  ///   - bodyByteCount: all texts with their lengths.
  ///   - hasOrigin: whether the record says where it stands and how its texts are written.
  init(
    _ role: Role, location: Int, detail: Int, textCount: Int, bodyByteCount: Int,
    hasOrigin: Bool = false
  ) {
    self.role = role
    self.location = location
    self.detail = detail
    self.textCount = textCount
    self.hasOrigin = hasOrigin
    self.bodyByteCount = bodyByteCount
    restByteCount =
      1 + Varint.byteCount(of: location) + Varint.byteCount(of: detail)
      + Varint.byteCount(of: textCount) + bodyByteCount
      + (hasOrigin ? Capitals.byteCount(ofBody: bodyByteCount) + RecordOrigin.byteCount : 0)
  }

  /// Where capitals and origin begin, counted from the beginning of the record.
  var bodyEnd: Int {
    byteCount - RecordOrigin.byteCount - Capitals.byteCount(ofBody: bodyByteCount)
  }

  /// How many bytes the whole record takes.
  var byteCount: Int { Varint.byteCount(of: restByteCount) + restByteCount }

  /// Writes the head, and gives the place of the body.
  func write(at start: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
    var next = Varint.write(restByteCount, at: start)
    next.storeBytes(of: role.rawValue | (hasOrigin ? Self.originFlag : 0), as: UInt8.self)
    next = Varint.write(location, at: next + 1)
    next = Varint.write(detail, at: next)
    return Varint.write(textCount, at: next)
  }
}

/// The body of a record: its texts, folded (`A`–`Z` as `a`–`z`) on the way.
enum RecordBody {
  static func byteCount(of texts: some Collection<UnsafeRawBufferPointer>) -> Int {
    texts.reduce(0) { $0 + Varint.byteCount(of: $1.count) + $1.count }
  }

  static func write(
    _ texts: some Collection<UnsafeRawBufferPointer>, at start: UnsafeMutableRawPointer
  ) {
    var next = start
    for text in texts {
      next = Varint.write(text.count, at: next)
      KeyFolding.copy(text, to: next)
      next += text.count
    }
  }
}
