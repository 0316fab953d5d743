/// How many lines begin in a stretch of a file that is read in several.
struct StretchLines: Sendable {
  var file: Int
  /// Its number within the file, from 0.
  var stretch: Int
  var count: Int
}
