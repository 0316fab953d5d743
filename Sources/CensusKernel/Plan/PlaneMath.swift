/// Loops over words that every compiler makes vectors of. They decide nothing and know no rules.
enum PlaneMath {
  /// `target` ∨ `other`, word by word, into `target`.
  static func unite(
    _ target: UnsafeMutablePointer<UInt64>, _ other: UnsafePointer<UInt64>, wordCount: Int
  ) {
    var word = 0
    while word < wordCount {
      unsafe target[word] |= other[word]
      word &+= 1
    }
  }
}
