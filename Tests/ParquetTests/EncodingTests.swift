import Testing

@testable import Parquet

/// The encodings of values, against the examples and the rules of the specification of Parquet.
@Suite struct EncodingTests {
  // MARK: Packing

  /// The example of the specification: 0 to 7 in three bits each.
  @Test func packsAsTheExample() {
    var bytes: [UInt8] = []
    bytes.append(packing: 0..<8, bitWidth: 3)
    #expect(bytes == [0b1000_1000, 0b1100_0110, 0b1111_1010])
  }

  @Test func packsWholeWords() {
    var bytes: [UInt8] = []
    bytes.append(packing: [.max, 1, 0x0102_0304_0506_0708], bitWidth: 64)
    let ones = [UInt8](repeating: 0xFF, count: 8)
    #expect(bytes == ones + [1, 0, 0, 0, 0, 0, 0, 0] + [8, 7, 6, 5, 4, 3, 2, 1])
  }

  /// 33 bits: the second value begins at the second bit of the fifth byte.
  @Test func packsValuesThatAreNoBytes() {
    var bytes: [UInt8] = []
    bytes.append(packing: [0x1_0000_0001, 0x1_FFFF_FFFF], bitWidth: 33)
    #expect(bytes == [1, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0x03])
  }

  // MARK: Runs

  @Test(arguments: [
    ([UInt32](), [UInt8]()),
    // One packed group of eight, filled up with zeros: (1 << 1 | 1), then bits.
    ([1], [3, 0b1]), ([1, 0, 1, 1, 0, 0, 0, 1], [3, 0b1000_1101]),
    // A run of eight: 8 << 1, then the value in a byte.
    (Array(repeating: 1, count: 8), [16, 1]), (Array(repeating: 0, count: 64), [128, 1, 0]),
    // The group that waits takes what it lacks from the run, and too little is left for a run.
    ([0] + Array(repeating: 1, count: 14), [5, 0b1111_1110, 0b0111_1111]),
    // Here there is enough.
    ([0] + Array(repeating: 1, count: 15), [3, 0b1111_1110, 16, 1]),
    // A run, then what is left.
    (Array(repeating: 1, count: 9) + [0, 1], [18, 1, 3, 0b10]),
  ])
  func runsOfOneBit(_ values: [UInt32], _ expected: [UInt8]) {
    #expect(Runs(values, bitWidth: 1).bytes == expected)
  }

  /// Values of more than eight bits take two bytes in a run.
  @Test func runsOfWideValues() {
    #expect(Runs(Array(repeating: 0x1FF, count: 10), bitWidth: 9).bytes == [20, 0xFF, 1])
  }

  // MARK: Differences

  /// The first example of the specification: 1 to 5. All differences are 1, so that none needs a bit.
  @Test func differencesThatAreOne() {
    var bytes: [UInt8] = []
    bytes.append(deltas: [1, 2, 3, 4, 5])
    // 128 values a block, 4 parts, 5 values, the first is 1 (zigzag 2), the least difference 1.
    #expect(bytes == [0x80, 1, 4, 5, 2, 2, 0, 0, 0, 0])
  }

  /// The second one: 7, 5, 3, 1, 2, 3, 4, 5. Least difference −2 (zigzag 3), then 0, 0, 0, 3, 3, 3, 3 in
  /// two bits each, filled up to 32 values: 8 bytes.
  @Test func differencesThatVary() {
    var bytes: [UInt8] = []
    bytes.append(deltas: [7, 5, 3, 1, 2, 3, 4, 5])
    #expect(
      bytes == [0x80, 1, 4, 8, 14, 3, 2, 0, 0, 0, 0b1100_0000, 0b0011_1111, 0, 0, 0, 0, 0, 0])
  }

  @Test func differencesOfNothingAndOfOneNumber() {
    var bytes: [UInt8] = []
    bytes.append(deltas: [])
    #expect(bytes == [0x80, 1, 4, 0, 0])
    bytes = []
    bytes.append(deltas: [-3])
    #expect(bytes == [0x80, 1, 4, 1, 5])
  }

  /// 129 differences: a second block, in which one part has a value.
  @Test func differencesOfTwoBlocks() {
    var bytes: [UInt8] = []
    bytes.append(deltas: Array(0...128) + [130])
    #expect(bytes == [0x80, 1, 4, 0x82, 1, 0, 2, 0, 0, 0, 0, 4, 0, 0, 0, 0])
  }

  // MARK: Thrift

  @Test func integersAreZigzagVarints() {
    var thrift = CompactThrift()
    thrift.structure {
      $0.field(1, i32: -1)
      $0.field(3, i64: 64)
      $0.field(18, i16: 1)
    }
    #expect(thrift.bytes == [0x15, 1, 0x26, 0x80, 1, 0xF4, 2, 0])
  }

  @Test func listsOfFifteenHaveALongHead() {
    var thrift = CompactThrift()
    thrift.structure {
      $0.field(1, integers: Array(repeating: 0, count: 14))
      $0.field(2, integers: Array(repeating: 0, count: 15))
    }
    let zeros = [UInt8](repeating: 0, count: 15)
    #expect(
      thrift.bytes == [0x19, 0xE5] + zeros.dropLast() + [0x19, 0xF5, 15] + zeros + [0])
  }
}
