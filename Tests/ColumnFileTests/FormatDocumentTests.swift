import CensusModel
import Sealing
import TestSupport
import Testing

@testable import ColumnFile

/// The document of the format says what the program does.
@Suite struct FormatDocumentTests {
  private let document: FormatDocument

  init() throws { document = try FormatDocument() }

  private func rows(_ first: String, _ second: String) throws -> [[String]] {
    let tables = document.tables(first, second)
    try #require(tables.count == 1, "\(first)")
    return tables[0]
  }

  @Test func exampleIsWhatTheWriterMakes() throws {
    let bytes = try #require(document.exampleBytes())
    #expect(try bytes == ExampleFile.bytes())
    #expect(try bytes == Repository.bytes("Tests/Golden/columnar/v1/example.ucol"))
  }

  /// The description of the example in the document is right.
  @Test func exampleIsWhatTheReaderReads() throws {
    let bytes = try #require(document.exampleBytes())
    let file = try ColumnFileFixture.file(bytes)
    try file.verify(threads: 1)
    let content = try ColumnContent(reading: file)
    #expect(content.metadata == ["program": "example"])
    #expect(content.providers == [.init(pkid: "aa", name: "P")])
    #expect(content.deviceTypes.map(\.product) == ["cisco 8841", "analog phone", nil])
    #expect(content.deviceTypes.map(\.phones) == [5, 5, 4])
    #expect(content.customers.map(\.pkid) == ["5e54067D116FA10046313224"])
    #expect(content.customers[0].publicSector)
    #expect(content.customers[0].sites == ["f12a45bc502e0c04"])
    let persons: [ColumnContent.Person] = [
      .init(facts: ["V"], devices: []), .init(facts: ["U", "S"], devices: [0]),
      .init(facts: ["U"], devices: [0, 1]),
      .init(facts: ["U"], devices: [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2]),
    ]
    #expect(content.contents == [.init(persons: persons, standalone: [2], surplus: [0])])
  }

  @Test func limitsAreThose() throws {
    let limits = try rows("limit", "value").map { Int($0[1]) }
    #expect(
      limits == [
        SealedConstants.varintMax, FormatConstants.groupPersonCountMax, SealedConstants.countMax,
        SealedConstants.countMax, SealedConstants.countMax, SealedConstants.countMax,
        FormatConstants.deviceTypeCountMax, FormatConstants.levelMax,
        SealedConstants.lz4ByteCountMax, SealedConstants.lz4RatioMax,
      ])
    #expect(document.text.contains("would take more than 1 GiB (`--memory-limit`)"))
    #expect(ColumnFile.memoryLimitDefault == 1 << 30)
  }

  @Test func framesAreThose() throws {
    let header = try rows("header", "bytes")
    let trailer = try rows("trailer", "bytes")
    #expect(header.compactMap { Int($0[1]) }.reduce(0, +) == SealedConstants.headerByteCount)
    #expect(trailer.compactMap { Int($0[1]) } == [16, 8, 8, 1, 5, 2, 8])
    #expect(trailer.compactMap { Int($0[1]) }.reduce(0, +) == SealedConstants.trailerByteCount)
    let magic = FormatConstants.magic.map { [$0].hexadecimal.uppercased() }.joined(separator: " ")
    #expect(header[0] == ["magic", "8", "`\(magic)`"])
    #expect(header[1][2] == "u16: \(FormatConstants.version)")
    let byteCountMin = SealedConstants.headerByteCount + SealedConstants.trailerByteCount
    #expect(document.text.contains("Refuse a file of less than \(byteCountMin) bytes."))
  }

  @Test func codecsAreThose() throws {
    let codecs = try rows("number", "codec").map { "\($0[0]) \($0[1])" }
    #expect(
      codecs == [
        "\(Codec.raw.rawValue) raw", "\(Codec.constant.rawValue) constant",
        "\(Codec.lz4.rawValue) LZ4",
      ])
  }

  @Test func columnsAreThose() throws {
    let columns = try rows("number", "column").map { $0[0] }
    let kinds: [ColumnKind] = [.segments, .ownerIndex, .deviceTypes]
    #expect(columns == kinds.map { String($0.rawValue) } + ["\(ColumnKind.fact(0).rawValue) + *f*"])
    let last = ColumnKind.fact(UInt8(Fact.allCases.count - 1)).rawValue
    #expect(document.text.contains("Columns 1 to 3 and 16 to \(last) must be in every group."))
    #expect(document.text.contains("\(last + 1) for the first one, and is never given"))
    for number in UInt8.min...UInt8.max {
      let isValid = (1...3).contains(number) || number >= 16
      #expect((ColumnKind(rawValue: number) != nil) == isValid)
    }
  }

  @Test func factsAreThose() throws {
    let facts = try rows("fact", "symbol").map { "\($0[0]) \($0[1])" }
    #expect(facts == Fact.allCases.map { "\($0.rawValue) \($0.symbol)" })
  }

  @Test func classesAndSettingsAreThose() {
    let classes = DeviceClass.allCases.map { "\($0.rawValue) \($0.name)" }
    #expect(document.text.contains(classes.joined(separator: ", ") + ". Kind 2 must be"))
    let settings = [CustomerSettings.publicSector, .inactiveBilling]
      .map { String($0.rawValue.trailingZeroBitCount) }
    #expect(
      document.text.contains(
        "bit \(settings[0]) public sector, bit \(settings[1]) inactive billing"))
  }

  @Test func customersAreThose() throws {
    let fields = try #require(document.tables("field", "form", "rule").first { $0.count > 15 })
    let names = fields.map { $0[0].replacing("-", with: " ") }
    let counters = ColumnContent.counters.map { name, _ in
      name.map { $0.isUppercase ? " \($0.lowercased())" : String($0) }.joined()
    }
    #expect(
      names == ["digits", "capitals", "provider", "settings"] + counters + [
        "persons", "device rows", "standalone devices", "surplus rows", "Sites",
      ])
    #expect(PKIDField.byteCount == 12 + 3)
  }

  @Test func levelsAreThose() {
    let most = FormatConstants.levelMax
    #expect(document.text.contains("*L*, at most \(most) |"))
    #expect(document.text.contains("the person's devices − \(most + 1) |"))
  }

  @Test func platformKeysAreThose() {
    let keys = PlatformFacts.Key.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
    #expect(document.text.contains("Platform keys: \(keys)."))
  }
}
