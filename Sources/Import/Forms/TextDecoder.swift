/// Turns the bytes of a text file, which come in pieces, into UTF-8. UTF-16 is recognised by its
/// BOM; any other encoding must be named.
struct TextDecoder {
  private enum Mode {
    case undecided, utf8, utf16(isBigEndian: Bool), table([UInt16])
  }

  /// Why text cannot be decoded.
  enum Fault: Error {
    /// A UTF-16 file that ends or breaks within a character.
    case brokenUTF16
    /// A byte without a meaning in the encoding that was named.
    case undefinedByte(UInt8)
  }

  private let named: TextEncoding?
  private var mode = Mode.undecided
  /// Bytes that wait for the rest of their character, or for the decision.
  private var waiting: [UInt8] = []

  init(_ named: TextEncoding?) { self.named = named }

  /// True if the next bytes are their text.
  var isIdle: Bool {
    guard case .utf8 = mode else { return false }
    return waiting.isEmpty
  }

  /// The text of the next bytes.
  mutating func decode(_ bytes: UnsafeRawBufferPointer) throws(Fault) -> [UInt8] {
    if case .utf8 = mode { return unsafe Array(bytes) }
    unsafe waiting.append(contentsOf: bytes)
    if case .undecided = mode {
      guard waiting.count >= 3 else { return [] }
      decide()
    }
    return try take()
  }

  /// The text of what is left at the end of the file.
  mutating func finish() throws(Fault) -> [UInt8] {
    if case .undecided = mode { decide() }
    let text = try take()
    if !waiting.isEmpty { throw .brokenUTF16 }
    return text
  }

  private mutating func decide() {
    if waiting.starts(with: [0xEF, 0xBB, 0xBF]) {
      waiting.removeFirst(3)
      mode = .utf8
    } else if waiting.starts(with: [0xFF, 0xFE]) || waiting.starts(with: [0xFE, 0xFF]) {
      mode = .utf16(isBigEndian: waiting[0] == 0xFE)
      waiting.removeFirst(2)
    } else {
      mode = named.map { .table($0.upperHalf) } ?? .utf8
    }
  }

  private mutating func take() throws(Fault) -> [UInt8] {
    switch mode {
    case .undecided: return []
    case .utf8:
      defer { waiting.removeAll() }
      return waiting
    case .table(let upperHalf):
      defer { waiting.removeAll(keepingCapacity: true) }
      var text: [UInt8] = []
      for byte in waiting {
        guard byte >= 0x80 else {
          text.append(byte)
          continue
        }
        guard let scalar = Unicode.Scalar(upperHalf[Int(byte) - 0x80]), scalar.value > 0 else {
          throw .undefinedByte(byte)
        }
        text.append(contentsOf: UTF8.encode(scalar)!)
      }
      return text
    case .utf16(let isBigEndian): return try takeUTF16(isBigEndian)
    }
  }

  private mutating func takeUTF16(_ isBigEndian: Bool) throws(Fault) -> [UInt8] {
    var text: [UInt8] = []
    var at = 0
    func unit(_ index: Int) -> UInt16 {
      let (first, second) = (UInt16(waiting[index]), UInt16(waiting[index + 1]))
      return isBigEndian ? first << 8 | second : second << 8 | first
    }
    while at + 1 < waiting.count {
      let first = unit(at)
      if let scalar = Unicode.Scalar(first) {
        text.append(contentsOf: UTF8.encode(scalar)!)
        at += 2
        continue
      }
      guard first < 0xDC00 else { throw .brokenUTF16 }
      guard at + 3 < waiting.count else { break }
      let second = unit(at + 2)
      guard (0xDC00..<0xE000).contains(second),
        let scalar = Unicode.Scalar(
          0x10000 + (UInt32(first - 0xD800) << 10 | UInt32(second - 0xDC00)))
      else { throw .brokenUTF16 }
      text.append(contentsOf: UTF8.encode(scalar)!)
      at += 4
    }
    waiting.removeFirst(at)
    return text
  }
}
