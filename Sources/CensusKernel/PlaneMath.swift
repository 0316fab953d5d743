/// Leaf loops over words. They decide nothing and know no rules.
enum PlaneMath {
  /// Deposits bits, in order, at the set bits of a plane: bit *i* of `source` goes where the *i*-th
  /// set bit of `plane` is.
  ///
  /// - Parameters:
  ///   - source: as many bits as `plane` has set, and two readable words behind their last whole one:
  ///     once all bits are taken, words of `plane` without any may follow.
  ///   - plane: `bitCount` bits in whole words.
  ///   - target: as many words as `plane` has.
  static func deposit(
    _ source: UnsafePointer<UInt64>, through plane: UnsafePointer<UInt64>, bitCount: Int,
    into target: UnsafeMutablePointer<UInt64>
  ) {
    var position = 0
    var word = 0
    while word * 64 < bitCount {
      let places = plane[word]
      let shift = UInt64(position & 63)
      let here = source[position >> 6] >> shift
      let bits = here | (source[position >> 6 + 1] << 1) << (63 - shift)
      let count = places.nonzeroBitCount
      target[word] = deposit(bits, places, count)
      position += count
      word += 1
    }
  }

  /// The first `count` bits of `bits` at the `count` set bits of `places`. Mostly all or none of them
  /// are set.
  @inline(__always)
  private static func deposit(_ bits: UInt64, _ places: UInt64, _ count: Int) -> UInt64 {
    let used = count == 64 ? bits : bits & ((1 << UInt64(count)) - 1)
    if used == 0 { return 0 }
    if used.nonzeroBitCount == count { return places }
    var rest = places
    var left = used
    var result: UInt64 = 0
    while left != 0 {
      let lowest = rest & (0 &- rest)
      result |= left & 1 == 1 ? lowest : 0
      rest &= rest &- 1
      left >>= 1
    }
    return result
  }

  /// How many bits of a range are set.
  static func count(_ words: UnsafePointer<UInt64>, _ range: Range<Int>) -> Int {
    guard !range.isEmpty else { return 0 }
    let first = range.lowerBound >> 6
    let last = (range.upperBound - 1) >> 6
    let head = ~UInt64(0) << UInt64(range.lowerBound & 63)
    let tail = ~UInt64(0) >> UInt64(63 - (range.upperBound - 1) & 63)
    if first == last { return (words[first] & head & tail).nonzeroBitCount }
    var total = (words[first] & head).nonzeroBitCount + (words[last] & tail).nonzeroBitCount
    var word = first + 1
    while word < last {
      total += words[word].nonzeroBitCount
      word += 1
    }
    return total
  }
}
