/// A key: A–Z as a–z, U+0020 at both ends stripped, nothing else (AuditRules.md §2, rule 6).
func foldedKey(_ text: Bytes) -> Bytes {
  var result: Bytes = []
  for byte in text {
    result.append(byte >= 0x41 && byte <= 0x5A ? byte + 0x20 : byte)
  }
  while result.first == 0x20 { result.removeFirst() }
  while result.last == 0x20 { result.removeLast() }
  return result
}

/// A product or class name: as a key, and runs of blanks as one (AuditRules.md §2, rule 1).
func foldedProduct(_ text: Bytes) -> Bytes {
  var result: Bytes = []
  for byte in foldedKey(text) {
    if byte == 0x20, result.last == 0x20 { continue }
    result.append(byte)
  }
  return result
}

/// Byte order.
func precedes(_ left: Bytes, _ right: Bytes) -> Bool {
  left.lexicographicallyPrecedes(right)
}

/// A PKID as a number: with small letters. A text that is not a PKID stays as it is.
func pkidNumber(_ text: Bytes) -> Bytes {
  isPKID(text) ? text.map { (0x41...0x46).contains($0) ? $0 + 0x20 : $0 } : text
}

/// 24 hexadecimal digits.
func isPKID(_ text: Bytes) -> Bool {
  text.count == 24
    && text.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
    }
}
