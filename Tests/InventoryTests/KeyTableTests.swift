import CensusModel
import Testing

@testable import Inventory

@Suite struct KeyTableTests {
  @Test func hashIsFNV1a() {
    // Vectors of the algorithm's authors.
    for (text, expected) in [
      ("", 0xCBF2_9CE4_8422_2325), ("a", 0xAF63_DC4C_8601_EC8C),
      ("foobar", 0x8594_4171_F739_67E8),
    ] as [(String, UInt64)] {
      var hash = StableHash()
      hash.combine(text)
      #expect(hash.value == expected)
    }
  }

  /// With a multiplier of 0 all hashes are 0: only bytes tell the keys apart.
  @Test(arguments: (0...9).map { KeyHash(seed: $0) } + [.process, KeyHash(seed: 0, multiplier: 0)])
  func numbersKeysInOrderOfArrival(hash: KeyHash) {
    let arena = ByteArena()
    let texts = (0..<600).map { String(repeating: "x", count: $0 % 40) + "\($0 / 2)" } + [""]
    var table = KeyTable(hash: hash)
    for round in [0, 600] {
      table.reset(expecting: round)
      var numbers: [String: Int] = [:]
      for text in texts + texts {
        let key = text.withBytes { arena.copy($0) }
        let (index, isNew) = table.insert(key)
        #expect(isNew == (numbers[text] == nil))
        #expect(index == numbers[text] ?? numbers.count)
        numbers[text] = index
      }
      #expect(table.count == numbers.count)
      for (text, number) in numbers {
        #expect(text.withBytes { table.index(of: $0) } == number)
        #expect((text + "y").withBytes { table.index(of: $0) } == nil)
      }
    }
  }

  @Test func resetForgetsEverything() {
    let arena = ByteArena()
    var table = KeyTable()
    for number in 0..<1000 { _ = table.insert("\(number)".withBytes { arena.copy($0) }) }
    for room in [3, 0, 5000] {
      table.reset(expecting: room)
      #expect(table.count == 0)
      for number in 0..<1000 { #expect("\(number)".withBytes { table.index(of: $0) } == nil) }
      _ = table.insert("7".withBytes { arena.copy($0) })
      #expect("7".withBytes { table.index(of: $0) } == 0)
    }
  }

  @Test func hashTakesEveryByte() {
    let hash = KeyHash(seed: 1, multiplier: 0x9E37_79B9_7F4A_7C15)
    for count in 0...40 {
      let base = [UInt8](repeating: 0x61, count: count)
      let reference = base.withUnsafeBytes { hash($0) }
      for index in base.indices {
        var other = base
        other[index] = 0x62
        #expect(other.withUnsafeBytes { hash($0) } != reference, "byte \(index) of \(count)")
      }
    }
  }

  @Test func byteOrderIsThatOfBytes() {
    let ascending = ["", "a", "aa", "ab", "b", "z", "\u{E9}"]
    for (left, first) in ascending.enumerated() {
      for (right, second) in ascending.enumerated() {
        let precedes = first.withBytes { one in
          second.withBytes { two in ByteOrder.precedes(one, two) }
        }
        #expect(precedes == (left < right), "\(first) \(second)")
      }
    }
  }

  /// A table that is far from the processor, with free slots, full ones and keys of no bytes.
  @Test func prefetchingChangesNothing() {
    let arena = ByteArena()
    let keys = (0..<40_000).map { number in "\(number)".withBytes { arena.copy($0) } }
    var table = KeyTable()
    for key in keys.prefix(20_000) { _ = table.insert(key) }
    let empty = UnsafeRawBufferPointer(start: nil, count: 0)
    for count in [0, 1, 2, 31, 32, 33, 63, 64, 65, 1_000] {
      table.prefetch(keys[(20_000 - count / 2)...].prefix(count))
      table.prefetch(keys.prefix(count) + [empty])
    }
    _ = table.insert(empty)
    table.prefetch([empty])
    for (number, key) in keys.enumerated() {
      #expect(table.index(of: key) == (number < 20_000 ? number : nil))
    }
    #expect(table.index(of: empty) == 20_000)
  }

  @Test(arguments: [0, 1, 2, 31, 32, 33, 63, 64, 65, 100])
  func batchesAreAllElementsInOrder(_ count: Int) {
    let elements = Array(-7..<count)[7...]
    let batches = Array(elements.batches)
    #expect(batches.flatMap(\.self) == Array(0..<count))
    #expect(batches.dropLast().allSatisfy { $0.count == 32 })
    #expect(batches.last.map { (1...32).contains($0.count) } ?? (count == 0))
  }
}
