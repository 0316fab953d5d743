internal import Glibc

/// Texts of a dump are compared byte for byte (AuditRules.md §2, rule 6), while `String` compares by
/// canonical equivalence: there "é" in one scalar is "é" in two.
extension String {
  /// True if both texts are the same bytes.
  public func isExactly(_ other: String) -> Bool {
    utf8.count == other.utf8.count && comparedExactly(with: other) == 0
  }

  /// True if this text comes before the other in byte order.
  public func precedesExactly(_ other: String) -> Bool {
    let order = comparedExactly(with: other)
    return order == 0 ? utf8.count < other.utf8.count : order < 0
  }

  /// Compares the bytes that both have; negative where this text comes first.
  ///
  /// PERF: `memcmp` looks at many bytes at a time, while views are walked byte by byte. Sound, as
  /// bytes are only read while both texts are held.
  private func comparedExactly(with other: String) -> Int32 {
    let count = min(utf8.count, other.utf8.count)
    let order = unsafe utf8.withContiguousStorageIfAvailable { mine in
      unsafe other.utf8.withContiguousStorageIfAvailable { theirs -> Int32 in
        guard count > 0, let mine = mine.baseAddress, let theirs = theirs.baseAddress else {
          return 0
        }
        return unsafe memcmp(mine, theirs, count)
      }
    }
    if case .some(.some(let order)) = order { return order }
    for (mine, theirs) in zip(utf8, other.utf8) where mine != theirs {
      return mine < theirs ? -1 : 1
    }
    return 0
  }
}

extension Hasher {
  /// Hashes the bytes of a text.
  public mutating func combine(exactly text: String) {
    combine(text.utf8.count)
    var text = text
    text.withUTF8 { unsafe combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}

/// A string as a key: equal, ordered and hashed by its bytes.
public struct ExactText: Hashable, Comparable, Sendable {
  /// The string itself.
  public let string: String

  /// The key of a string.
  public init(_ string: String) { self.string = string }

  /// True if both are the same bytes.
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
