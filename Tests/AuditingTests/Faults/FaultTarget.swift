import Files
import Foundation
import TestSupport

/// The directory that receives the outputs of one run.
final class FaultTarget: Sendable {
  private let workdir: Workdir

  var path: String { workdir.path }

  /// An empty directory, or one with these files.
  init(_ files: [String: [UInt8]] = [:]) throws {
    workdir = try Workdir()
    try FileManager.default.createDirectory(
      atPath: workdir.path("rejects"), withIntermediateDirectories: false)
    for (name, bytes) in files { try workdir.write(name, bytes) }
  }

  /// All files below it, by their paths from here.
  func files() throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: path) {
      var isDirectory: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: workdir.path(name), isDirectory: &isDirectory)
      if isDirectory.boolValue { continue }
      files[name] = Array(try Data(contentsOf: URL(filePath: workdir.path(name))))
    }
    return files
  }

  /// True if a file below it is left over from a run, by its name.
  static func isLeftover(_ name: String) -> Bool {
    let name = name.split(separator: "/").last ?? ""
    return name.hasPrefix(".ucensus-") && name.hasSuffix(".tmp")
  }

  /// Gives what is left over the names of a process that cannot run: its number is above the largest
  /// that Linux gives, 2^22.
  func pretendThatItsProcessIsDead() throws {
    for name in try files().keys where Self.isLeftover(name) {
      let dead = name.replacing("-\(getpid())-", with: "-4194399-")
      try FileManager.default.moveItem(atPath: workdir.path(name), toPath: workdir.path(dead))
    }
  }
}
