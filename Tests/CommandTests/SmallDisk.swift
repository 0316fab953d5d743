import Foundation
import TestSupport

/// A file system in memory of a chosen size, on which `ucensus` runs, in a mount namespace of its own
/// so that nothing of it stays.
struct SmallDisk {
  /// How large it is: pages of 4 KiB, and names (links count as well as files).
  struct Size {
    var pages = 10_000
    var names = 10_000
  }

  struct Run {
    var status: Int32
    var errors: String
    /// All files on it afterwards, by their paths.
    var files: [String: [UInt8]]
  }

  /// The options of `unshare` that allow mounting here: as root, as another user, or nil for neither.
  static let options: [String]? = [["-m"], ["-r", "-m"]].first { options in
    (try? run("unshare", options + ["mount", "-t", "tmpfs", "tmpfs", "/tmp"]))?.status == 0
  }

  /// Runs `ucensus` in a directory that is such a disk and holds some files.
  ///
  /// - Parameter arguments: with paths relative to the disk where they mean it.
  static func run(
    _ arguments: [String], on size: Size, holding files: [String: [UInt8]]
  ) throws -> Run {
    let workdir = try Workdir()
    for (name, bytes) in files { try workdir.write("before/\(name)", bytes) }
    for name in ["before", "disk", "after"] {
      try FileManager.default.createDirectory(
        atPath: workdir.path(name), withIntermediateDirectories: true)
    }
    let script = """
      set -e
      unset TMPDIR
      mount -t tmpfs -o "size=$1,nr_inodes=$2" tmpfs "$3/disk"
      cd "$3/disk"
      cp -R ../before/. .
      shift 3
      status=0
      "$@" || status=$?
      cp -R . ../after
      exit "$status"
      """
    let result = try run(
      "unshare",
      (options ?? []) + [
        "sh", "-c", script, "sh", String(size.pages * 4096), String(size.names), workdir.path,
        Tool.path,
      ] + arguments)
    var found: [String: [UInt8]] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: workdir.path("after")) {
      let url = URL(filePath: workdir.path("after/\(name)"))
      if let bytes = try? Data(contentsOf: url) { found[name] = Array(bytes) }
    }
    return Run(status: result.status, errors: result.errors, files: found)
  }

  private static func run(
    _ name: String, _ arguments: [String]
  ) throws -> (status: Int32, errors: String) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [name] + arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let bytes = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: bytes, as: UTF8.self))
  }
}
