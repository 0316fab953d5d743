internal import Glibc

/// Byte order of keys: that of their folded UTF-8 (AuditRules.md §2, rule 6).
enum ByteOrder {
  /// Whether both keys are the same bytes.
  static func isSame(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
    left.count == right.count && !precedes(left, right) && !precedes(right, left)
  }

  /// Whether the left key comes before the right one; a beginning comes before the whole.
  static func precedes(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
    guard let first = left.baseAddress, let second = right.baseAddress else {
      return left.count < right.count
    }
    let order = memcmp(first, second, min(left.count, right.count))
    return order == 0 ? left.count < right.count : order < 0
  }
}
