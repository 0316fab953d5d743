/// A place among the lines of a file, as far as it is known while the file is read: other threads
/// read what comes before. `LineNumbers` knows the rest.
public struct LinePlace: Hashable, Sendable {
  /// The number, from 0, of the stretch of the file that holds it; 0 where the file is not cut.
  var stretch = 0
  /// Lines before it in the stretch.
  var line = 0
  /// Bytes before it in its line.
  public var column = 0
}
