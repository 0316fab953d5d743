extension String {
  /// True if the text has the 24 hexadecimal digits of a Customer's PKID (AuditRules.md §1).
  public var isPKID: Bool {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    let letters = UInt8(ascii: "a")...UInt8(ascii: "f")
    return utf8.count == 24
      && utf8.allSatisfy { digits.contains($0) || letters.contains($0 | 0x20) }
  }
}

extension String {
  /// The key of a PKID: a PKID is a number, whatever the case of its digits (AuditRules.md §1).
  /// A text that is not 24 hexadecimal digits is compared as it is.
  public var pkidKey: String {
    let capitals = UInt8(ascii: "A")...UInt8(ascii: "F")
    guard utf8.contains(where: capitals.contains), isPKID else { return self }
    return String(decoding: utf8.map { capitals.contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
  }

  /// True if both are one PKID.
  public func isSamePKID(as other: String) -> Bool { pkidKey.isExactly(other.pkidKey) }
}

extension Unicode.Scalar {
  /// Control characters (U+0000–001F, U+007F–009F), which may be in no line of a report
  /// (AuditRules.md §1).
  public var isControl: Bool { value < 0x20 || (0x7F...0x9F).contains(value) }
}
