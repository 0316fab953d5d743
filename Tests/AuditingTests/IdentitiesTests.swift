import CensusModel
import ColumnFile
import Files
import Foundation
import TestSupport
import Testing

@testable import Auditing

/// Conversions with identities against the names that the reference finds, over random providers in
/// all forms of input.
@Suite struct IdentitiesTests {
  private static let seeds = DifferentialTests.seeds(unlessGiven: 5_000_000...5_000_015)

  @Test func namesAreThoseOfTheReference() throws {
    var (personCount, recordCount) = (0, 0)
    for seed in Self.seeds {
      guard let named = try NamedDump(seed: seed) else { continue }
      let trial = try NamedTrial(named)
      personCount += try trial.compareNames()
      try trial.compareWithPlainConversion()
      try trial.compareDetailedReport()
      recordCount += try trial.checkPlacesOfRecords()
    }
    #expect(recordCount > 500)
    #expect(personCount > 150)
  }
}

/// One random dump that the reference takes, and a request to convert it with identities.
struct NamedDump {
  let seed: UInt64
  let dump: GeneratedDump
  let workdir: Workdir
  let reference: ReferenceAudit

  /// Nil where the dump is refused or where its reports have names that collide.
  init?(seed: UInt64) throws {
    var options = GeneratorOptions()
    options.maximumUsers = seed % 10 == 0 ? 40 : 8
    let dump = ProviderGenerator.dump(seed: seed, options: options)
    var renderer = DumpRenderer(seed: seed, options: RendererOptions())
    let workdir = try Workdir()
    try renderer.render(dump.records, facts: dump.facts).write(
      to: workdir.url.appending(path: "dump"))
    guard
      let reference = try? ReferenceAudit(
        dump.records, facts: dump.facts, devices: DifferentialTests.table, dateTime: dump.dateTime),
      Set(reference.providers.flatMap(\.fileNames)).count == 4 * reference.providers.count
    else { return nil }
    (self.seed, self.dump, self.workdir, self.reference) = (seed, dump, workdir, reference)
  }

  /// In ascending byte order of PKIDs.
  var customers: [ReferenceCustomer] {
    reference.providers.flatMap(\.customers).sorted {
      $0.pkid.utf8.lexicographicallyPrecedes($1.pkid.utf8)
    }
  }

  var request: ConversionRequest {
    var request = ConversionRequest(
      dumps: [workdir.path("dump")], output: workdir.path("named.ucol"))
    request.dump.keepsIdentities = true
    // A random provider may name phones where it has none.
    request.dump.allowIncomplete = true
    request.dump.threads = Int(seed % 3) + 1
    request.dump.chunkByteCount = [97, 1000, 100_000][Int(seed % 3)]
    request.groupPersonCount = [1, 2, 63, 64, 1000][Int(seed / 3 % 5)]
    return request
  }
}

/// The comparisons of one dump.
private struct NamedTrial {
  private let named: NamedDump
  private let pair: NamedPair
  private var seed: UInt64 { named.seed }

  init(_ named: NamedDump) throws {
    self.named = named
    try Conversion.run(named.request)
    pair = try NamedPair(named.request)
  }

  /// - Returns: how many persons were compared.
  func compareNames() throws -> Int {
    let customers = named.customers
    #expect(pair.identities.customers.map(\.pkid) == customers.map(\.pkid), "seed \(seed)")
    for (index, customer) in customers.enumerated() {
      let found = try pair.names(of: index)
      let names = customer.names
      #expect(pair.identities.customers[index].path == customer.path, "seed \(seed)")
      #expect(
        found.persons.sorted()
          == names.persons.map { person in
            ([text(person.name)] + person.facts + ["|"] + person.devices.map(text))
              .joined(separator: " ")
          }.sorted(), "seed \(seed), \(customer.pkid)")
      #expect(
        found.standalone.sorted()
          == names.standalone.map { "\(text($0.name)) \($0.deviceClass)" }.sorted(),
        "seed \(seed), \(customer.pkid)")
      #expect(found.rows[.phoneServerPhones] == names.phoneServerPhones.map(text), "seed \(seed)")
      #expect(
        found.rows[.orphanOwners]
          == names.orphans.map { ([$0.phone] + $0.owners).map(text).joined(separator: " ") },
        "seed \(seed)")
      #expect(
        found.rows[.unknownAssociations]
          == names.unknownAssociations.map {
            ([$0.user] + $0.names).map(text).joined(separator: " ")
          },
        "seed \(seed)")
      #expect(found.rows[.aboveSiteLevel]?.count == Int(customer.breakdown[17]), "seed \(seed)")
      #expect(found.rows[.sites]?.count == Int(customer.row[35]), "seed \(seed)")
      #expect(found.rows[.mergedRecords]?.count == Int(customer.breakdown[16]), "seed \(seed)")
    }
    return customers.reduce(0) { $0 + $1.names.persons.count }
  }

  private func text(_ bytes: Bytes) -> String { String(decoding: bytes, as: UTF8.self) }

  /// The columnar file is the one that has no identities; and neither file depends on how the dump was
  /// read.
  func compareWithPlainConversion() throws {
    var plain = named.request
    plain.output = named.workdir.path("plain.ucol")
    plain.dump.keepsIdentities = false
    try Conversion.run(plain)
    var other = named.request
    other.output = named.workdir.path("other.ucol")
    (other.dump.threads, other.dump.chunkByteCount) = (4 - other.dump.threads, 333)
    try Conversion.run(other)
    func bytes(_ path: String) -> [UInt8]? { try? FileReading.bytes(of: path) }
    let columns = bytes(named.request.output)
    #expect(columns != nil)
    #expect(bytes(plain.output) == columns, "seed \(seed)")
    #expect(bytes(other.output) == columns, "seed \(seed)")
    #expect(bytes(named.request.identities) == bytes(other.identities), "seed \(seed)")
    #expect(bytes(plain.identities) == nil)
  }

  /// In every form of input a record begins at the line and column that its source states.
  ///
  /// - Returns: how many records were looked at.
  func checkPlacesOfRecords() throws -> Int {
    var sources: Set<SourceRecord> = []
    var names: [SourceRecord: Set<String>] = [:]
    let all = 0..<pair.identities.aboveEveryCustomer + 1
    for section in CustomerIdentities.Section.allCases {
      try pair.identities.forEachRow(section, customers: all) { row in
        sources.formUnion(row.sources)
        for part in row.parts { sources.formUnion(part.sources) }
        guard [.mergedRecords, .aboveSiteLevel, .aboveEveryCustomer].contains(section) else {
          return
        }
        for source in row.sources { names[source, default: []].insert(row.name) }
      }
    }
    let context = pair.identities.context
    for (file, sources) in Dictionary(grouping: sources, by: \.file) {
      let name = context.files[Int(file)]
      let bytes = try FileReading.bytes(of: name)
      var lineStarts = [0]
      for (index, byte) in bytes.enumerated() where byte == 0x0A { lineStarts.append(index + 1) }
      for source in sources {
        let start = lineStarts[Int(source.line) - 1] + source.column
        let record = bytes[start...].drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
        let isRecord =
          record.first == UInt8(ascii: "{")
          && (source.line == lineStarts.count || start < lineStarts[Int(source.line)])
        #expect(isRecord, "seed \(seed), \(name):\(source.line), column \(source.column)")
        // A record in one line says the name, letter by letter; escapes apart.
        let end = record.firstIndex(of: 0x0A) ?? bytes.endIndex
        let text = String(decoding: record[..<end], as: UTF8.self)
        let isWhole = (try? JSONSerialization.jsonObject(with: Data(text.utf8))) != nil
        guard isWhole, !text.contains("\\") else { continue }
        for name in names[source] ?? [] {
          #expect(text.utf8.contains(name.utf8), "seed \(seed), \(name) in \(text)")
        }
      }
    }
    return sources.count
  }

  /// With its identities, a columnar file gives the detailed report of the dump.
  func compareDetailedReport() throws {
    var request = AuditRequest(
      inputs: [named.workdir.path("named.ucol")], outputDirectory: named.workdir.path("reports"))
    request.dateTime = named.dump.dateTime
    request.identities = [named.workdir.path("named.identities")]
    _ = try Audit.run(request)
    let files = try named.workdir.files(in: "reports")
    for provider in named.reference.providers {
      #expect(
        files[provider.fileNames[1]]?.elementsEqual(provider.detailed.utf8) == true, "seed \(seed)")
    }
  }
}

/// A columnar file with its identities, read back as lines of text.
struct NamedPair {
  let columns: ColumnFile
  let identities: IdentityFile

  init(_ request: ConversionRequest) throws {
    columns = try ColumnFile(ColumnSource(path: request.output))
    identities = try IdentityFile(ColumnSource(path: request.identities))
    try identities.verify()
    try identities.verify(against: columns)
    try identities.verifyRows(of: columns)
  }

  struct Names {
    /// Name, folded like all others, facts, a bar, devices by name.
    var persons: [String] = []
    /// Name and class.
    var standalone: [String] = []
    /// Names, each with its parts, of the other sections.
    var rows: [CustomerIdentities.Section: [String]] = [:]
  }

  func names(of customer: Int) throws -> Names {
    var names = Names()
    let range = customer..<customer + 1
    try identities.forEachPerson(of: columns, customers: range) { person in
      let facts = Fact.allCases.filter { person.facts.contains($0) }.map(\.symbol)
      let devices = person.row.parts.map { Folding.key($0.name) }.sorted {
        $0.utf8.lexicographicallyPrecedes($1.utf8)
      }
      let name = Folding.key(person.row.name)
      names.persons.append(([name] + facts + ["|"] + devices).joined(separator: " "))
      for part in person.row.parts { #expect(!part.sources.isEmpty) }
      for relation in person.row.relations { #expect(!relation.isEmpty) }
    }
    try identities.forEachStandaloneDevice(of: columns, customers: range) { device in
      let type = columns.deviceTypes[Int(device.type)]
      names.standalone.append("\(Folding.key(device.row.name)) \(type.deviceClass.name)")
    }
    for section in CustomerIdentities.Section.allCases {
      names.rows[section] = []
      try identities.forEachRow(section, customers: range) { row in
        names.rows[section]?.append(
          ([row.name] + row.parts.map(\.name)).map(Folding.key).joined(separator: " "))
        #expect(!row.sources.isEmpty)
      }
    }
    return names
  }
}
