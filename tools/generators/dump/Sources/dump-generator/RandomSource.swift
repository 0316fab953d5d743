/// A small, fast, seeded stream of random numbers (SplitMix64).
///
/// Only whole numbers are used anywhere in the generator, so that a seed gives the same dump on
/// every machine and with every mathematics library.
struct RandomSource: Sendable {
  private var state: UInt64

  /// The stream of this number under this seed; streams do not disturb one another.
  init(seed: UInt64, stream: UInt64 = 0) {
    state = seed &* 0x9E37_79B9_7F4A_7C15 ^ (stream &+ 1) &* 0xD1B5_4A32_D192_ED03
    _ = next()
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed &>> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed &>> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed &>> 31)
  }

  /// A number from 0 to `bound` − 1. `bound` must be positive.
  mutating func below(_ bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// A number of a closed range.
  mutating func within(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.count)
  }

  /// True so many times in a thousand.
  mutating func chance(_ perThousand: Int) -> Bool { below(1000) < perThousand }

  /// An element of an array, which must not be empty.
  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

  /// The index of a weight, each as likely as it is heavy.
  mutating func index(weights: [Int], sum: Int) -> Int {
    var rest = below(sum)
    for (index, weight) in weights.enumerated() {
      if rest < weight { return index }
      rest -= weight
    }
    return weights.count - 1
  }
}
