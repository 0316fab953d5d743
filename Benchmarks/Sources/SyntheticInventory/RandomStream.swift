/// A seeded stream of random numbers (SplitMix64). Only whole numbers are used in this module, so
/// that a seed makes the same inventory on every machine.
struct RandomStream {
  private static let step: UInt64 = 0x9E37_79B9_7F4A_7C15
  private var state: UInt64

  /// The stream of this number under this seed; streams do not disturb one another.
  init(seed: UInt64, stream: UInt64) {
    state = seed &* Self.step ^ (stream &+ 1) &* 0xD1B5_4A32_D192_ED03
    _ = next()
  }

  mutating func next() -> UInt64 {
    state &+= Self.step
    var word = state
    word = (word ^ word &>> 30) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ word &>> 27) &* 0x94D0_49BB_1331_11EB
    return word ^ word &>> 31
  }

  /// A number from 0 to `bound` − 1; `bound` is positive.
  mutating func below(_ bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  mutating func within(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.count)
  }

  /// True so many times in a thousand.
  mutating func chance(_ perThousand: Int) -> Bool { below(1000) < perThousand }

  /// So many thousandths of a number, the rest by chance.
  mutating func share(_ count: Int, _ perThousand: Int) -> Int {
    (count * perThousand + below(1000)) / 1000
  }
}
