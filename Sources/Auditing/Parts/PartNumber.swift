/// Which part of a whole a partial result is, as `1/3`: part one of three.
public struct PartNumber: Hashable, Sendable, CustomStringConvertible {
  /// The number of the part, from 1.
  public let number: Int
  /// How many parts there are together.
  public let count: Int

  /// The most parts that a whole may have.
  static let countMax = 10_000

  /// Part `number` of `count`; nil where there can be no such part.
  public init?(number: Int, of count: Int) {
    guard (1...Self.countMax).contains(count), (1...count).contains(number) else { return nil }
    self.number = number
    self.count = count
  }

  /// Reads `K/N`.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let number = parts[0], let count = parts[1] else { return nil }
    self.init(number: number, of: count)
    // `Int` also takes signs and leading zeros.
    guard description.utf8.elementsEqual(text.utf8) else { return nil }
  }

  /// `K/N`.
  public var description: String { "\(number)/\(count)" }
}
