import CensusModel
import Sealing
import Testing

@testable import ColumnFile

/// Customers come back from their bytes, whichever of their numbers take more than one.
@Suite struct CustomerDirectoryTests {
  private static let places: [any WritableKeyPath<CustomerEntry, Int> & Sendable] =
    [
      \.provider, \.counters.users, \.counters.phones, \.counters.phoneServerPhones,
      \.counters.orphanOwners, \.counters.unknownAssociations, \.counters.mergedRecords,
      \.counters.aboveSiteLevel, \.counters.emptyKeys, \.personCount, \.deviceCount,
      \.standaloneCount, \.surplusCount,
    ]

  private static func customer(_ number: Int) -> CustomerEntry {
    var entry = CustomerEntry(
      field: PKIDField("5E54067d116fa1004631\(1000 + number)")!, provider: 0,
      settings: CustomerSettings(rawValue: UInt8(number % 4)), counters: CustomerCounters(),
      personCount: 0, deviceCount: 0, standaloneCount: 0, surplusCount: 0,
      siteCount: [0, 1, 130][number % 3])
    for (index, place) in places.enumerated() { entry[keyPath: place] = (number + index) % 128 }
    return entry
  }

  private static func sites(_ count: Int) -> [UInt64] {
    (0..<count).map { UInt64($0) << 55 | 1 }
  }

  @Test func everyNumberComesBack() throws {
    var entries = [Self.customer(0)]
    for place in Self.places {
      for number in [0, 127, 128, 16_383, 16_384, 1 << 36] {
        var entry = Self.customer(entries.count)
        entry[keyPath: place] = number
        entries.append(entry)
      }
    }
    var written = CustomerDirectory()
    for entry in entries { written.append(entry, sites: Self.sites(entry.siteCount)) }
    var sink = ByteSink()
    sink.varint(entries.count)
    sink.bytes += written.bytes
    let read = try sink.bytes.withUnsafeBytes { raw in
      var cursor = ByteCursor(raw)
      let read = try CustomerDirectory(parsing: &cursor, of: sink.bytes, providerCount: 1 << 37)
      try cursor.finish()
      return read
    }
    #expect(read == written && read.sizes == written.sizes)
    for directory in [written, read] {
      #expect(Array(directory) == entries)
      for (index, entry) in entries.enumerated() {
        #expect(directory.sizes(of: index) == entry.sizes)
        #expect(directory.sites(of: index) == Self.sites(entry.siteCount))
      }
    }
  }

  /// A sum that no format has is none, and stays none.
  @Test func sumsOutOfRangeAreNone() {
    var entry = Self.customer(0)
    entry.personCount = SealedConstants.countMax
    var directory = CustomerDirectory()
    directory.append(entry, sites: [])
    #expect(directory.sizes == entry.sizes)
    directory.append(entry, sites: [])
    #expect(directory.sizes == nil)
    entry.personCount = 0
    directory.append(entry, sites: [])
    #expect(directory.sizes == nil)
  }

  @Test(arguments: 1...16) func takesVarintsOfOneByte(_ count: Int) {
    let bytes = (0..<40).map { UInt8($0 < 16 ? 127 - $0 : 255) }
    for place in 0..<16 {
      var changed = bytes
      changed[place] = 128
      changed.withUnsafeBytes { raw in
        var cursor = ByteCursor(raw)
        let taken = cursor.oneByteVarints(count)
        #expect(taken.map(Array.init) == (place < count ? nil : Array(changed[..<count])))
        #expect(cursor.offset == (place < count ? 0 : count))
      }
    }
    bytes[..<15].withUnsafeBytes { raw in
      var cursor = ByteCursor(raw)
      #expect(cursor.oneByteVarints(count) == nil && cursor.offset == 0)
    }
  }
}
