/// Bounds of names that come in records and are only listed with a number, so that they cannot fill
/// the memory (Inputs.md): the first in byte order are kept, all others are counted together. Of
/// those that are kept, the first and the most frequent are listed.
///
/// What is kept depends on names only. So threads, parts and inputs may each keep the first ones of
/// those that they see: a name among the first of all is among the first of each, with all its
/// counts.
public enum ListedNames {
  /// So many names are kept while counting, and in files.
  public static let keptMax = 4000
  /// So many of the kept names are listed because they are the first in byte order.
  public static let firstMax = 500
  /// So many more are listed because they are the most frequent of the rest.
  public static let frequentMax = 500
  /// A longer name is cut there, and ends in `…`.
  public static let byteCountMax = 256
  /// The name of what is counted together.
  public static let others = "(others)"

  /// A name that is too long, as it is kept: cut before a character that it would cut through.
  public static func cut(_ name: UnsafeRawBufferPointer) -> [UInt8] {
    var end = min(name.count, byteCountMax)
    while end > 0, end < name.count, unsafe name[end] & 0xC0 == 0x80 { end -= 1 }
    return unsafe [UInt8](name[..<end]) + Array("…".utf8)
  }

  /// A text of a record as messages quote it.
  public static func quoted(_ text: String) -> String {
    if text.utf8.count <= byteCountMax { return text }
    var text = text
    return String(decoding: text.withUTF8 { unsafe cut(UnsafeRawBufferPointer($0)) }, as: UTF8.self)
  }

  /// Keeps the first names; what the others count is added to `others`.
  public static func keepFirst(of counts: inout [String: Int]) {
    guard let sorted = sortedNames(of: counts, beyond: keptMax) else { return }
    keep(sorted.prefix(keptMax), of: &counts)
  }

  /// The names that a report lists: the first ones, and the most frequent of the others; of two
  /// with one count, the first in byte order. What all others count is added to `others`.
  public static func listed(_ counts: [String: Int]) -> [String: Int] {
    guard let sorted = sortedNames(of: counts, beyond: firstMax + frequentMax) else {
      return counts
    }
    // Sorting is stable: names of one count stay in byte order.
    let frequent = sorted.dropFirst(firstMax).sorted { $0.value > $1.value }
    var listed = counts
    keep(sorted.prefix(firstMax) + frequent.prefix(frequentMax), of: &listed)
    return listed
  }

  /// The names in byte order, without `others`; nil if there are at most so many.
  private static func sortedNames(
    of counts: [String: Int], beyond countMax: Int
  ) -> [(key: String, value: Int)]? {
    let named = counts.count - (counts[others] == nil ? 0 : 1)
    if named <= countMax { return nil }
    return counts.filter { $0.key != others }.sorted { $0.key.precedesExactly($1.key) }
  }

  private static func keep(
    _ names: ArraySlice<(key: String, value: Int)>, of counts: inout [String: Int]
  ) {
    let all = counts.values.reduce(0, +)
    counts = Dictionary(uniqueKeysWithValues: names.map { ($0.key, $0.value) })
    counts[others] = all - counts.values.reduce(0, +)
  }
}
