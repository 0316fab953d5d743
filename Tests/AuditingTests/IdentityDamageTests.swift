import Files
import Foundation
import Sealing
import TestSupport
import Testing

@testable import Auditing
@testable import ColumnFile

/// An audit with an identities file verifies all of it, though it uses names of customers only.
@Suite struct IdentityDamageTests {
  private let workdir: Workdir
  private let columnFile: String
  private let identities: [UInt8]

  init() throws {
    workdir = try Workdir()
    var request = ConversionRequest(
      dumps: [Repository.path("Tests/Golden/licence-edges/dump")], output: workdir.path("a.ucol"))
    request.dump.keepsIdentities = true
    try Conversion.run(request)
    columnFile = request.output
    identities = [UInt8](try Data(contentsOf: URL(filePath: request.identities)))
  }

  /// Pairs identities with the columnar file, as an audit does.
  private func pair(_ bytes: [UInt8]) throws {
    let path = try workdir.write("b.identities", bytes)
    _ = try IdentitySources([path], memoryLimit: 1 << 20, .live)
      .file(of: ColumnFile(ColumnSource(path: columnFile)))
  }

  @Test func everyFlippedBitIsRefused() throws {
    try pair(identities)
    for bit in 0..<identities.count * 8 {
      var damaged = identities
      damaged[bit / 8] ^= 1 << UInt8(bit % 8)
      let failure = #expect(throws: Failure.self, "bit \(bit)") { try pair(damaged) }
      #expect(failure?.status == .corrupt, "bit \(bit)")
    }
  }

  @Test func everyCutIsRefused() throws {
    for count in 0..<identities.count {
      #expect(throws: Failure.self, "\(count)") { try pair(Array(identities.prefix(count))) }
    }
  }

  @Test func noReportIsMade() throws {
    var request = AuditRequest(inputs: [columnFile], outputDirectory: workdir.path("reports"))
    request.dateTime = "2026-06-30 12:00"
    var damaged = identities
    // In the first block, of which no name of a customer comes.
    damaged[SealedConstants.headerByteCount + 20] ^= 1
    request.identities = [try workdir.write("b.identities", damaged)]
    let failure = #expect(throws: Failure.self) { try Audit.run(request) }
    #expect(failure?.status == .corrupt)
    #expect(failure?.message.contains("block 0: the checksum does not match") == true)
    request.identities = [try workdir.write("b.identities", identities)]
    #expect(throws: Never.self) { try Audit.run(request) }
  }
}
