import CensusModel
import Sealing
import Testing

@testable import ColumnFile

/// A tiny identities file, byte for byte as the document has it. Checksums apart, the bytes are typed
/// by hand: a change of the format must be on purpose.
@Suite struct IdentityExampleTests {
  private static func text(_ text: String) -> [UInt8] { [UInt8(text.utf8.count)] + text.utf8 }

  /// One user with a phone, a phone without a user, and a site.
  private static let block: [UInt8] =
    [
      4,  // segments
      0, 1, 1,  // customer 0, persons, one row
      0, 2, 1,  // the same, standalone devices
      0, 4, 1,  // the same, Sites
      1, 10, 1,  // one after the last customer, records above every customer
      1, 0, 0, 0,  // parts of each row
      // heads: bytes of each name, records of each name
      3, 4, 5, 3, 2, 1, 0, 1,
      2, 3, 3, 2,  // models
      0, 1, 0, 0,  // files
      0, 0, 1, 0,  // places
      1, 0, 0x80, 0x02, 7,  // lines 1, 0, 256 and 7
      0, 9, 0, 0,  // columns
    ] + Array("UésepXp.c.sTop".utf8)
    + [
      4, 1, 3, 0, 0, 2, 0,  // parts: name of 4 bytes, one record: model 3, file 0, place 0, line 2
    ] + Array("SEP1".utf8)
    + [3]  // owner and association

  private static let directory: [UInt8] =
    [UInt8](repeating: 0xAB, count: 16)
    + [4] + text("N") + text("") + text("U | V") + text("P")
    + [2] + text("a.jsonl") + text("b")
    + [2] + text("p.c") + text("p.c.s")
    + [2] + text("") + text("Cisco 1")  // products
    + [1]  // customers
    + [0x5E, 0x54, 0x06, 0x7D, 0x11, 0x6F, 0xA1, 0x00, 0x46, 0x31, 0x32, 0x24, 0, 0, 0]
    + text("P") + text("") + text("C") + text("p.c")
    + [1, 1, 0, 1, 0, 0, 0, 0, 0]  // rows by section
    + [1]  // rows above every customer

  @Test func isWrittenAsTheDocumentSays() throws {
    #expect(try bytes() == expected())
  }

  @Test func isReadAsTheDocumentSays() throws {
    let file = try IdentityFileFixture.file(expected())
    try file.verify()
    #expect(file.columnFile == String(repeating: "ab", count: 16))
    #expect(file.context.models == ["N", "", "U | V", "P"])
    var found: [String] = []
    for section in CustomerIdentities.Section.allCases {
      try file.forEachRow(section, customers: 0..<2) { row in
        let sources = row.sources + row.parts.flatMap(\.sources)
        found.append("\(section) \(row.name) \(row.parts.map(\.name)) \(sources.map(\.line))")
        if section == .persons { #expect(row.relations == [[.owner, .association]]) }
      }
    }
    #expect(
      found == [
        "persons Ué [\"SEP1\"] [1, 0, 2]", "standaloneDevices sepX [] [256]", "sites p.c.s [] []",
        "aboveEveryCustomer Top [] [7]",
      ])
    #expect(file.context.products == ["", "Cisco 1"])
  }

  private func expected() -> [UInt8] {
    let header: [UInt8] = [0x89, 0x55, 0x43, 0x49, 0x44, 0x0D, 0x0A, 0x1A, 2, 0, 0, 0, 0, 0, 0, 0]
    let block = Self.block
    let checksum = block.withUnsafeBytes { Checksum.ofBlock($0, number: 0) }
    let size = UInt8(block.count)
    let directory =
      Self.directory
      // Blocks: customers 0 to 1, sections 1, 2, 4 and 10, raw.
      + [1, 0, 1, 0b1011, 0b10, 1, size, size]
      + (0..<8).map { UInt8(truncatingIfNeeded: checksum >> (8 * $0)) }
    let fields: [UInt8] =
      [UInt8(directory.count), 0, 0, 0, 0, 0, 0, 0, UInt8(directory.count), 0, 0, 0, 0, 0, 0, 0, 1]
      + [0, 0, 0, 0, 0, 2, 0, 0x89, 0x55, 0x43, 0x49, 0x44, 0x0D, 0x0A, 0x1A]
    let identity = directory.withUnsafeBytes {
      Checksum.identity(footer: $0, trailerFields: fields)
    }
    return header + block + directory + identity + fields
  }

  private func bytes() throws -> [UInt8] {
    func source(_ model: UInt8, _ file: UInt32, _ place: UInt32, _ line: UInt32, _ column: Int = 0)
      -> SourceRecord
    { SourceRecord(model: model, file: file, place: place, line: line, column: column) }
    var context = IdentityContext()
    context.models = ["N", "", "U | V", "P"]
    context.files = ["a.jsonl", "b"]
    context.places = ["p.c", "p.c.s"]
    context.products = ["", "Cisco 1"]
    var persons = NameTable()
    persons.heads.append("Ué".utf8, sources: [source(2, 0, 0, 1), source(3, 1, 0, 0, 9)])
    persons.append(
      part: "SEP1".utf8, sources: [source(3, 0, 0, 2)], [.owner, .association])
    persons.endRow()
    var standalone = NameTable()
    standalone.append("sepX".utf8, sources: [source(3, 0, 1, 256)])
    var sites = NameTable()
    sites.append("p.c.s".utf8, sources: [])
    var identities = CustomerIdentities(path: "p.c")
    identities[.persons] = persons
    identities[.standaloneDevices] = standalone
    identities[.sites] = sites
    var bytes: [UInt8] = []
    var writer = try IdentityFileWriter(context: context) { bytes += $0 }
    try writer.append(
      "5e54067d116fa10046313224", CustomerNames(provider: "P", reseller: "", customer: "C"),
      identities, order: [0])
    var above = NameTable()
    above.append("Top".utf8, sources: [source(2, 0, 0, 7)])
    try writer.append(aboveEveryCustomer: above)
    try writer.finish(columnFile: String(repeating: "ab", count: 16))
    return bytes
  }
}
