/// Texts of a dump are compared byte for byte (AuditRules.md §2, rule 6), while `String` compares by
/// canonical equivalence: there "é" in one scalar is "é" in two.
extension String {
  /// Whether both texts are the same bytes.
  public func isExactly(_ other: String) -> Bool { utf8.elementsEqual(other.utf8) }

  /// Whether this text stands before the other in byte order.
  public func precedesExactly(_ other: String) -> Bool {
    utf8.lexicographicallyPrecedes(other.utf8)
  }
}

extension Hasher {
  /// Hashes the bytes of a text.
  public mutating func combine(exactly text: String) {
    combine(text.utf8.count)
    var text = text
    text.withUTF8 { combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}

/// A string as a key: equal, ordered and hashed by its bytes.
public struct ExactText: Hashable, Comparable, Sendable {
  /// The string itself.
  public let string: String

  /// The key of a string.
  public init(_ string: String) { self.string = string }

  /// Whether both are the same bytes.
  public static func == (left: ExactText, right: ExactText) -> Bool {
    left.string.isExactly(right.string)
  }

  /// Byte order.
  public static func < (left: ExactText, right: ExactText) -> Bool {
    left.string.precedesExactly(right.string)
  }

  /// Hashes the bytes.
  public func hash(into hasher: inout Hasher) { hasher.combine(exactly: string) }
}
