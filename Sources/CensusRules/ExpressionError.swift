/// Why a condition was refused, and where in its text.
struct ExpressionError: Error, Equatable {
  /// The byte, from 0, in the text of the condition.
  var index: Int
  /// The fault and what was expected.
  var reason: String
}
