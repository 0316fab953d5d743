import CensusModel
import ColumnFile
import Files
import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import Auditing

/// Identities have the place of each record, and only their owner may read them.
@Suite struct IdentitySourceTests {
  /// The lines of a file in JSON Lines, as bytes: to a `String`, CRLF is one character.
  private func lines(of path: String) throws -> [Data] {
    try Data(contentsOf: URL(filePath: path)).split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
  }

  @Test func recordsStandWhereIdentitiesSay() throws {
    let workdir = try Workdir()
    var request = ConversionRequest(
      dumps: [Repository.path("Tests/Golden/every-rule/dump")], output: workdir.path("a.ucol"))
    request.dump.keepsIdentities = true
    try Conversion.run(request)
    let file = try IdentityFile(ColumnSource(path: request.identities))
    var checked = 0
    var contents: [UInt32: [Data]] = [:]
    func check(_ name: String, _ sources: [SourceRecord], _ models: Set<String>) throws {
      for source in sources {
        let path = file.context.files[Int(source.file)]
        if !path.hasSuffix(".jsonl") { continue }
        if contents[source.file] == nil { contents[source.file] = try lines(of: path) }
        let line = try #require(contents[source.file])[Int(source.line) - 1]
          .dropFirst(source.column)
        let record = String(decoding: line, as: UTF8.self)
        let model = file.context.models[Int(source.model)]
        #expect(record.contains("\"\(model)\""), "\(name): \(record)")
        #expect(models.isEmpty || models.contains(model), "\(name): \(model)")
        let place = file.context.places[Int(source.place)]
        #expect(place.split(separator: ".").count >= 2, "\(place)")
        let isProfile = model.hasSuffix("Profile")
        #expect(
          isProfile || model == "data/HierarchyNode" || isNamed(name, in: record, model),
          "\(name): \(record)")
        checked += 1
      }
    }
    for section in CustomerIdentities.Section.allCases {
      var found: [IdentityRow] = []
      try file.forEachRow(section, customers: file.customers.indices) { found.append($0) }
      for row in found {
        try check(row.name, row.sources, Self.models[section] ?? [])
        let models: Set<String> = section == .mergedRecords ? [] : ["device/cucm/Phone"]
        for part in row.parts { try check(part.name, part.sources, models) }
      }
    }
    #expect(checked > 100)
  }

  private static let models: [CustomerIdentities.Section: Set<String>] = [
    .standaloneDevices: ["device/cucm/Phone"], .orphanOwners: ["device/cucm/Phone"],
    .phoneServerPhones: ["device/phoneserver/Phone"], .sites: ["data/HierarchyNode"],
    .unknownAssociations: ["device/cucm/User"],
  ]

  /// True if a record has a name, which an account need not: it may have matched by a mail address.
  /// One that is written with escapes is not looked at.
  private func isNamed(_ name: String, in record: String, _ model: String) -> Bool {
    let folded = Data(record.utf8.map(Folding.lowercase))
    let key = Data(name.utf8.map(Folding.lowercase))
    return name.isEmpty || folded.range(of: key) != nil || record.contains("\\u")
      || !["device/cucm/User", "device/cucm/Phone", "device/phoneserver/Phone"].contains(model)
  }

  // MARK: Who may read

  /// Modes that files are made with. Only identities, and places for their names, get 0600.
  @Test func nobodyElseCanReadThemAtAnyMoment() throws {
    let workdir = try Workdir()
    let modes = Modes()
    var request = ConversionRequest(
      dumps: [Repository.path("Tests/Golden/every-rule/dump")], output: workdir.path("a.ucol"))
    request.dump.keepsIdentities = true
    request.dump.fileSystem.open = { path, flags, mode throws(Errno) in
      if flags & O_CREAT != 0 { modes.add(mode) }
      return try FileSystem.live.open(path, flags, mode)
    }
    let before = umask(0)
    defer { umask(before) }
    try Conversion.run(request)
    #expect(modes.all.sorted() == [0o600, 0o640])
    request.force = true
    try Conversion.run(request)
    #expect(modes.all.sorted() == [0o600, 0o600, 0o640, 0o640])
    #expect(try mode(of: request.identities) == 0o600)
    #expect(try mode(of: request.output) == 0o640)
    #expect(try workdir.files(in: ".").count == 2)
  }

  private func mode(of path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  private final class Modes: @unchecked Sendable {
    // One thread converts.
    private(set) var all: [UInt32] = []
    func add(_ mode: UInt32) { all.append(mode) }
  }
}
