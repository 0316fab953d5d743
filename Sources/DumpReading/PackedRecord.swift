internal import CensusModel

/// One counted record in a batch, as a pointer into the batch's memory.
///
/// ```
/// byteCount u32 | location u32 | detail u32 | role u8, textCount u24 | (length varint, bytes)…
/// ```
///
/// Texts, all folded by `Folding.key`, in this order (empty where the record has none):
///
/// | role | texts | detail |
/// |--|--|--|
/// | user | user id, mail address, associated devices…, profiles… | number of associated devices |
/// | phone | name, owner | index into the batch's products |
/// | extensionMobilityProfile | name | 0 |
/// | singleNumberReachProfile | name, user id | 0 |
/// | voicemail | alias | 0 |
/// | webex | WebEx id, mail address | 0 |
/// | spark | mail address, user name | 0 |
/// | contactCenterExpress, contactCenterEnterprise | user id | 0 |
/// | microsoft365 | principal name | 1 unless `IsLicensed` is false |
/// | teams | principal name | 1 if voice is enabled |
/// | exchange | principal name | 0 |
/// | pexip | mail address | 0 |
/// | phoneServerPhone | name | 0 |
///
/// Empty entries of the lists of a user are left out: an empty field matches nothing. A record that
/// says where it stands has, behind its texts, a `RecordOrigin`; the highest bit of its role's
/// byte is set.
public struct PackedRecord: @unchecked Sendable {
  // Soundness of @unchecked: points at memory that nobody writes once it is packed.
  private let base: UnsafeRawPointer

  static let headerByteCount = 16

  init(at base: UnsafeRawPointer) { self.base = base }

  /// The record's bytes in the batch, header included.
  public var byteCount: Int { Int(base.loadUnaligned(as: UInt32.self)) }
  /// Index into the batch's locations.
  public var location: Int { Int(base.loadUnaligned(fromByteOffset: 4, as: UInt32.self)) }
  /// What the table above says for the record's role.
  public var detail: Int { Int(base.loadUnaligned(fromByteOffset: 8, as: UInt32.self)) }
  /// What the record is.
  public var role: Role { Role(rawValue: UInt8(roleAndCount & 0x7F))! }
  /// How many texts the record has.
  public var textCount: Int { Int(roleAndCount >> 8) }
  /// Where the record stands, if its batch keeps that.
  public var origin: RecordOrigin? {
    guard hasOrigin else { return nil }
    return (base + byteCount - RecordOrigin.byteCount).loadUnaligned(as: RecordOrigin.self)
  }

  private static let originFlag: UInt32 = 0x80
  private var hasOrigin: Bool { roleAndCount & Self.originFlag != 0 }

  /// The bytes of all texts with their lengths.
  public var body: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(
      start: base + Self.headerByteCount,
      count: byteCount - Self.headerByteCount - (hasOrigin ? RecordOrigin.byteCount : 0))
  }

  private var roleAndCount: UInt32 { base.loadUnaligned(fromByteOffset: 12, as: UInt32.self) }

  /// The record's texts in order; valid as long as its batch lives.
  public var texts: Texts { Texts(cursor: base + Self.headerByteCount, remaining: textCount) }

  /// The texts of a record, one after the other.
  public struct Texts: Sequence, IteratorProtocol {
    var cursor: UnsafeRawPointer
    var remaining: Int

    /// The next text, or nil after the last.
    public mutating func next() -> UnsafeRawBufferPointer? {
      guard remaining > 0 else { return nil }
      remaining -= 1
      var length = 0
      var shift = 0
      var byte: UInt8
      repeat {
        byte = cursor.load(as: UInt8.self)
        length |= Int(byte & 0x7F) << shift
        shift += 7
        cursor += 1
      } while byte >= 0x80
      let text = UnsafeRawBufferPointer(start: cursor, count: length)
      cursor += length
      return text
    }
  }

  static func byteCount(ofText length: Int) -> Int {
    var byteCount = 1
    var rest = length >> 7
    while rest > 0 {
      byteCount += 1
      rest >>= 7
    }
    return byteCount + length
  }

  /// Writes a record; the texts are folded (`A`–`Z` as `a`–`z`) on the way. `byteCount` covers its
  /// origin, if it has one.
  static func write(
    at start: UnsafeMutableRawPointer, byteCount: Int, role: Role, location: Int, detail: Int,
    texts: some Collection<UnsafeRawBufferPointer>, origin: RecordOrigin?
  ) {
    start.storeBytes(of: UInt32(byteCount), as: UInt32.self)
    start.storeBytes(of: UInt32(location), toByteOffset: 4, as: UInt32.self)
    start.storeBytes(of: UInt32(detail), toByteOffset: 8, as: UInt32.self)
    let flag = origin == nil ? 0 : Self.originFlag
    let roleAndCount = UInt32(role.rawValue) | flag | UInt32(texts.count) << 8
    start.storeBytes(of: roleAndCount, toByteOffset: 12, as: UInt32.self)
    var next = start + headerByteCount
    for text in texts { next = write(text, at: next) }
    if let origin { next.storeBytes(of: origin, as: RecordOrigin.self) }
  }

  private static func write(
    _ text: UnsafeRawBufferPointer, at start: UnsafeMutableRawPointer
  ) -> UnsafeMutableRawPointer {
    var next = start
    var rest = text.count
    while rest >= 0x80 {
      next.storeBytes(of: UInt8(rest & 0x7F) | 0x80, as: UInt8.self)
      next += 1
      rest >>= 7
    }
    next.storeBytes(of: UInt8(rest), as: UInt8.self)
    next += 1
    KeyFolding.copy(text, to: next)
    return next + text.count
  }
}
