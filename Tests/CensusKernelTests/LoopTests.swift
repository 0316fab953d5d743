import CLeaves
import Testing

import struct TestSupport.SplitMix64

@testable import CensusKernel

/// Every leaf loop of every path that this processor has, against bits that are looked at one by one.
@Suite struct LoopTests {
  private static let sizes = [0, 1, 2, 63, 64, 65, 127, 128, 129, 511, 512, 513, 4095, 4096, 4097]

  private static func words(
    _ count: Int, density: Int, using generator: inout SplitMix64
  ) -> [UInt64] {
    (0..<count).map { _ in
      switch density {
      case 0: 0
      case 1: generator.next() & generator.next() & generator.next()
      case 2: generator.next()
      default: ~0
      }
    }
  }

  private static func bit(_ words: [UInt64], _ index: Int) -> Int {
    Int(words[index / 64] >> UInt64(index % 64) & 1)
  }

  @Test(arguments: KernelPath.available, sizes)
  func countsBits(_ path: KernelPath, _ bitCount: Int) throws {
    let loops = try #require(path.loops)
    var generator = SplitMix64(seed: UInt64(bitCount))
    for density in 0...3 {
      let words = Self.words(bitCount / 64 + 4, density: density, using: &generator)
      for first in [0, 1, 31, 63, 64, 65, 127] {
        let expected = (first..<first + bitCount).reduce(0) { $0 + Self.bit(words, $1) }
        #expect(Self.countRows(loops, [words, words], first, bitCount) == [expected, expected])
      }
    }
  }

  /// Levels over random persons, cut into customers of every size; no level, too.
  @Test(arguments: KernelPath.available, UInt64(0)..<24)
  func countsLevels(_ path: KernelPath, _ seed: UInt64) throws {
    let loops = try #require(path.loops)
    var generator = SplitMix64(seed: seed)
    let personCount = Self.sizes.randomElement(using: &generator)!
    let planes = Self.levels(Int(seed % 5), personCount, using: &generator)
    let firstRows = planes.indices.map { _ in Int.random(in: 0...200, using: &generator) }
    let rows = (0..<seed % 3).map { _ in
      Self.words(personCount / 64 + 8, density: 2, using: &generator)
    }
    let copies = rows.map { row in
      let copy = UnsafeMutablePointer<UInt64>.allocate(capacity: row.count)
      copy.initialize(from: row, count: row.count)
      return copy
    }
    defer { for copy in copies { copy.deallocate() } }
    let words = planes.map { plane in
      let copy = UnsafeMutablePointer<UInt64>.allocate(capacity: plane.count / 64 + 2)
      copy.initialize(repeating: 0, count: plane.count / 64 + 2)
      for (index, bit) in plane.enumerated() where bit {
        copy[index / 64] |= 1 << UInt64(index % 64)
      }
      return copy
    }
    defer { for copy in words { copy.deallocate() } }
    let levels = zip(words, firstRows).map { leaf_level(plane: $0, first_row: $1) }
    var starts = [Int](repeating: 0, count: planes.count + 1)
    var person = 0
    while person < personCount {
      let next = min(
        person + [0, 1, 2, 50, 64, 700].randomElement(using: &generator)!, personCount)
      var counts = [Int](repeating: -1, count: 1 + rows.count)
      loops.count_levels(
        levels, levels.count, &starts, copies, rows.count, next - person, &counts)
      #expect(
        counts == Self.counted(person..<next, planes, firstRows, rows),
        "seed \(seed), persons \(person)..<\(next)")
      person = next
    }
  }

  /// Which members of the level above each level has.
  private static func levels(
    _ count: Int, _ personCount: Int, using generator: inout SplitMix64
  ) -> [[Bool]] {
    var levels: [[Bool]] = []
    var members = personCount
    for _ in 0..<count {
      levels.append((0..<members).map { _ in Int.random(in: 0..<3, using: &generator) > 0 })
      members = levels.last!.count { $0 }
    }
    return levels
  }

  /// All devices of persons, and how many of them each row has, one by one.
  private static func counted(
    _ persons: Range<Int>, _ planes: [[Bool]], _ firstRows: [Int], _ rows: [[UInt64]]
  ) -> [Int] {
    var counts = [Int](repeating: 0, count: 1 + rows.count)
    let places = planes.map { plane in
      plane.reduce(into: [0]) { places, isMember in places.append(places.last! + (isMember ? 1 : 0))
      }
    }
    for person in persons {
      var member = person
      for (level, firstRow) in firstRows.enumerated() {
        guard planes[level][member] else { break }
        member = places[level][member]
        counts[0] += 1
        for (index, row) in rows.enumerated() { counts[1 + index] += bit(row, firstRow + member) }
      }
    }
    return counts
  }

  private static func countRows(
    _ loops: leaf_loops, _ rows: [[UInt64]], _ first: Int, _ bitCount: Int
  ) -> [Int] {
    let copies = rows.map { row in
      let copy = UnsafeMutablePointer<UInt64>.allocate(capacity: row.count)
      copy.initialize(from: row, count: row.count)
      return copy
    }
    defer { for copy in copies { copy.deallocate() } }
    var counts = rows.map { _ in -1 }
    loops.count_rows(copies, rows.count, first, bitCount, &counts)
    return counts
  }

  @Test(arguments: KernelPath.available, sizes)
  func makesRowsOfClasses(_ path: KernelPath, _ codeCount: Int) throws {
    let loops = try #require(path.loops)
    for seed in UInt64(0)..<4 {
      var generator = SplitMix64(seed: seed)
      // The codes that mean something: few and low ones, up to all 256.
      let codeMax = [3, 17, 100, 255][Int(seed)]
      let bits = (0..<256).map { code -> UInt8 in
        code > codeMax || code % 3 == 0 ? 0 : 1 << UInt8(generator.next() % 4)
      }
      let codes = (0..<codeCount + 64).map { _ in UInt8(generator.next() % UInt64(codeMax + 1)) }
      let wordCount = (codeCount + 63) / 64
      let rows = UnsafeMutablePointer<UInt64>.allocate(capacity: 4 * wordCount + 4)
      defer { rows.deallocate() }
      rows.initialize(repeating: 0x5555, count: 4 * wordCount + 4)
      loops.class_rows(codes, codeCount, bits, (0..<4).map { rows + $0 * (wordCount + 1) })
      for row in 0..<4 {
        for index in 0..<wordCount * 64 {
          let found = rows[row * (wordCount + 1) + index / 64] >> UInt64(index % 64) & 1
          let expected = index < codeCount ? bits[Int(codes[index])] >> UInt8(row) & 1 : 0
          #expect(found == UInt64(expected), "seed \(seed), row \(row), code \(index)")
        }
        #expect(rows[row * (wordCount + 1) + wordCount] == 0x5555, "wrote after the row")
      }
    }
  }

  @Test(arguments: KernelPath.available, [0, 1, 2, 3, 64, 65])
  func depositsBits(_ path: KernelPath, _ wordCount: Int) throws {
    let loops = try #require(path.loops)
    for (seed, density) in [0, 1, 2, 3, 2, 1].enumerated() {
      var generator = SplitMix64(seed: UInt64(seed))
      let plane = Self.words(wordCount, density: density, using: &generator)
      for planeCount in 0...3 {
        let sources = (0..<planeCount).map {
          Self.words(wordCount + 3, density: 3 - $0, using: &generator)
        }
        let found = deposit(loops, plane, sources)
        for (source, target) in zip(sources, found) {
          var next = 0
          for index in 0..<wordCount * 64 {
            let isPlace = Self.bit(plane, index) == 1
            #expect(Self.bit(target, index) == (isPlace ? Self.bit(source, next) : 0))
            next += isPlace ? 1 : 0
          }
        }
      }
    }
  }

  private func deposit(
    _ loops: leaf_loops, _ plane: [UInt64], _ sources: [[UInt64]]
  ) -> [[UInt64]] {
    let length = plane.count + 3
    let memory = UnsafeMutablePointer<UInt64>.allocate(capacity: 2 * sources.count * length + 1)
    defer { memory.deallocate() }
    memory.initialize(repeating: 0, count: 2 * sources.count * length + 1)
    for (index, source) in sources.enumerated() {
      (memory + index * length).update(from: source, count: length)
    }
    let targets = (0..<sources.count).map { memory + (sources.count + $0) * length }
    loops.deposit(
      plane, plane.count, (0..<sources.count).map { UnsafePointer(memory + $0 * length) }, targets,
      sources.count)
    return targets.map { Array(UnsafeBufferPointer(start: $0, count: plane.count)) }
  }

  /// Programs of random operations, with pieces of every length from a bit to the whole tile; some
  /// operations write what they read.
  @Test(arguments: KernelPath.available, UInt64(0)..<40)
  func runsPrograms(_ path: KernelPath, _ seed: UInt64) throws {
    let loops = try #require(path.loops)
    var generator = SplitMix64(seed: seed)
    let tile = PortableLoops.tileWordCount
    var planes = (0..<6).map { _ in
      Self.words(tile, density: Int.random(in: 0...3, using: &generator), using: &generator)
    }
    let operations = (0..<20).map { _ in
      leaf_operation(
        kind: .random(in: 0...2, using: &generator), target: .random(in: 0...5, using: &generator),
        left: .random(in: 0...5, using: &generator), right: .random(in: 0...5, using: &generator))
    }
    let counts = (0..<PortableLoops.countBatch * Int(seed % 4)).map { _ in
      leaf_count(
        flip: generator.next() % 2 == 0 ? 0 : ~0, left: .random(in: 0...5, using: &generator),
        right: .random(in: 0...5, using: &generator))
    }
    let cuts = Self.cuts(seed, using: &generator)
    let found = run(loops, operations, counts, planes, cuts)
    for operation in operations {
      let (left, right) = (planes[Int(operation.left)], planes[Int(operation.right)])
      planes[Int(operation.target)] = (0..<tile).map { word in
        switch Int(operation.kind) {
        case LEAF_AND: left[word] & right[word]
        case LEAF_AND_NOT: left[word] & ~right[word]
        default: left[word] | right[word]
        }
      }
    }
    let expected = cuts.map { range in
      counts.map { count in
        range.reduce(Int64(0)) { total, index in
          let right = Self.bit(planes[Int(count.right)], index) ^ Int(count.flip & 1)
          return total + Int64(Self.bit(planes[Int(count.left)], index) & right)
        }
      }
    }
    #expect(found.counts == expected)
    #expect(found.planes == planes)
  }

  /// Ranges of persons that follow one another and cover a tile or a part of it.
  private static func cuts(_ seed: UInt64, using generator: inout SplitMix64) -> [Range<Int>] {
    let bitCount = PortableLoops.tileWordCount * 64
    if seed % 4 == 0 { return [0..<bitCount] }
    let lengthMax = [1, 3, 70, 200, 700, 2000, bitCount][Int(seed) % 7]
    var cuts: [Range<Int>] = []
    var start = Int.random(in: 0...200, using: &generator)
    while start < bitCount {
      let end = min(start + Int.random(in: 1...lengthMax, using: &generator), bitCount)
      cuts.append(start..<end)
      start = end
    }
    return cuts
  }

  private func run(
    _ loops: leaf_loops, _ operations: [leaf_operation], _ counts: [leaf_count],
    _ planes: [[UInt64]], _ cuts: [Range<Int>]
  ) -> (planes: [[UInt64]], counts: [[Int64]]) {
    let tile = PortableLoops.tileWordCount
    let memory = UnsafeMutablePointer<UInt64>.allocate(capacity: planes.count * tile)
    defer { memory.deallocate() }
    for (index, plane) in planes.enumerated() {
      (memory + index * tile).initialize(from: plane, count: tile)
    }
    let counters = UnsafeMutablePointer<Int64>.allocate(capacity: cuts.count * counts.count + 1)
    defer { counters.deallocate() }
    counters.initialize(repeating: 0, count: cuts.count * counts.count + 1)
    let pieces = cuts.enumerated().map { index, range in
      leaf_piece(range, 0, counters: counters + index * counts.count)
    }
    let pointers = planes.indices.map { memory + $0 * tile }
    operations.withUnsafeBufferPointer { operations in
      // Empty arrays have no address, and a program wants one.
      (counts + [leaf_count()]).withUnsafeBufferPointer { padded in
        var program = leaf_program(
          operations: operations.baseAddress!, operation_count: operations.count,
          counts: padded.baseAddress!, count_count: counts.count)
        loops.run_tile(&program, pointers, pieces, pieces.count)
      }
    }
    return (
      pointers.map { Array(UnsafeBufferPointer(start: $0, count: tile)) },
      cuts.indices.map {
        Array(UnsafeBufferPointer(start: counters + $0 * counts.count, count: counts.count))
      }
    )
  }
}
