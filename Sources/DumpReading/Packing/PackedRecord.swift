internal import CensusModel

/// One counted record in a batch, as a pointer into the batch's memory.
///
/// ```
/// byteCount varint, of all that follows
/// role u8 | location varint | detail varint | textCount varint | (length varint, bytes)…
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
/// says where it stands has, after its texts, their `Capitals` and a `RecordOrigin`; the highest bit
/// of its role is set.
public struct PackedRecord: @unchecked Sendable {
  // Soundness of @unchecked: points at memory that nobody writes once it is packed.
  private let base: UnsafeRawPointer

  init(at base: UnsafeRawPointer) { self.base = base }

  /// What stands before a record's texts.
  public struct Header {
    /// What the record is.
    public let role: Role
    /// Index into the batch's locations.
    public let location: Int
    /// What the table above says for the record's role.
    public let detail: Int
    /// How many texts the record has.
    public let textCount: Int
    /// All texts with their lengths.
    public let body: UnsafeRawBufferPointer
    /// Where the record stands, if its batch keeps that.
    public let origin: RecordOrigin?
    /// The bytes of the body that were capitals, if its batch keeps that.
    fileprivate let capitals: UnsafeRawBufferPointer?
    /// What follows the body: capitals and origin, or nothing.
    let rest: UnsafeRawBufferPointer

    fileprivate init(at base: UnsafeRawPointer) {
      var cursor = base
      let byteCount = Varint.read(&cursor)
      var end = cursor + byteCount
      let flaggedRole = cursor.load(as: UInt8.self)
      role = Role(rawValue: flaggedRole & ~RecordHead.originFlag)!
      if flaggedRole & RecordHead.originFlag == 0 {
        origin = nil
      } else {
        end -= RecordOrigin.byteCount
        origin = end.loadUnaligned(as: RecordOrigin.self)
      }
      cursor += 1
      location = Varint.read(&cursor)
      detail = Varint.read(&cursor)
      textCount = Varint.read(&cursor)
      guard origin != nil else {
        body = UnsafeRawBufferPointer(start: cursor, count: end - cursor)
        capitals = nil
        rest = UnsafeRawBufferPointer(start: end, count: 0)
        return
      }
      let bodyByteCount = Capitals.bodyByteCount(ofBoth: end - cursor)
      body = UnsafeRawBufferPointer(start: cursor, count: bodyByteCount)
      capitals = UnsafeRawBufferPointer(
        start: cursor + bodyByteCount, count: end - cursor - bodyByteCount)
      rest = UnsafeRawBufferPointer(
        start: cursor + bodyByteCount,
        count: end + RecordOrigin.byteCount - (cursor + bodyByteCount))
    }

    /// Calls `body` with the place of each byte of the body that was a capital, if the batch keeps
    /// that.
    func forEachCapital(_ body: (Int) -> Void) {
      guard let capitals else { return }
      for (index, bits) in capitals.enumerated() where bits != 0 {
        for bit in 0..<8 where bits >> UInt8(bit) & 1 == 1 { body(8 * index + bit) }
      }
    }
  }

  /// All that comes before the texts; each of the members below reads it anew.
  public var header: Header { Header(at: base) }
  /// The kind of the record.
  public var role: Role { header.role }
  /// What the table above says for the record's role.
  public var detail: Int { header.detail }

  /// The record's texts in order; valid as long as its batch lives.
  public var texts: Texts {
    let header = header
    return Texts(cursor: header.body.baseAddress!, remaining: header.textCount)
  }

  /// The key by which the record is compared, folded; empty where it has none.
  public var key: UnsafeRawBufferPointer {
    var texts = self.texts
    let first = texts.next()!
    switch role {
    case .webex, .spark: return first.isEmpty ? texts.next()! : first
    default: return first
    }
  }

  /// One of the record's texts as the dump writes it, without blanks at its ends; folded where the
  /// batch does not keep that.
  public func asWritten(_ text: UnsafeRawBufferPointer) -> [UInt8] {
    var bytes: [UInt8] = []
    write(text, to: &bytes)
    return bytes
  }

  /// Adds such a text to others.
  public func write(_ text: UnsafeRawBufferPointer, to bytes: inout [UInt8]) {
    let header = header
    let first = bytes.count
    bytes.append(contentsOf: text)
    guard let capitals = header.capitals, let start = text.baseAddress else { return }
    let place = start - header.body.baseAddress!
    for index in text.indices where Capitals.contain(place + index, capitals) {
      bytes[first + index] &= ~0x20
    }
  }

  /// Moves the record to another batch, and its file so many files on.
  ///
  /// Soundness: its memory was allocated to be written, and no other thread has it yet.
  func moveOrigin(toBatch batch: Int, files: Int) {
    guard var origin = header.origin else { return }
    origin.move(toBatch: batch, files: files)
    let place = base + byteCount - RecordOrigin.byteCount
    UnsafeMutableRawPointer(mutating: place).storeBytes(of: origin, as: RecordOrigin.self)
  }

  /// The record's bytes in the batch.
  var byteCount: Int {
    var cursor = base
    let rest = Varint.read(&cursor)
    return cursor - base + rest
  }

  /// The texts of a record, one after the other.
  public struct Texts: Sequence, IteratorProtocol {
    var cursor: UnsafeRawPointer
    var remaining: Int

    /// The next text, or nil after the last.
    public mutating func next() -> UnsafeRawBufferPointer? {
      guard remaining > 0 else { return nil }
      remaining -= 1
      let length = Varint.read(&cursor)
      let text = UnsafeRawBufferPointer(start: cursor, count: length)
      cursor += length
      return text
    }
  }
}
