/// How keys and product names are made comparable (AuditRules.md §2, rules 1 and 6). Byte-wise on UTF-8:
/// no Unicode case folding, no normalisation, so that no two machines can disagree.
public enum Folding {
  @usableFromInline static let blank = UInt8(ascii: " ")

  /// `A`–`Z` as `a`–`z`.
  @inlinable
  public static func lowercase(_ byte: UInt8) -> UInt8 {
    byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
  }

  /// The key without U+0020 at its ends, `A`–`Z` as `a`–`z`, and nothing else changed.
  public static func key(_ text: String) -> String {
    String(decoding: key(Array(text.utf8)[...]), as: UTF8.self)
  }

  /// The key without U+0020 at its ends, `A`–`Z` as `a`–`z`, and nothing else changed.
  public static func key(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    trimmed(bytes).map(lowercase)
  }

  /// True if bytes without blanks at their ends are this key, which is folded.
  public static func isKey(_ bytes: ArraySlice<UInt8>, _ key: [UInt8]) -> Bool {
    bytes.count == key.count && zip(bytes, key).allSatisfy { lowercase($0) == $1 }
  }

  /// A product or class name: as a key, and every run of U+0020 as one.
  public static func product(_ text: String) -> String {
    var folded: [UInt8] = []
    for byte in trimmed(Array(text.utf8)[...]) where byte != blank || folded.last != blank {
      folded.append(lowercase(byte))
    }
    return String(decoding: folded, as: UTF8.self)
  }

  static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let first = bytes.firstIndex(where: { $0 != blank }) else { return [] }
    let last = bytes.lastIndex { $0 != blank } ?? first
    return bytes[first...last]
  }
}
