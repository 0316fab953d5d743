/// The number of a text of a `TextPool`.
struct TextID: Hashable, Sendable {
  let number: UInt32

  /// The text without bytes.
  static let empty = TextID(number: 0)

  var isEmpty: Bool { number == 0 }
}
