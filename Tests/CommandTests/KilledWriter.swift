import Foundation
import Glibc
import TestSupport
import Testing

/// A store with one audit, and a writer who is killed while it adds a second one.
final class KilledWriter {
  private let workdir: Workdir
  private let store: String
  private let before: Data
  /// True if the last one killed left a journal.
  private(set) var wasKilledInside = false

  init() throws {
    workdir = try Workdir()
    store = workdir.path("h.sqlite")
    var rows = "#Provider Name=P\n#hostname=h\n#Date Time=2026-06-30 12:00\nCustomer PKID,One,Two\n"
    for index in 0..<4_000 {
      let digits = String(index, radix: 16)
      rows += String(repeating: "0", count: 24 - digits.count) + digits + ",\(index),7\n"
    }
    try workdir.write("june.csv", rows)
    try workdir.write("may.csv", rows.replacing("2026-06-30", with: "2026-05-31"))
    let added = try Tool.run(
      ["history", "add", workdir.path("may.csv")], environment: ["UCENSUS_HISTORY": store])
    #expect(added.status == 0)
    before = try Data(contentsOf: URL(filePath: store))
  }

  var hasJournal: Bool { access(store + "-journal", F_OK) == 0 }

  /// Makes the store what it was.
  func reset() throws {
    try? FileManager.default.removeItem(atPath: store + "-journal")
    try before.write(to: URL(filePath: store))
  }

  /// Starts the writer.
  func start() throws -> Process {
    let process = Process()
    process.executableURL = URL(filePath: Tool.path)
    process.arguments = ["history", "add", workdir.path("june.csv")]
    process.environment = ProcessInfo.processInfo.environment.merging(["UCENSUS_HISTORY": store]) {
      $1
    }
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  /// Kills the writer and looks at what it left.
  ///
  /// - Returns: the status of showing the second audit: 0, or 64 where it is not there.
  @discardableResult
  func kill(_ process: Process) throws -> Int32 {
    Glibc.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    wasKilledInside = hasJournal
    func show(_ date: String) throws -> Int32 {
      try Tool.run(["history", "show", date], environment: ["UCENSUS_HISTORY": store]).status
    }
    #expect(try show("2026-05-31") == 0)
    let june = try show("2026-06-30")
    #expect([0, 64].contains(june))
    return june
  }
}
