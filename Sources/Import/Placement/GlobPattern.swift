internal import CensusModel

/// A pattern with `*` for any text and `?` for one character, compared folded.
struct GlobPattern: Sendable {
  private let pattern: [Unicode.Scalar]

  init(_ text: String) { pattern = Array(Folding.key(text).unicodeScalars) }

  /// True if the pattern is the whole of a text.
  func matches(_ text: String) -> Bool {
    let text = Array(Folding.key(text).unicodeScalars)
    var (at, index) = (0, 0)
    // Where to go on after the last star: one more character belongs to it.
    var retry: (pattern: Int, text: Int)?
    while index < text.count {
      if at < pattern.count, pattern[at] == "*" {
        at += 1
        retry = (at, index)
      } else if at < pattern.count, pattern[at] == "?" || pattern[at] == text[index] {
        at += 1
        index += 1
      } else if let last = retry {
        retry = (last.pattern, last.text + 1)
        (at, index) = (last.pattern, last.text + 1)
      } else {
        return false
      }
    }
    return pattern[at...].allSatisfy { $0 == "*" }
  }
}
