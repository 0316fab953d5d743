/// How large a rule set may be. Generous against any real one, and small enough that checking the
/// largest takes no time worth speaking of.
enum RuleSetLimits {
  /// Bytes of a whole rule set.
  static let byteCountMax = 64 << 10
  /// Bytes of the name.
  static let nameByteCountMax = 64
  /// Columns of the report.
  static let columnCountMax = 256
  /// Bytes of one condition.
  static let conditionByteCountMax = 4096
  /// Parentheses and `not`s around one another in a condition.
  static let nestingMax = 32
  /// Nodes of a condition once the columns that it names are written out.
  static let resolvedNodeCountMax = 1024
  /// The largest number of phones that a condition may name.
  static let phonesMax = 1000
  /// Numbers of phones that all conditions together may tell apart.
  static let thresholdCountMax = 32
  /// Phones that one licence may cover.
  static let phonesPerLicense = 1...1000
}
