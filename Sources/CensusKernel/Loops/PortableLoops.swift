internal import CLeaves

/// The leaf loops in plain Swift: what runs where the processor has no faster path, and the twin
/// that the faster ones are compared with. What each loop does is said in `CLeaves.h`.
enum PortableLoops {
  static let tileWordCount = Int(LEAF_TILE_WORDS)
  static let countBatch = Int(LEAF_COUNT_BATCH)
  static let classRowCount = Int(LEAF_CLASS_ROWS)

  static let all = unsafe leaf_loops(
    run_tile: { unsafe runTile($0.pointee, $1, UnsafeBufferPointer(start: $2, count: $3)) },
    class_rows: { unsafe classRows($0, $1, $2, $3) },
    deposit: { unsafe deposit($0, $1, $2, $3, $4) },
    count_rows: { unsafe countRows($0, $1, $2, $3, $4) },
    count_levels: {
      unsafe countLevels(UnsafeBufferPointer(start: $0, count: $1), $2, $3, $4, $5, $6)
    })

  typealias Words = UnsafePointer<UInt64>
  typealias MutableWords = UnsafeMutablePointer<UInt64>

  // MARK: Programs

  private static func runTile(
    _ program: leaf_program, _ planes: UnsafePointer<MutableWords>,
    _ pieces: UnsafeBufferPointer<leaf_piece>
  ) {
    for index in unsafe 0..<program.operation_count {
      let operation = unsafe program.operations[index]
      let left = unsafe Words(planes[Int(operation.left)])
      let right = unsafe Words(planes[Int(operation.right)])
      let target = unsafe planes[Int(operation.target)]
      switch Int(operation.kind) {
      case LEAF_AND: unsafe combine(left, right, into: target) { $0 & $1 }
      case LEAF_AND_NOT: unsafe combine(left, right, into: target) { $0 & ~$1 }
      default: unsafe combine(left, right, into: target) { $0 | $1 }
      }
    }
    for index in unsafe 0..<program.count_count {
      let counted = unsafe program.counts[index]
      let left = unsafe Words(planes[Int(counted.left)])
      let right = unsafe Words(planes[Int(counted.right)])
      for unsafe(piece) in unsafe pieces {
        unsafe piece.counters[index] += Int64(count(left, right, counted.flip, piece))
      }
    }
  }

  @inline(__always)
  private static func combine(
    _ left: Words, _ right: Words, into target: MutableWords, _ body: (UInt64, UInt64) -> UInt64
  ) {
    for word in 0..<tileWordCount { unsafe target[word] = unsafe body(left[word], right[word]) }
  }

  @inline(__always)
  private static func count(
    _ left: Words, _ right: Words, _ flip: UInt64, _ piece: leaf_piece
  ) -> Int {
    let first = unsafe Int(piece.first)
    let last = unsafe Int(piece.last)
    if last - first == tileWordCount - 1, unsafe piece.head & piece.tail == ~0 {
      // The number of steps is constant, so that the loop becomes vectors.
      var total = 0
      for word in 0..<tileWordCount {
        unsafe total &+= (left[word] & (right[word] ^ flip)).nonzeroBitCount
      }
      return total
    }
    let begin = unsafe left[first] & (right[first] ^ flip) & piece.head
    if first == last { return unsafe (begin & piece.tail).nonzeroBitCount }
    let end = unsafe left[last] & (right[last] ^ flip) & piece.tail
    var total = begin.nonzeroBitCount &+ end.nonzeroBitCount
    var word = first + 1
    while word < last {
      unsafe total &+= (left[word] & (right[word] ^ flip)).nonzeroBitCount
      word &+= 1
    }
    return total
  }

  // MARK: Devices

  private static func classRows(
    _ codes: UnsafePointer<UInt8>, _ codeCount: Int, _ classBits: UnsafePointer<UInt8>,
    _ rows: UnsafePointer<MutableWords>
  ) {
    for word in 0..<(codeCount + 63) / 64 {
      let valid = ~UInt64(0) >> UInt64(max(0, 64 * (word + 1) - codeCount))
      for row in 0..<classRowCount { unsafe rows[row][word] = 0 }
      for octet in 0..<8 {
        let eight = unsafe codes + 64 * word + 8 * octet
        var bits: UInt64 = 0
        for index in 0..<8 {
          unsafe bits |= UInt64(classBits[Int(eight[index])]) << UInt64(8 * index)
        }
        // Nearly always: phones are in no row.
        if bits == 0 { continue }
        for row in 0..<classRowCount {
          unsafe rows[row][word] |= gathered(bits >> UInt64(row)) << UInt64(8 * octet) & valid
        }
      }
    }
  }

  /// The lowest bits of eight bytes as one byte. The product moves each to the top without two of them
  /// meeting.
  private static func gathered(_ bytes: UInt64) -> UInt64 {
    ((bytes & 0x0101_0101_0101_0101) &* 0x0102_0408_1020_4080) >> 56
  }

  private static func deposit(
    _ plane: Words, _ wordCount: Int, _ sources: UnsafePointer<Words>,
    _ targets: UnsafePointer<MutableWords>, _ planeCount: Int
  ) {
    var position = 0
    for word in 0..<wordCount {
      let places = unsafe plane[word]
      let count = places.nonzeroBitCount
      let shift = UInt64(position & 63)
      for each in 0..<planeCount {
        let source = unsafe sources[each] + position >> 6
        let bits = unsafe source[0] >> shift | (source[1] << 1) << (63 - shift)
        unsafe targets[each][word] = deposited(bits, at: places, count)
      }
      position += count
    }
  }

  /// The first `count` bits of `bits` at the `count` set bits of `places`. Mostly all or none of them
  /// are set.
  @inline(__always)
  private static func deposited(_ bits: UInt64, at places: UInt64, _ count: Int) -> UInt64 {
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

  private static func countBits(_ words: Words, _ first: Int, _ bitCount: Int) -> Int {
    guard bitCount > 0 else { return 0 }
    let start = unsafe words + first >> 6
    let end = first & 63 + bitCount - 1
    let head = ~UInt64(0) << UInt64(first & 63)
    let tail = ~UInt64(0) >> UInt64(63 - end & 63)
    if end < 64 { return unsafe (start[0] & head & tail).nonzeroBitCount }
    var total = unsafe (start[0] & head).nonzeroBitCount &+ (start[end >> 6] & tail).nonzeroBitCount
    var word = 1
    while word < end >> 6 {
      unsafe total &+= start[word].nonzeroBitCount
      word &+= 1
    }
    return total
  }

  private static func countRows(
    _ rows: UnsafePointer<MutableWords>, _ rowCount: Int, _ first: Int, _ bitCount: Int,
    _ counts: UnsafeMutablePointer<Int>
  ) {
    for row in 0..<rowCount { unsafe counts[row] = unsafe countBits(rows[row], first, bitCount) }
  }

  private static func countLevels(
    _ levels: UnsafeBufferPointer<leaf_level>, _ starts: UnsafeMutablePointer<Int>,
    _ rows: UnsafePointer<MutableWords>, _ rowCount: Int, _ personCount: Int,
    _ counts: UnsafeMutablePointer<Int>
  ) {
    unsafe counts.update(repeating: 0, count: 1 + rowCount)
    var members = personCount
    for unsafe(index, level) in unsafe levels.enumerated() {
      if members == 0 { break }
      let found = unsafe countBits(level.plane, starts[index], members)
      let first = unsafe level.first_row + starts[index + 1]
      unsafe starts[index] += members
      unsafe counts[0] += found
      for row in 0..<rowCount { unsafe counts[1 + row] += countBits(rows[row], first, found) }
      members = found
    }
    // Where it ended early, deeper levels have no more members of these persons.
    unsafe starts[levels.count] += members
  }
}
