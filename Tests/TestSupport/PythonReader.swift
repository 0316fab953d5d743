internal import Foundation

/// `ucol_reader.py`, which was written from the document of the format alone.
public enum PythonReader {
  /// The outcome of a run.
  public struct Run: Sendable {
    /// The exit status.
    public var status: Int32
    /// Standard output.
    public var output: [UInt8]
    /// Standard error.
    public var errors: String
  }

  /// Debian's, for which `tools/bootstrap` installs what the reader imports; another may come first
  /// in PATH. `UCENSUS_PYTHON` names another one.
  private static var interpreter: String {
    ProcessInfo.processInfo.environment["UCENSUS_PYTHON"] ?? "/usr/bin/python3"
  }

  /// Runs the reader with these arguments.
  public static func run(_ arguments: [String]) throws -> Run {
    let process = Process()
    process.executableURL = URL(filePath: interpreter)
    let reader = Repository.path("Documentation/Examples/reading/ucol_reader.py")
    process.arguments = ["-B", reader] + arguments
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
    let text = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Run(
      status: process.terminationStatus, output: Array(bytes),
      errors: String(decoding: text, as: UTF8.self))
  }
}
