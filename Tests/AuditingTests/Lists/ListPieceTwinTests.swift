import CensusModel
import CensusRules
import ColumnFile
import Report
import TestSupport
import Testing
import TextOutput

@testable import Auditing

/// Lists and searches of several threads against rows that are read one after the other.
@Suite struct ListPieceTwinTests {
  private static let seeds = DifferentialTests.seeds(unlessGiven: 6_100_000...6_100_015)

  private static func inputs(_ named: NamedDump, _ request: NamedRequest) throws -> NamedInput {
    var run = try NamedInput.run(of: request)
    return try NamedInput.all(request, .builtIn(), &run)[0]
  }

  @Test func listsAreThoseOfSingleRows() throws {
    var byteCount = 0
    for seed in Self.seeds {
      guard let named = try NamedDump(seed: seed) else { continue }
      try Conversion.run(named.request)
      var request = NamedRequest(inputs: [named.request.output])
      request.dump.threads = Int(seed % 4) + 1
      if seed % 3 == 0 { request.customer = named.customers.randomElement()?.pkid }
      let input = try Self.inputs(named, request)
      for subject in [ListSubject.all, .column("unclassified"), .column("ucm users")] {
        for format in [OutputFormat.csv, .json] {
          final class Bytes { var bytes: [UInt8] = [] }
          let (found, expected) = (Bytes(), Bytes())
          try Listing(request, subject).write(format) { found.bytes += $0 }
          var text = ListText(format, isComplete: subject == .all) { expected.bytes += $0 }
          let column: ListColumn =
            if case .column(let title) = subject { try ListColumn(title, in: input.rules) } else {
              .everyone
            }
          try ListRows(input).forEach(of: column) { text.append($0) }
          text.finish()
          #expect(found.bytes == expected.bytes, "seed \(seed), \(subject), \(format)")
          byteCount += found.bytes.count
        }
      }
    }
    #expect(byteCount > 50_000)
  }

  @Test func searchesFindWhatReadingFinds() throws {
    var personCount = 0
    for seed in Self.seeds {
      guard let named = try NamedDump(seed: seed) else { continue }
      try Conversion.run(named.request)
      let input = try Self.inputs(named, NamedRequest(inputs: [named.request.output]))
      var persons: [NamedPerson] = []
      try input.forEachPerson { persons.append($0) }
      let names = Set(
        persons.flatMap { [$0.row.name] + $0.row.parts.map(\.name) }.map(ExactText.init))
      for name in names.sorted().prefix(40) {
        let bytes = Folding.key(Array(name.string.utf8)[...])
        let isWanted = { @Sendable (row: IdentityRow) in
          row.isNamed(bytes) || row.hasPart(named: bytes)
        }
        let found = try input.persons(in: try input.outline(holding: [bytes]), where: isWanted)
        let expected = persons.filter { isWanted($0.row) }
        #expect(found.map(Self.text) == expected.map(Self.text), "seed \(seed), \(name.string)")
        personCount += found.count
      }
    }
    #expect(personCount > 200)
  }

  private static func text(_ person: NamedPerson) -> String {
    "\(person.customer) \(person.facts) \(Array(person.deviceTypes)) \(person.row.name) "
      + "\(person.row.sources) \(person.row.parts)"
  }
}
