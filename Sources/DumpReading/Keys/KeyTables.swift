/// The numbers of words and mail domains that coded keys use.
struct KeyTables: Sendable {
  let words: WordNumbers
  let domains: SharedNumbers

  /// - Parameters:
  ///   - wordCount: how many words have a number at most.
  ///   - domainCount: the same of domains.
  init(wordCount: Int = KeyCode.wordCount, domainCount: Int = KeyCode.domainCount) {
    words = WordNumbers(capacity: wordCount)
    domains = SharedNumbers(capacity: domainCount, width: KeyCode.domainByteCountMax / 8)
  }

  /// Those of this process. They never leave it: what is kept for another one is decoded first.
  static let process = KeyTables()
}
