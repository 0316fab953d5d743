internal import Sealing

/// The first fields of a counted record, in blocks of packed files and in portions. Where it stands
/// follows, and then the texts.
struct StoredRecordHead {
  let role: Role
  /// Of a phone, index into products; else as `PackedRecord` has it.
  let detail: Int
  let textCount: Int

  init(_ role: Role, detail: Int, textCount: Int) {
    self.role = role
    self.detail = detail
    self.textCount = textCount
  }

  /// The head of a packed record.
  ///
  /// - Parameter detail: in place of its own.
  init(_ header: PackedRecord.Header, detail: Int) {
    self.init(
      header.role, detail: detail,
      textCount: unsafe header.texts.reduce(0) { count, _ in count + 1 })
  }

  /// Writes the fields.
  func write(into sink: inout ByteSink) {
    sink.u8(role.rawValue)
    sink.varint(detail)
    sink.varint(textCount)
  }

  /// Reads the fields.
  init(parsing cursor: inout ByteCursor) throws(ByteCursor.Refusal) {
    guard let role = Role(rawValue: try cursor.u8()), role.isCounted else {
      throw cursor.refusal("unknown role")
    }
    self.init(role, detail: try cursor.varint(), textCount: try cursor.count(ofAtLeast: 1))
  }

  /// Reads the texts.
  ///
  /// - Parameter texts: are replaced.
  func parse(
    _ texts: inout [UnsafeRawBufferPointer], from cursor: inout ByteCursor
  ) throws(ByteCursor.Refusal) {
    unsafe texts.removeAll(keepingCapacity: true)
    for _ in 0..<textCount { unsafe texts.append(try cursor.take(try cursor.varint())) }
  }

  /// True if texts and detail are those of the role.
  func fits(_ texts: [UnsafeRawBufferPointer], productCount: Int) -> Bool {
    let blank = UInt8(ascii: " ")
    guard unsafe !texts.contains(where: { unsafe $0.first == blank || $0.last == blank }) else {
      return false
    }
    switch role {
    case .user:
      return unsafe texts.count >= 2 && detail <= texts.count - 2
        && texts[2...].allSatisfy { unsafe !$0.isEmpty }
    case .phone: return unsafe texts.count == 2 && detail < productCount
    case .singleNumberReachProfile, .webex, .spark: return unsafe texts.count == 2 && detail == 0
    case .microsoft365, .teams: return unsafe texts.count == 1 && detail < 2
    default: return unsafe texts.count == 1 && detail == 0
    }
  }
}
