/// Rows of comma-separated values as bytes: LF line ends, and quotes (RFC 4180) only around a field
/// with a comma, a quote, CR or LF.
package struct CSVText {
  /// A comma and the longest number have room in it.
  private static let roomByteCount = 32

  private var text: [UInt8] = []
  /// Bytes that come after `text`. They are collected here, since to append a few to an array takes
  /// longer than to write them.
  private var waiting = InlineArray<256, UInt8>(repeating: 0)
  private var waitingCount = 0
  private var isRowOpen = false

  /// A text that begins with lines which are not rows.
  ///
  /// - Parameter byteCount: about how long it will be, so that it need not move while it grows.
  package init(beginningWith lines: String, byteCount: Int = 0) {
    text.reserveCapacity(byteCount)
    text.append(contentsOf: lines.utf8)
  }

  /// All so far.
  package var bytes: [UInt8] {
    mutating get {
      flush()
      return text
    }
  }

  /// Bytes so far, about: up to 256 may be missing.
  package var byteCount: Int { text.count }

  /// All since the last call; the next begins without them.
  package mutating func take() -> [UInt8] {
    flush()
    defer { text.removeAll(keepingCapacity: true) }
    return text
  }

  package mutating func append(row fields: [String]) {
    for field in fields { append(field) }
    endRow()
  }

  package mutating func endRow() {
    makeRoom()
    put(UInt8(ascii: "\n"))
    isRowOpen = false
  }

  private mutating func beginField() {
    makeRoom()
    if isRowOpen { put(UInt8(ascii: ",")) }
    isRowOpen = true
  }

  private mutating func makeRoom() {
    if waitingCount > waiting.count - Self.roomByteCount { flush() }
  }

  private mutating func flush() {
    unsafe withUnsafeBytes(of: &waiting) { unsafe text.append(contentsOf: $0[..<waitingCount]) }
    waitingCount = 0
  }

  /// Where there is room.
  private mutating func put(_ byte: UInt8) {
    waiting[waitingCount] = byte
    waitingCount += 1
  }

  /// A field that is a number, 0 or more: it needs no quotes.
  package mutating func append(_ number: Int) {
    beginField()
    var rest = UInt(number)
    var digitCount = 1
    var power: UInt = 10
    while digitCount < 19, rest >= power {
      digitCount += 1
      power *= 10
    }
    waitingCount += digitCount
    for place in 1...digitCount {
      waiting[waitingCount - place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
  }

  package mutating func append(_ field: String) {
    var field = field
    field.withUTF8 { unsafe append($0) }
  }

  /// A field of these bytes. As such, since to ask a text for one after the other is slow.
  private mutating func append(_ field: UnsafeBufferPointer<UInt8>) {
    beginField()
    let needsQuotes = unsafe field.contains(where: Self.needsQuotes)
    if !needsQuotes, field.count < Self.roomByteCount {
      for unsafe(byte) in unsafe field { put(byte) }
      return
    }
    flush()
    guard needsQuotes else { return unsafe text.append(contentsOf: field) }
    let quote = UInt8(ascii: "\"")
    text.append(quote)
    for unsafe(byte) in unsafe field {
      if byte == quote { text.append(quote) }
      text.append(byte)
    }
    text.append(quote)
  }

  private static func needsQuotes(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\r"), UInt8(ascii: "\n"): true
    default: false
    }
  }
}
