/// Paths as texts. A path may be any bytes, and a text must be UTF-8: a byte that belongs to no
/// character becomes one of the last characters for private use, U+10FF80 to U+10FFFF, and that
/// same byte again before the system is asked for the file.
public enum PathText {
  private static let base: UInt32 = 0x10FF00
  private static let escapes = Unicode.Scalar(base | 0x80)!...Unicode.Scalar(base | 0xFF)!
  /// The first byte, in UTF-8, of every escape: texts without it have none.
  private static let lead: UInt8 = 0xF4

  /// The arguments of this process, after its name.
  public static var arguments: [String] {
    let given = unsafe CommandLine.unsafeArgv
    return (1..<max(1, Int(CommandLine.argc))).compactMap { index in
      unsafe given[index].map {
        unsafe text(of: UnsafeBufferPointer(start: $0, count: byteCount(of: $0)))
      }
    }
  }

  private static func byteCount(of text: UnsafePointer<CChar>) -> Int {
    var count = 0
    while unsafe text[count] != 0 { count += 1 }
    return count
  }

  /// The text of a path. Different paths have different texts.
  public static func text(of path: some Collection<CChar>) -> String {
    let bytes = path.map(UInt8.init(bitPattern:))
    if !bytes.contains(lead), let text = String(validating: bytes, as: UTF8.self) { return text }
    var text = String.UnicodeScalarView()
    var place = 0
    while place < bytes.count {
      let count = characterByteCount(of: bytes[place])
      let scalars = String(validating: bytes[place...].prefix(count), as: UTF8.self)?.unicodeScalars
      if let scalar = scalars?.first, scalars?.count == 1, !escapes.contains(scalar) {
        text.append(scalar)
        place += count
      } else {
        text.append(Unicode.Scalar(base | UInt32(bytes[place]))!)
        place += 1
      }
    }
    return String(text)
  }

  private static func characterByteCount(of first: UInt8) -> Int {
    switch first {
    case 0xF0...: 4
    case 0xE0...: 3
    case 0xC0...: 2
    default: 1
    }
  }

  /// The bytes of a path, and a zero: what system calls take.
  public static func bytes(of text: String) -> [CChar] {
    guard text.utf8.contains(lead) else { return Array(text.utf8CString) }
    var bytes: [CChar] = []
    for scalar in text.unicodeScalars {
      if escapes.contains(scalar) {
        bytes.append(CChar(truncatingIfNeeded: scalar.value))
      } else {
        bytes += UTF8.encode(scalar)!.map(CChar.init(bitPattern:))
      }
    }
    return bytes + [0]
  }

  /// True if the path of a text is UTF-8.
  public static func isUTF8(_ text: String) -> Bool {
    !text.unicodeScalars.contains(where: escapes.contains)
  }

  /// A text in which paths may be, for people: `\xFF` for a byte that belongs to no character.
  public static func shown(_ text: String) -> String {
    guard text.utf8.contains(lead) else { return text }
    var shown = ""
    for scalar in text.unicodeScalars {
      if escapes.contains(scalar) {
        shown += "\\x" + String(scalar.value & 0xFF, radix: 16, uppercase: true)
      } else {
        shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }
}
