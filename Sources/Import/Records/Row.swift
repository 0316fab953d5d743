internal import CensusModel

/// One object of an export, reduced to the fields that are wanted, with its place. Its texts are
/// ranges of one buffer, which the next row uses again.
struct Row: ~Copyable {
  /// A field with its text, as a range of the bytes.
  struct Value {
    var field: Field
    var text: Range<Int>
  }

  /// A column of a reply to an SQL query.
  struct Column {
    var title: Range<Int>
    var text: Range<Int>
  }

  /// The bytes of all texts, in UTF-8.
  var bytes: [UInt8] = []
  /// The fields in the order of the export.
  var values: [Value] = []
  /// Column names and values of a reply to an SQL query, in their order.
  var columns: [Column] = []
  /// The line, from 1, in which it begins.
  var line = 1
  /// The byte, from 0, at which it begins.
  var byte = 0
  /// The reply or form it comes from, such as `getUserResponse`; empty where there is none.
  var operation = ""
  /// The kind of object, as the element or key names it, or the form of a table.
  var kind = ""

  /// The first value that is not empty; empty where there is none.
  subscript(field: Field) -> String { string(range(of: field)) }

  /// The bytes of the first value that is not empty.
  func slice(_ field: Field) -> ArraySlice<UInt8> { bytes[range(of: field)] }

  /// True if the field has no value that is not empty.
  func isEmpty(_ field: Field) -> Bool { range(of: field).isEmpty }

  /// True if the first value that is not empty folds to this text.
  func isFolded(_ field: Field, _ text: StaticString) -> Bool {
    isFolded(range(of: field), text)
  }

  /// True if the text of a range without blanks at its ends folds to this text.
  func isFolded(_ range: Range<Int>, _ text: StaticString) -> Bool {
    guard range.count == text.utf8CodeUnitCount else { return false }
    for unsafe(index, byte) in unsafe zip(
      range, UnsafeBufferPointer(start: text.utf8Start, count: range.count))
    where Folding.lowercase(bytes[index]) != byte {
      return false
    }
    return true
  }

  /// True if the field is there, with a value or without.
  func has(_ field: Field) -> Bool { values.contains { $0.field == field } }

  /// The text of a range.
  func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// Where the first value that is not empty is; an empty range where there is none.
  func range(of field: Field) -> Range<Int> {
    for value in values where value.field == field && !value.text.isEmpty { return value.text }
    return 0..<0
  }

  /// A range without blanks at its ends.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, Self.isBlank(bytes[start]) { start += 1 }
    while end > start, Self.isBlank(bytes[end - 1]) { end -= 1 }
    return start..<end
  }

  /// True if no byte is above 0x7F.
  var isASCII: Bool { bytes.allSatisfy { $0 < 0x80 } }

  /// Blanks of text and of markup: U+0020 and U+0009 to U+000D.
  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  /// Forgets the content; the memory is kept.
  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    values.removeAll(keepingCapacity: true)
    columns.removeAll(keepingCapacity: true)
  }

  /// Adds a text to the bytes.
  mutating func append(_ text: some Collection<UInt8>) -> Range<Int> {
    let start = bytes.count
    bytes.append(contentsOf: text)
    return start..<bytes.count
  }
}
