internal import CensusModel

/// One counted record in a batch, as a pointer into the batch's memory.
///
/// ```
/// byteCount varint, of all that follows
/// head u8 | [location varint] | [detail varint] | [byteCount varint, origin, capitals] | texts
/// ```
///
/// | bits of the head | |
/// |--|--|
/// | 0–3 | role |
/// | 4 | the location follows; else it is that of the record before |
/// | 5–6 | the detail, or 3: it follows |
/// | 7 | how many bytes a `RecordOrigin` and the `Capitals` of the texts take, and these follow |
///
/// Texts, all folded by `Folding.key` and coded by `KeyCoder`, in this order (empty where the
/// record has none):
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
/// Each text has its length before it, a varint, but for the last one of all roles other than user:
/// it ends with the record. Empty entries of the lists of a user are left out: an empty field
/// matches nothing.
@safe public struct PackedRecord: @unchecked Sendable {
  // Soundness of @unchecked: points at memory that does not change once it is packed.
  private let base: UnsafeRawPointer

  init(at base: UnsafeRawPointer) { unsafe self.base = unsafe base }

  /// All that comes before the texts; each of the members below reads it anew.
  public var header: Header { unsafe Header(at: base) }
  /// The kind of the record.
  public var role: Role { header.role }
  /// The numbers that the table above has for the record's role.
  public var detail: Int { header.detail }
  /// The place of the record, if its batch keeps that.
  public var origin: RecordOrigin? { header.origin }

  /// The record's texts in order, coded; valid as long as its batch lives.
  public var texts: Texts { header.texts }

  /// The key by which the record is compared, coded; empty where it has none.
  public var key: UnsafeRawBufferPointer { unsafe header.key }

  /// One of the record's texts as the dump writes it, without blanks at its ends; folded where the
  /// batch does not keep that.
  public func asWritten(_ text: UnsafeRawBufferPointer) -> [UInt8] {
    var bytes: [UInt8] = []
    unsafe write(text, to: &bytes)
    return bytes
  }

  /// Adds the key as the dump writes it, if the record has this role; nil for any.
  ///
  /// - Returns: true if it has.
  public func writeKey(of role: Role? = nil, to bytes: inout [UInt8]) -> Bool {
    let header = header
    if let role, role != header.role { return false }
    let first = bytes.count
    unsafe KeyText.decode(header.key, into: &bytes)
    // Nothing comes before it but, at most, an empty text.
    header.capitalize(&bytes, from: first, place: 0)
    return true
  }

  /// Adds such a text to others.
  public func write(_ text: UnsafeRawBufferPointer, to bytes: inout [UInt8]) {
    if unsafe text.isEmpty { return }
    let header = header
    let first = bytes.count
    unsafe KeyText.decode(text, into: &bytes)
    guard let capitals = unsafe header.capitals, unsafe !capitals.isEmpty else { return }
    var place = 0
    for unsafe(other) in unsafe header.texts {
      if unsafe other.baseAddress == text.baseAddress, unsafe !other.isEmpty { break }
      unsafe place += KeyText.decoded(other).count
    }
    header.capitalize(&bytes, from: first, place: place)
  }

  /// Calls `body` with each text as the dump writes it; folded where the batch does not keep that.
  func forEachTextAsWritten(_ body: ([UInt8]) -> Void) {
    let header = header
    var place = 0
    for unsafe(text) in unsafe header.texts {
      var bytes = unsafe KeyText.decoded(text)
      header.capitalize(&bytes, from: 0, place: place)
      place += bytes.count
      body(bytes)
    }
  }
}

extension PackedRecord {
  /// The part before a record's texts.
  @safe public struct Header {
    /// The role of the record.
    public let role: Role
    /// The numbers that the table above has for the record's role.
    public let detail: Int
    /// The record's location, if it is not that of the record before.
    let location: Int?
    let hasOrigin: Bool
    /// All that follows the detail.
    let rest: UnsafeRawBufferPointer
    /// Where the texts begin.
    private let textsStart: UnsafeRawPointer

    @inline(__always)
    init(at base: UnsafeRawPointer) {
      var cursor = unsafe base
      let byteCount = unsafe Varint.read(&cursor)
      let end = unsafe cursor + byteCount
      let head = unsafe cursor.load(as: UInt8.self)
      unsafe cursor += 1
      role = Role(rawValue: head & RecordHead.roleMask)!
      location = unsafe head & RecordHead.locationFlag == 0 ? nil : Varint.read(&cursor)
      let small = head >> RecordHead.detailShift & RecordHead.detailMask
      detail = unsafe small < RecordHead.detailMask ? Int(small) : Varint.read(&cursor)
      hasOrigin = head & RecordHead.originFlag != 0
      unsafe rest = unsafe UnsafeRawBufferPointer(start: cursor, count: end - cursor)
      if hasOrigin {
        let count = unsafe Varint.read(&cursor)
        unsafe cursor += count
      }
      unsafe textsStart = unsafe cursor
    }

    var end: UnsafeRawPointer { unsafe rest.baseAddress! + rest.count }

    /// The place of the record, if its batch keeps that.
    public var origin: RecordOrigin? {
      guard hasOrigin else { return nil }
      var cursor = unsafe rest.baseAddress!
      _ = unsafe Varint.read(&cursor)
      return unsafe RecordOrigin(reading: &cursor)
    }

    /// The bytes of the texts that were capitals, if the batch keeps that.
    var capitals: UnsafeRawBufferPointer? {
      guard hasOrigin else { return nil }
      var cursor = unsafe rest.baseAddress!
      _ = unsafe Varint.read(&cursor)
      unsafe RecordOrigin.skip(&cursor)
      return unsafe UnsafeRawBufferPointer(start: cursor, count: textsStart - cursor)
    }

    /// Makes capitals of bytes that were.
    ///
    /// - Parameters:
    ///   - first: where a text of the record begins in `bytes`; it ends with them.
    ///   - place: where it begins among all texts of the record.
    func capitalize(_ bytes: inout [UInt8], from first: Int, place: Int) {
      guard let capitals = unsafe capitals else { return }
      for index in first..<bytes.count
      where unsafe Capitals.contain(place + index - first, capitals) {
        bytes[index] &= ~0x20
      }
    }

    /// The key by which the record is compared, coded; empty where it has none.
    var key: UnsafeRawBufferPointer {
      var texts = texts
      let first = unsafe texts.next()!
      switch role {
      case .webex, .spark: return unsafe first.isEmpty ? texts.next()! : first
      default: return unsafe first
      }
    }

    /// The record's texts in order, coded.
    public var texts: Texts {
      unsafe Texts(cursor: textsStart, end: end, textsLeft: role.textCount)
    }
  }

  /// The texts of a record, one after the other.
  @safe public struct Texts: @unsafe Sequence, @unsafe IteratorProtocol {
    fileprivate var cursor: UnsafeRawPointer
    fileprivate let end: UnsafeRawPointer
    /// nil where all have their lengths.
    fileprivate var textsLeft: Int?

    /// The next text, or nil after the last.
    public mutating func next() -> UnsafeRawBufferPointer? {
      if let left = textsLeft {
        if left == 0 { return nil }
        textsLeft = left - 1
        if left == 1 { return unsafe UnsafeRawBufferPointer(start: cursor, count: end - cursor) }
      } else if unsafe cursor == end {
        return nil
      }
      let length = unsafe Varint.read(&cursor)
      let text = unsafe UnsafeRawBufferPointer(start: cursor, count: length)
      unsafe cursor += length
      return unsafe text
    }
  }
}

extension Role {
  /// How many texts packed records of this role have; nil where that differs.
  var textCount: Int? {
    switch self {
    case .user: nil
    case .phone, .singleNumberReachProfile, .webex, .spark: 2
    default: 1
    }
  }
}
