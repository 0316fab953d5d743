/// Bytes of structures in Thrift's compact protocol, in which Parquet writes everything but values.
struct CompactThrift {
  private(set) var bytes: [UInt8] = []
  /// The number of the last field, by nesting: headers hold the distance from it.
  private var lastField: [Int] = [0]

  private enum Kind: UInt8 {
    case i16 = 4
    case i32 = 5
    case i64 = 6
    case binary = 8
    case list = 9
    case structure = 12
  }

  mutating func field(_ number: Int, i16 value: Int) {
    header(number, .i16)
    integer(value)
  }

  mutating func field(_ number: Int, i32 value: Int) {
    header(number, .i32)
    integer(value)
  }

  mutating func field(_ number: Int, i64 value: Int) {
    header(number, .i64)
    integer(value)
  }

  mutating func field(_ number: Int, text: String) { field(number, binary: Array(text.utf8)) }

  mutating func field(_ number: Int, binary: [UInt8]) {
    header(number, .binary)
    append(binary)
  }

  mutating func field(_ number: Int, structure body: (inout CompactThrift) -> Void) {
    header(number, .structure)
    structure(body)
  }

  mutating func field(_ number: Int, integers: [Int]) {
    list(number, of: .i32, count: integers.count)
    for integer in integers { self.integer(integer) }
  }

  mutating func field(_ number: Int, texts: [String]) {
    list(number, of: .binary, count: texts.count)
    for text in texts { append(Array(text.utf8)) }
  }

  mutating func field<Element>(
    _ number: Int, structures: [Element], _ body: (inout CompactThrift, Element) -> Void
  ) {
    list(number, of: .structure, count: structures.count)
    for element in structures { structure { body(&$0, element) } }
  }

  /// A structure in no field: the outermost one.
  mutating func structure(_ body: (inout CompactThrift) -> Void) {
    lastField.append(0)
    body(&self)
    lastField.removeLast()
    bytes.append(0)
  }

  private mutating func header(_ number: Int, _ kind: Kind) {
    let distance = number - lastField[lastField.count - 1]
    precondition(1...15 ~= distance, "fields come in ascending order")
    bytes.append(UInt8(distance) << 4 | kind.rawValue)
    lastField[lastField.count - 1] = number
  }

  private mutating func list(_ number: Int, of kind: Kind, count: Int) {
    header(number, .list)
    bytes.append(UInt8(min(count, 15)) << 4 | kind.rawValue)
    if count >= 15 { bytes.append(varint: UInt64(count)) }
  }

  private mutating func integer(_ value: Int) { bytes.append(zigzag: value) }

  private mutating func append(_ binary: [UInt8]) {
    bytes.append(varint: UInt64(binary.count))
    bytes += binary
  }
}

extension [UInt8] {
  /// Seven bits a byte, low ones first; the high bit says that more follow.
  mutating func append(varint value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(rest))
  }

  /// A signed number as a varint, so that small ones of either sign are short.
  mutating func append(zigzag value: Int) {
    append(varint: UInt64(bitPattern: Int64(value << 1 ^ value >> 63)))
  }

  /// An integer, lowest byte first.
  mutating func append(littleEndian value: some FixedWidthInteger) {
    unsafe Swift.withUnsafeBytes(of: value.littleEndian) { unsafe append(contentsOf: $0) }
  }
}
