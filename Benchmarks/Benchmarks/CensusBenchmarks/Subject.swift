import CensusModel
import ColumnFile
import SyntheticInventory

/// A columnar file that is measured, with the counts that it must give.
struct Subject: Sendable {
  /// Where the bytes of the file are.
  enum Place { case disk, memory }

  /// The file has other counts than the persons that were written into it.
  struct WrongAnswer: Error {}

  let file: ColumnFile
  let personCount: Int
  /// Bytes of all columns when they are decoded: what the kernel reads.
  let rawByteCount: Int
  /// As many words as the columns have, rounded up to a multiple of 32, for those who only read.
  let columns: [UInt64]
  let expectedParity: UInt64
  private let expected: [[Int]]

  init(_ shape: InventoryShape, groupPersonCount: Int, in place: Place) throws {
    let inventory = try SyntheticInventory(shape)
    let plain = PlainCount(inventory.deviceTypes)
    let options = ColumnFileWriter.Options(groupPersonCount: groupPersonCount, threads: 2)
    var expected: [[Int]] = []
    let sink = try FileSink(place)
    try inventory.write(options, emit: sink.append) { _, customer in
      expected.append(plain.columns(of: customer))
    }
    self.expected = expected
    file = try ColumnFile(try sink.source())
    personCount = shape.personCount
    rawByteCount = file.groupDescriptions.reduce(0) { sum, group in
      group.columns.reduce(sum) { $0 + $1.rawByteCount }
    }
    let wordCount = place == .memory ? (rawByteCount + 255) / 256 * 32 : 0
    columns = (0..<wordCount).map { UInt64($0) &* 0x9E37_79B9_7F4A_7C15 }
    expectedParity = columns.reduce(0, ^)
  }

  /// Refuses counts that are not those of the persons, counted one by one.
  func check(_ counts: [CustomerCounts]) throws {
    guard counts.map(\.columns) == expected else { throw WrongAnswer() }
  }
}
