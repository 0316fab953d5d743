/// A column of a Parquet file.
public struct ParquetColumn: Equatable, Sendable {
  /// The type of its values.
  public enum Kind: Equatable, Sendable {
    /// Yes or no.
    case boolean
    /// A signed number of 32 bits.
    case int32
    /// A signed number of 64 bits.
    case int64
    /// UTF-8, few different ones: each is written once in a row group.
    case text
  }

  /// Its name.
  public let name: String
  /// The type of its values.
  public let kind: Kind
  /// True if a value may be missing.
  public let isOptional: Bool

  /// A column with this name.
  public init(_ name: String, _ kind: Kind, isOptional: Bool = false) {
    self.name = name
    self.kind = kind
    self.isOptional = isOptional
  }
}

/// ParquetValues of some rows of a column.
public enum ParquetValues: Equatable, Sendable {
  /// Of a column of booleans.
  case booleans([Bool])
  /// Of a column of numbers of either width.
  case integers([Int])
  /// Of an optional column of numbers; nil where there is none.
  case optionalIntegers([Int?])
  /// Of a column of texts, by their place in a list; a nil in the list is a null.
  case texts(indexes: [Int], of: [String?])

  /// How many rows there are.
  public var count: Int {
    switch self {
    case .booleans(let values): values.count
    case .integers(let values): values.count
    case .optionalIntegers(let values): values.count
    case .texts(let indexes, _): indexes.count
    }
  }
}
