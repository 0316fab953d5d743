import Foundation
import Testing

@testable import Report

/// The ZIP of the bundle, against bytes written by hand from APPNOTE 6.3.
@Suite struct StoredZipTests {
  private static func stamp(_ text: String) throws -> ReportStamp {
    try #require(ReportStamp(parsing: text))
  }

  private static func zip(_ text: String = "2026-06-30 12:00") throws -> StoredZip {
    let stamp = try stamp(text)
    return StoredZip(
      directory: "\(stamp.fileNameText)_license", stamp: stamp,
      // 123456789 has the CRC-32 that every description of it gives: CBF43926.
      files: [.init(name: "f", contents: Array("123456789".utf8))])
  }

  @Test func bytesAreThoseOfTheFormat() throws {
    // 2026-06-30 is (46 << 9 | 6 << 5 | 30) = 5CDE, 12:00 is (12 << 11) = 6000.
    let directory = "2026-06-30_1200_license/"
    func common(_ crc: [UInt8], _ count: UInt8, _ nameCount: UInt8) -> [UInt8] {
      [20, 0, 0, 0, 0, 0, 0x00, 0x60, 0xDE, 0x5C] + crc
        + [count, 0, 0, 0, count, 0, 0, 0, nameCount, 0, 0, 0]
    }
    let folder = common([0, 0, 0, 0], 0, 24)
    let file = common([0x26, 0x39, 0xF4, 0xCB], 9, 25)
    let local =
      [0x50, 0x4B, 3, 4] + folder + Array(directory.utf8) + [0x50, 0x4B, 3, 4] + file
      + Array("\(directory)f123456789".utf8)
    // Mode 040755 and the directory bit; mode 0100644. The file begins after 30 + 24 bytes.
    let central =
      [0x50, 0x4B, 1, 2, 20, 3] + folder + [0, 0, 0, 0, 0, 0, 0x10, 0, 0xED, 0x41, 0, 0, 0, 0]
      + Array(directory.utf8) + [0x50, 0x4B, 1, 2, 20, 3] + file
      + [0, 0, 0, 0, 0, 0, 0, 0, 0xA4, 0x81, 54, 0, 0, 0] + Array("\(directory)f".utf8)
    let end: [UInt8] = [
      0x50, 0x4B, 5, 6, 0, 0, 0, 0, 2, 0, 2, 0, UInt8(central.count), 0, 0, 0,
      UInt8(local.count), 0, 0, 0, 0, 0,
    ]
    #expect(try Self.zip().bytes() == local + central + end)
  }

  @Test(
    arguments: [
      ("1979-12-31 23:59", [0x00, 0x00, 0x21, 0x00]),
      ("1980-01-01 00:00", [0x00, 0x00, 0x21, 0x00]),
      ("2107-12-31 23:59", [0x60, 0xBF, 0x9F, 0xFF]),
      ("2108-01-01 00:00", [0x60, 0xBF, 0x9F, 0xFF]),
    ] as [(String, [UInt8])])
  func yearsThatAZipDoesNotKnowAreItsFirstAndLast(_ stamp: String, _ time: [UInt8]) throws {
    #expect(try Array(Self.zip(stamp).bytes()[10..<14]) == time)
  }

  @Test func readsItsOwnBytesAndNoOthers() throws {
    let bytes = try Self.zip().bytes()
    let read = try #require(StoredZip(parsing: bytes))
    #expect(read.files.map(\.name) == ["f"])
    #expect(read.files.map(\.contents) == [Array("123456789".utf8)])
    #expect(read.directory == "2026-06-30_1200_license")
    for count in bytes.indices { #expect(StoredZip(parsing: Array(bytes[..<count])) == nil) }
    #expect(StoredZip(parsing: bytes + [0]) == nil)
  }
}
