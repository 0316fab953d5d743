internal import Glibc

/// Byte order of keys: that of their folded UTF-8 (AuditRules.md §2, rule 6).
enum ByteOrder {
  /// True if both keys are the same bytes.
  static func isSame(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
    unsafe left.count == right.count && order(left, right) == 0
  }

  /// True if the left key comes before the right one; a beginning comes before the whole.
  static func precedes(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
    unsafe order(left, right) < 0
  }

  /// Below 0 if the left key comes before the right one, 0 if they are the same.
  static func order(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int {
    guard let first = left.baseAddress, let second = right.baseAddress else {
      return left.count - right.count
    }
    let order = unsafe Int(memcmp(first, second, min(left.count, right.count)))
    return order == 0 ? left.count - right.count : order
  }
}
