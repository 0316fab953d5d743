internal import CensusModel

/// A pattern with `*` for any text and `?` for one character, compared folded.
struct GlobPattern: Sendable {
  private let pattern: [UInt8]

  private static let star = UInt8(ascii: "*")
  private static let one = UInt8(ascii: "?")

  init(_ text: String) { pattern = Array(Folding.key(text).utf8) }

  /// True if the pattern is the whole of a text.
  func matches(_ text: String) -> Bool { matches(Array(text.utf8)[...]) }

  /// True if the pattern is the whole of a text in UTF-8.
  func matches(_ text: ArraySlice<UInt8>) -> Bool {
    let text = Folding.key(text)
    var (at, index) = (0, 0)
    // Where to go on after the last star: one more character belongs to it.
    var retry: (pattern: Int, text: Int)?
    while index < text.count {
      if at < pattern.count, pattern[at] == Self.star {
        at += 1
        retry = (at, index)
      } else if at < pattern.count, pattern[at] == Self.one {
        at += 1
        index = Self.next(text, after: index)
      } else if at < pattern.count, pattern[at] == text[index] {
        at += 1
        index += 1
      } else if let last = retry {
        retry = (last.pattern, Self.next(text, after: last.text))
        (at, index) = (last.pattern, Self.next(text, after: last.text))
      } else {
        return false
      }
    }
    return pattern[at...].allSatisfy { $0 == Self.star }
  }

  /// Where the character ends that begins at an index.
  private static func next(_ text: [UInt8], after index: Int) -> Int {
    var next = index + 1
    while next < text.count, text[next] & 0xC0 == 0x80 { next += 1 }
    return next
  }
}
