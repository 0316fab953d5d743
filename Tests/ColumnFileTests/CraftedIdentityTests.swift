import CensusModel
import Sealing
import Testing

@testable import ColumnFile

/// Files whose checksums are right and which contradict themselves.
@Suite struct CraftedIdentityTests {
  private static func block(_ change: (inout IdentityBlock) -> Void = { _ in }) -> IdentityBlock {
    var block = IdentityBlock()
    let identities = IdentityFileFixture.identities(of: IdentityFileFixture.customers[1], "c")
    for section in CustomerIdentities.Section.ofCustomers {
      for row in 0..<identities[section].count {
        block.append(row, of: identities[section], customer: 1, section)
      }
    }
    let above = IdentityFileFixture.aboveEveryCustomer
    for row in 0..<above.count { block.append(row, of: above, customer: 3, .aboveEveryCustomer) }
    change(&block)
    return block
  }

  private static var bounds: IdentityBlock.Bounds {
    .init(customerCount: 3, modelCount: 4, fileCount: 2, placeCount: 2)
  }

  private func parse(
    _ bytes: [UInt8], _ bounds: IdentityBlock.Bounds = bounds
  ) throws -> IdentityBlock {
    try bytes.withUnsafeBytes { raw in
      var cursor = ByteCursor(raw)
      return try IdentityBlock(parsing: &cursor, bounds)
    }
  }

  @Test func blocksComeBack() throws {
    let block = Self.block()
    #expect(try parse(block.serialized()) == block)
  }

  /// Whatever a byte becomes, a block is refused or is another sound block: reading never traps.
  @Test func everyByteMayBeAnything() throws {
    let bytes = Self.block().serialized()
    var refused = 0
    for index in bytes.indices {
      for value in [0, 1, 0x7F, 0x80, 0xFF] as [UInt8] where bytes[index] != value {
        var changed = bytes
        changed[index] = value
        do {
          #expect(try parse(changed) != Self.block())
        } catch is ByteCursor.Refusal {
          refused += 1
        }
      }
      #expect(throws: ByteCursor.Refusal.self) { try parse(Array(bytes.prefix(index))) }
    }
    #expect(refused > bytes.count)
    #expect(throws: ByteCursor.Refusal.self) { try parse(bytes + [0]) }
  }

  @Test func refusesSegmentsOutOfOrder() throws {
    for change: (inout IdentityBlock) -> Void in [
      { $0.segments.swapAt(0, 1) },
      { $0.segments[0].rowCount += 1 },
      { $0.segments[0].rowCount -= 1 },
      { $0.segments[$0.segments.count - 1].customer = 2 },
      { $0.segments[$0.segments.count - 1].customer = 4 },
      { $0.segments[$0.segments.count - 1].section = .emptyKeys },
      { $0.segments[$0.segments.count - 2].customer = 3 },
      { $0.segments = [] },
    ] {
      #expect(throws: ByteCursor.Refusal.self) { try parse(Self.block(change).serialized()) }
    }
  }

  /// A device of a person came in some way, and nothing else did.
  @Test func refusesRelationsOfNothing() throws {
    let bytes = Self.block().serialized()
    let count = Self.block().rows.parts.count
    #expect(count > 3)
    for index in bytes.count - count..<bytes.count {
      for value in [0, 4, 5] as [UInt8] {
        var changed = bytes
        changed[index] = value
        #expect(throws: ByteCursor.Refusal.self) { try parse(changed) }
      }
    }
  }

  @Test func refusesRecordsOfWhatTheFileDoesNotHave() throws {
    let bytes = Self.block().serialized()
    for change: (inout IdentityBlock.Bounds) -> Void in [
      { $0.modelCount = 1 }, { $0.fileCount = 1 }, { $0.placeCount = 1 }, { $0.customerCount = 1 },
    ] {
      var bounds = Self.bounds
      change(&bounds)
      #expect(throws: ByteCursor.Refusal.self) { try parse(bytes, bounds) }
    }
  }

  // MARK: Directories

  private func directory() throws -> IdentityDirectory {
    try IdentityFileFixture.file(IdentityFileFixture.pair().identities).directory
  }

  /// The fixture with another directory, sealed again.
  private func forged(_ change: (inout IdentityDirectory) -> Void) throws -> [UInt8] {
    let bytes = try IdentityFileFixture.pair().identities
    var directory = try directory()
    let end = directory.blocks.last.map { $0.offset + $0.storedByteCount } ?? 16
    change(&directory)
    let raw = directory.serialized()
    return Array(bytes.prefix(end)) + raw
      + Trailer(sealing: raw, rawByteCount: raw.count, codec: .raw, kind: .identities).serialized()
  }

  @Test func takesAnUnchangedDirectory() throws {
    try IdentityFileFixture.file(forged { _ in }).verify()
  }

  @Test func refusesDirectoriesThatAreWrong() throws {
    for change: (inout IdentityDirectory) -> Void in [
      { $0.columnFile.removeLast() },
      { $0.context.models = [String](repeating: "", count: 257) },
      { $0.aboveEveryCustomer += 1 },
      { $0.customers.swapAt(0, 1) },
      { $0.customers[1].pkid = $0.customers[0].pkid },
      { $0.customers[1].rowCounts[0] += 1 },
      { $0.customers[0].rowCounts[6] += 1 },
      { $0.customers.removeLast() },
      { $0.blocks[0].firstCustomer = 2 },
      { $0.blocks[0].lastCustomer = 2 },
      { $0.blocks[0].lastCustomer = 4 },
      { $0.blocks[0].sections = 0 },
      { $0.blocks[0].sections |= 0x400 },
      { $0.blocks[0].sections ^= 1 },
      { $0.blocks[0].codec = .constant },
      { $0.blocks[0].rawByteCount = 0 },
      { $0.blocks[0].rawByteCount += 1 },
      { $0.blocks[0].rawByteCount = 1 << 40 },
      { $0.blocks[0].storedByteCount += 1 },
      { $0.blocks[0].storedByteCount = 1 << 40 },
      { $0.blocks[0].checksum ^= 1 },
      { $0.blocks.append($0.blocks[0]) },
      { $0.blocks.removeLast() },
    ] {
      let bytes = try forged(change)
      #expect(throws: ColumnFileError.self) { try IdentityFileFixture.file(bytes).verify() }
    }
  }

  /// The right number of customers, whose rows are not those of the columnar file.
  @Test func refusesRowsThatTheColumnarFileDoesNotHave() throws {
    let pair = try IdentityFileFixture.pair()
    let columns = try ColumnFileFixture.file(pair.columns)
    for section in CustomerIdentities.Section.ofCustomers where section != .unknownAssociations {
      let file = try IdentityFileFixture.file(
        forged { $0.customers[1].rowCounts[Int(section.rawValue) - 1] += 1 })
      #expect(throws: ColumnFileError.self) { try file.verify(against: columns) }
    }
    for products in [
      ["analog phone", "new phone"], ["Analog Phone", "New Phones", ""],
      ["Analog Phone", "New Phone", "x"], ["Analog Phone", "New Phone", "", ""],
    ] {
      let file = try IdentityFileFixture.file(forged { $0.context.products = products })
      #expect(throws: ColumnFileError.self) { try file.verify(against: columns) }
    }
  }
}
