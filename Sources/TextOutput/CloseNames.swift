/// Names that a misspelled one may mean.
public enum CloseNames {
  /// A question with the names that are closest to a name; nil where none is close.
  public static func question(_ name: String, among names: some Sequence<String>) -> String? {
    let close = closest(to: name, among: names)
    guard !close.isEmpty else { return nil }
    return "did you mean " + close.map { "'\($0)'" }.joined(separator: " or ") + "?"
  }

  /// At most three names, the closest first, then in byte order. The case of A–Z does not matter.
  ///
  /// A name is close if at most a third of the letters are wrong, missing, too many or swapped, or
  /// if it contains the other one.
  public static func closest(to name: String, among names: some Sequence<String>) -> [String] {
    let wanted = folded(name)
    var found: [(distance: Int, name: String)] = []
    for candidate in names {
      let letters = folded(candidate)
      let limit = max(1, max(wanted.count, letters.count) / 3)
      let distance = distance(from: wanted, to: letters)
      if distance <= limit {
        found.append((distance, candidate))
      } else if wanted.count >= 3, contains(letters, wanted) {
        found.append((letters.count, candidate))
      }
    }
    found.sort {
      ($0.distance, $0.name.utf8.count) == ($1.distance, $1.name.utf8.count)
        ? $0.name.utf8.lexicographicallyPrecedes($1.name.utf8)
        : ($0.distance, $0.name.utf8.count) < ($1.distance, $1.name.utf8.count)
    }
    return found.prefix(3).map(\.name)
  }

  private static func folded(_ text: String) -> [UInt8] {
    text.utf8.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
  }

  private static func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
    guard text.count >= part.count else { return false }
    return (0...text.count - part.count).contains { text[$0...].starts(with: part) }
  }

  /// How many letters must be changed, inserted, removed or swapped with the next one.
  private static func distance(from left: [UInt8], to right: [UInt8]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (row, letter) in left.enumerated() {
      var current = [row + 1]
      for (column, other) in right.enumerated() {
        var best = min(
          last[column] + (letter == other ? 0 : 1), last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
          best = min(best, beforeLast[column - 1] + 1)
        }
        current.append(best)
      }
      beforeLast = last
      last = current
    }
    return last[right.count]
  }
}
