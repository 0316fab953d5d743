import CensusModel
import CensusRules
import ColumnFile
import Foundation
import Report
import TestSupport
import Testing

@testable import Auditing

/// A list has as many rows as the report counts, and they are those that the reference counts.
@Suite struct ListingTests {
  private static let seeds = DifferentialTests.seeds(unlessGiven: 6_000_000...6_000_015)

  @Test func rowsAreThoseOfTheReference() throws {
    var rowCount = 0
    for seed in Self.seeds {
      guard let named = try NamedDump(seed: seed) else { continue }
      try Conversion.run(named.request)
      rowCount += try compare(named, [named.request.output])
      if seed % 8 == 0 { rowCount += try compare(named, named.request.dump.dumps) }
    }
    #expect(rowCount > 400)
  }

  /// - Returns: how many rows were compared.
  private func compare(_ named: NamedDump, _ inputs: [String]) throws -> Int {
    let request = NamedRequest(inputs: inputs)
    var run = try NamedInput.run(of: request)
    let input = try NamedInput.all(request, .builtIn(), &run)[0]
    let counts = try input.counts()
    let others: [ListColumn] = [
      .everyone, .users, .additionalLicenses, .unclassified, .orphanOwners, .aboveSiteLevel,
      .unknownAssociations, .mergedRecords, .emptyKeys,
    ]
    var rowCount = 0
    for column in input.rules.columns.indices.map(ListColumn.column) + others {
      var found: [String: [String]] = [:]
      try ListRows(input).forEach(of: column) { found[$0.pkid, default: []].append($0.name) }
      for (index, customer) in named.customers.enumerated() {
        let names = found[customer.pkid] ?? []
        let comment = Comment(rawValue: "seed \(named.seed), \(column), \(customer.pkid)")
        if let expected = expectedCount(column, customer) {
          #expect(names.count == expected, comment)
        }
        #expect(
          names.count
            == column.rowCount(counts[index], input.columns.customers[index], in: input.rules),
          comment)
        if let expected = expectedNames(column, customer) {
          #expect(byteOrder(names) == byteOrder(expected), comment)
        }
        rowCount += names.count
      }
      #expect(Set(found.keys).isSubset(of: named.customers.map(\.pkid)))
    }
    return rowCount
  }

  /// Names as they are compared: by their bytes.
  private func byteOrder(_ names: [String]) -> [ExactText] {
    names.map { ExactText(Folding.key($0)) }.sorted()
  }

  /// The annex of an invoice: its rows give the licences and the columns of every customer again.
  @Test func theListOfAllGivesLicencesAndColumnsAgain() throws {
    var rowCount = 0
    for seed in Self.seeds {
      guard let named = try NamedDump(seed: seed) else { continue }
      try Conversion.run(named.request)
      let request = NamedRequest(inputs: [named.request.output])
      var run = try NamedInput.run(of: request)
      let input = try NamedInput.all(request, .builtIn(), &run)[0]
      var rows: [String: [ListRow]] = [:]
      try ListRows(input).forEach(of: .everyone) { rows[$0.pkid, default: []].append($0) }
      for customer in named.customers {
        let mine = rows[customer.pkid] ?? []
        let comment = Comment(rawValue: "seed \(seed), \(customer.pkid)")
        let licenses = mine.reduce(0) { $0 + ($1.count?.licenses ?? 0) }
        #expect(String(licenses) == customer.breakdown[6], comment)
        for (index, title) in referenceTitles.enumerated() where (1...16).contains(index) {
          let counted = mine.count { row in
            row.count?.column == title || row.count?.alsoIn.contains(title) == true
          }
          #expect(String(counted) == customer.row[index], comment)
        }
        rowCount += mine.count
      }
    }
    #expect(rowCount > 100)
  }

  /// Columns are numbered from 1 in the specification, and from 0 in the program.
  private func expectedCount(_ column: ListColumn, _ customer: ReferenceCustomer) -> Int? {
    let breakdown = { Int(customer.breakdown[$0]) }
    switch column {
    case .everyone: return nil
    case .users: return breakdown(1)
    case .additionalLicenses: return breakdown(4)
    case .unclassified: return (breakdown(2) ?? 0) + (breakdown(3) ?? 0)
    case .orphanOwners: return breakdown(14)
    case .unknownAssociations: return breakdown(15)
    case .aboveSiteLevel: return breakdown(17)
    case .mergedRecords: return breakdown(16)
    case .emptyKeys: return nil
    case .aboveEveryCustomer: return 0
    case .column(0): return 1
    case .column(let index):
      let field = customer.row[index]
      return field == "Y" ? 1 : field == "N" ? 0 : Int(field)
    }
  }

  /// Nil where the reference keeps no names.
  private func expectedNames(_ column: ListColumn, _ customer: ReferenceCustomer) -> [String]? {
    let names = customer.names
    func texts(_ names: [Bytes]) -> [String] { names.map { String(decoding: $0, as: UTF8.self) } }
    func standalone(_ deviceClass: String) -> [String] {
      texts(names.standalone.filter { $0.deviceClass == deviceClass }.map(\.name))
    }
    switch column {
    case .everyone: return texts(names.persons.map(\.name))
    case .users, .additionalLicenses: return nil
    case .unclassified: return texts(names.persons.filter(\.isUnclassified).map(\.name))
    case .orphanOwners: return texts(names.orphans.map(\.phone))
    case .unknownAssociations:
      return names.unknownAssociations.flatMap {
        texts(.init(repeating: $0.user, count: $0.names.count))
      }
    case .aboveSiteLevel, .mergedRecords, .emptyKeys, .aboveEveryCustomer: return nil
    case .column(0), .column(23), .column(24), .column(35): return nil
    case .column(17): return standalone("phone")
    case .column(25): return standalone("analog")
    case .column(34): return texts(names.phoneServerPhones)
    case .column(let index):
      return texts(names.persons.filter { $0.columns.contains(index + 1) }.map(\.name))
    }
  }

  // MARK: Dumps that everybody has

  @Test(arguments: [
    "data/sample", "Tests/Golden/every-rule/dump", "Tests/Golden/licence-edges/dump",
  ])
  func listsAreAsLongAsTheReportSays(_ dump: String) throws {
    let workdir = try Workdir()
    var request = AuditRequest(
      inputs: [Repository.path(dump)], outputDirectory: workdir.path("reports"))
    request.dateTime = "2026-06-30 12:00"
    _ = try Audit.run(request)
    var totals: [Int] = []
    for (name, bytes) in try workdir.files(in: "reports")
    where name.contains("_anonymous_2") && name.hasSuffix(".csv") {
      for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n")
      where !line.hasPrefix("#") && !line.hasPrefix("Customer PKID") {
        let fields = line.split(separator: ",")
        #expect(fields.count == 36)
        if totals.isEmpty { totals = [Int](repeating: 0, count: 36) }
        for (index, field) in fields.enumerated() {
          totals[index] += index == 0 || field == "Y" ? 1 : Int(field) ?? 0
        }
      }
    }
    let named = NamedRequest(inputs: [Repository.path(dump)])
    var run = try NamedInput.run(of: named)
    let input = try NamedInput.all(named, .builtIn(), &run)[0]
    for column in 0..<36 {
      var rowCount = 0
      try ListRows(input).forEach(of: .column(column)) { _ in rowCount += 1 }
      #expect(rowCount == totals[column], "\(referenceTitles[column])")
    }
    #expect(totals.reduce(0, +) > 5)
  }

  // MARK: Titles

  @Test func columnsAreFoundByTheirTitles() throws {
    let rules = try DataFiles.rules(nil).content
    for (index, title) in referenceTitles.enumerated() {
      #expect(try ListColumn(title, in: rules) == .column(index))
      #expect(try ListColumn("  " + title.lowercased() + " ", in: rules) == .column(index))
    }
    #expect(try ListColumn("Orphan Owners", in: rules) == .orphanOwners)
    #expect(try ListColumn("unclassified", in: rules) == .unclassified)
    let failure = #expect(throws: Failure.self) { try ListColumn("Phones", in: rules) }
    #expect(failure?.status == .usage)
    #expect(failure?.hint?.contains("'Multiple Phones'") == true)
  }
}
