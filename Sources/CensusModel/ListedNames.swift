/// Bounds of names that come in records and are only listed with a number, so that they cannot fill
/// the memory (Inputs.md): the first in byte order are kept, all others are counted together.
///
/// This depends on names only. So threads, parts and inputs may each keep the first ones of those
/// that they see: a name among the first of all is among the first of each, with all its counts.
public enum ListedNames {
  /// So many names are kept.
  public static let countMax = 1000
  /// A longer name is cut there, and ends in `…`.
  public static let byteCountMax = 256
  /// The name of what is counted together.
  public static let others = "(others)"

  /// A name that is too long, as it is kept: cut before a character that it would cut through.
  public static func cut(_ name: UnsafeRawBufferPointer) -> [UInt8] {
    var end = min(name.count, byteCountMax)
    while end > 0, end < name.count, name[end] & 0xC0 == 0x80 { end -= 1 }
    return [UInt8](name[..<end]) + Array("…".utf8)
  }

  /// A text of a record as messages quote it.
  public static func quoted(_ text: String) -> String {
    if text.utf8.count <= byteCountMax { return text }
    var text = text
    return String(decoding: text.withUTF8 { cut(UnsafeRawBufferPointer($0)) }, as: UTF8.self)
  }

  /// Keeps the first names; what the others count is added to `others`.
  public static func keepFirst(of counts: inout [String: Int]) {
    let named = counts.count - (counts[others] == nil ? 0 : 1)
    if named <= countMax { return }
    let sorted = counts.sorted { $0.key.precedesExactly($1.key) }
    var first: [String: Int] = [:]
    for (name, count) in sorted {
      let isKept = first.count < countMax && name != others
      if isKept { first[name] = count }
    }
    let rest = counts.values.reduce(0, +) - first.values.reduce(0, +)
    first[others, default: 0] += rest
    counts = first
  }
}
