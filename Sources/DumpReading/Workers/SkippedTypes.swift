internal import CensusModel

/// How many records of model types that no role has one thread met. As many types are kept as
/// `ListedNames` says, and as many new ones beside them before the last ones in byte order go.
struct SkippedTypes {
  private var types = ByteInterner()
  private var counts: [Int] = []
  /// Hash seeds of the records of types.
  private var seeds: [UInt64] = []
  /// Records of the types beyond those that are kept.
  private var otherCount = 0

  /// Counts a record; returns the hash seed of its type.
  mutating func add(_ type: UnsafeRawBufferPointer) -> UInt64 {
    if unsafe type.first == UInt8(ascii: "("), unsafe type.elementsEqual(ListedNames.others.utf8) {
      otherCount += 1
      return unsafe IdentityHash.seed(ofModel: type)
    }
    if type.count <= ListedNames.byteCountMax { return unsafe count(type) }
    // Types that begin alike are listed as one, and yet are models of their own.
    _ = unsafe ListedNames.cut(type).withUnsafeBytes { unsafe count($0) }
    return unsafe IdentityHash.seed(ofModel: type)
  }

  private mutating func count(_ type: UnsafeRawBufferPointer) -> UInt64 {
    if counts.count >= 2 * ListedNames.keptMax { keepFirst() }
    let index = unsafe types.index(of: type)
    if index == counts.count {
      counts.append(0)
      unsafe seeds.append(IdentityHash.seed(ofModel: type))
    }
    counts[index] += 1
    return seeds[index]
  }

  private mutating func keepFirst() {
    let sorted = counts.indices
      .map { (type: types.bytes($0), count: counts[$0], seed: seeds[$0]) }
      .sorted { $0.type.lexicographicallyPrecedes($1.type) }
    types = ByteInterner()
    for entry in sorted.prefix(ListedNames.keptMax) {
      _ = unsafe entry.type.withUnsafeBytes { unsafe types.index(of: $0) }
    }
    counts = sorted.prefix(ListedNames.keptMax).map(\.count)
    seeds = sorted.prefix(ListedNames.keptMax).map(\.seed)
    otherCount += sorted.dropFirst(ListedNames.keptMax).reduce(0) { $0 + $1.count }
  }

  /// Records by type; those of types beyond the first are counted together.
  var listed: [[UInt8]: Int] {
    var first = self
    if counts.count > ListedNames.keptMax { first.keepFirst() }
    var listed: [[UInt8]: Int] = [:]
    for (index, count) in first.counts.enumerated() { listed[first.types.bytes(index)] = count }
    if first.otherCount > 0 {
      listed[Array(ListedNames.others.utf8), default: 0] += first.otherCount
    }
    return listed
  }
}

extension SkippedTypes {
  /// The sum of what several threads have listed: as many types as are kept, the rest together.
  static func kept(_ listed: [[UInt8]: Int]) -> [[UInt8]: Int] {
    let others = Array(ListedNames.others.utf8)
    let sorted = listed.filter { $0.key != others }
      .sorted { $0.key.lexicographicallyPrecedes($1.key) }
    var kept: [[UInt8]: Int] = [:]
    for (type, count) in sorted.prefix(ListedNames.keptMax) { kept[type] = count }
    let rest = sorted.dropFirst(ListedNames.keptMax).reduce(listed[others] ?? 0) { $0 + $1.value }
    if rest > 0 { kept[others] = rest }
    return kept
  }

  /// The sum of what several threads have listed, with names as texts. Two spellings of one letter
  /// are one key of a dictionary: the first in byte order stays.
  static func named(_ listed: [[UInt8]: Int]) -> [String: Int] {
    var named: [String: Int] = [:]
    for (type, count) in kept(listed) {
      named[String(decoding: type, as: UTF8.self), default: 0] += count
    }
    return named
  }
}
