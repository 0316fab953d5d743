import Testing

@testable import CensusKernel

struct RowPackingTests {
  /// The greatest counter decides how many bytes each takes.
  private static let greatest: [(counter: Int64, byteCount: Int)] = [
    (0, 1), (1, 1), (0xFF, 1), (0x100, 2), (0xFFFF, 2), (0x1_0000, 4), (0xFFFF_FFFF, 4),
    (0x1_0000_0000, 8), (.max, 8),
  ]

  @Test(arguments: greatest, [1, 2, 7, 8, 9, 52, 63, 64, 65])
  func rowsComeBack(_ greatest: (counter: Int64, byteCount: Int), _ width: Int) {
    for place in 0..<width {
      var row = (0..<width).map { min(Int64($0), greatest.counter) }
      row[place] = greatest.counter
      var packed = [UInt8](repeating: 0xA5, count: 1 + 8 * width + 1)
      let size = RowPacking.counterByteCount(row, width)
      #expect(size == greatest.byteCount)
      let used = packed.withUnsafeMutableBytes { bytes in
        RowPacking.pack(row, width: width, size, to: bytes.baseAddress!)
      }
      #expect(used == 1 + width * greatest.byteCount)
      #expect(used == RowPacking.byteCount(size, width: width))
      #expect(packed[used...].allSatisfy { $0 == 0xA5 }, "written after the row")
      var back = [Int64](repeating: -1, count: width)
      packed.withUnsafeBytes { bytes in
        RowPacking.unpack(bytes.baseAddress!, width: width, into: &back)
      }
      #expect(back == row)
    }
  }
}
