import Foundation
import Testing

/// The real binary, run the way a user runs it.
struct Tool {
  struct Run {
    var status: Int32
    var output: String
    var errors: String
  }

  /// Beside the test bundle, where the build puts all products.
  static let path: String = {
    let bundle = URL(filePath: ProcessInfo.processInfo.arguments[0])
    return bundle.deletingLastPathComponent().appending(path: "ucensus").path
  }()

  /// Runs `ucensus` with arguments.
  ///
  /// - Parameters:
  ///   - program: another program, in the end to run `ucensus`.
  ///   - directory: the current directory of the run.
  ///   - input: a file for standard input; nothing without.
  ///   - output: a file for standard output; it is returned without.
  static func run(
    _ arguments: [String], input: String = "/dev/null", output: String? = nil,
    environment: [String: String] = [:], program: String = path, directory: String? = nil
  ) throws -> Run {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    if let directory { process.currentDirectoryURL = URL(filePath: directory) }
    var variables = ProcessInfo.processInfo.environment
    variables["SOURCE_DATE_EPOCH"] = nil
    // No test reads what the user has configured.
    variables["UCENSUS_CONFIG"] = nil
    variables["XDG_CONFIG_HOME"] = "/nonexistent"
    process.environment = variables.merging(environment) { $1 }
    process.standardInput = FileHandle(forReadingAtPath: input)
    let outputPipe = Pipe()
    let errorPipe = Pipe()
    process.standardOutput = output.flatMap { FileHandle(forWritingAtPath: $0) } ?? outputPipe
    process.standardError = errorPipe
    try process.run()
    let text = output == nil ? try outputPipe.fileHandleForReading.readToEnd() : nil
    let errors = try errorPipe.fileHandleForReading.readToEnd()
    process.waitUntilExit()
    return Run(
      status: process.terminationStatus, output: String(decoding: text ?? Data(), as: UTF8.self),
      errors: String(decoding: errors ?? Data(), as: UTF8.self))
  }
}
