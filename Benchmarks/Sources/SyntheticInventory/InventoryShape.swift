/// The description of an inventory to make. Equal shapes make equal inventories.
public struct InventoryShape: Equatable, Sendable {
  /// The source of the facts of persons.
  public enum Facts: String, CaseIterable, Sendable {
    /// Customers buy services, and most of their users have what was bought.
    case realistic
    /// Every fact of a UCM user is a fair coin of its own: the worst case of every codec.
    case uniform
  }

  /// How persons are spread over customers.
  public enum Sizes: String, CaseIterable, Sendable {
    /// Many small customers and a few large ones (σ = 1.2).
    case logNormal
    /// All the same, but for one.
    case equal
  }

  /// Persons of all customers together: UCM users and accounts without one.
  public var personCount: Int
  /// Device rows of all customers together: those of persons, one for each owner, and standalone
  /// devices. Surplus rows are not among them.
  public var deviceCount: Int
  /// Customers.
  public var customerCount: Int
  /// Another seed is another inventory of the same kind.
  public var seed: UInt64
  /// The source of the facts of persons.
  public var facts: Facts
  /// How persons are spread over customers.
  public var sizes: Sizes

  /// A shape.
  public init(
    personCount: Int, deviceCount: Int, customerCount: Int, seed: UInt64,
    facts: Facts = .realistic, sizes: Sizes = .logNormal
  ) {
    precondition(personCount >= 0 && deviceCount >= 0 && customerCount > 0, "counts")
    self.personCount = personCount
    self.deviceCount = deviceCount
    self.customerCount = customerCount
    self.seed = seed
    self.facts = facts
    self.sizes = sizes
  }
}

extension InventoryShape {
  /// Where the persons of each customer begin among all persons, and at the end how many there are.
  var personStarts: [Int] {
    var random = RandomStream(seed: seed, stream: .max)
    var sums = [0]
    for _ in 0..<customerCount {
      let weight = sizes == .equal ? 1 : Self.logNormalWeight(using: &random)
      sums.append(sums[sums.count - 1] + weight)
    }
    return sums.map { personCount.scaled(by: $0, over: sums[customerCount]) }
  }

  /// Near 4096 · 2^(1.73 z) for a z near the normal law, which is the sum of twelve numbers; 2 to a
  /// fraction is taken as 1 plus that fraction. Fixed point, 16 bits after the point.
  private static func logNormalWeight(using random: inout RandomStream) -> Int {
    let one = 1 << 16
    let deviate = (0..<12).reduce(-6 * one) { sum, _ in sum + random.below(one) }
    let exponent = 12 * one + deviate * 173 / 100
    return ((one + exponent % one) << (exponent / one)) / one
  }
}

extension Int {
  /// `self * part / whole`, without overflow; no number is negative.
  func scaled(by part: Int, over whole: Int) -> Int {
    whole.dividingFullWidth(multipliedFullWidth(by: part)).quotient
  }
}
