public import Foundation

/// A directory of a test's own, removed at its end.
public final class Workdir: Sendable {
  /// The directory.
  public let url: URL

  /// A new directory.
  public init() throws {
    // In memory where there is such a place: thousands of tests need not wait for a disk.
    let memory = URL(filePath: "/dev/shm")
    let isWritable = FileManager.default.isWritableFile(atPath: memory.path)
    url = (isWritable ? memory : FileManager.default.temporaryDirectory)
      .appending(path: "ucensus-test-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// The path of the directory.
  public var path: String { url.path }

  /// The path of a file in it.
  public func path(_ name: String) -> String { url.appending(path: name).path }

  /// The files of a directory by name, hidden ones included.
  public func files(in name: String) throws -> [String: [UInt8]] {
    let directory = url.appending(path: name)
    guard FileManager.default.fileExists(atPath: directory.path) else { return [:] }
    var files: [String: [UInt8]] = [:]
    for file in try FileManager.default.contentsOfDirectory(atPath: directory.path) {
      files[file] = Array(try Data(contentsOf: directory.appending(path: file)))
    }
    return files
  }

  /// Writes a file, with the directories that it needs; its path.
  @discardableResult
  public func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    let file = url.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    return file.path
  }

  /// The same for a text.
  @discardableResult
  public func write(_ name: String, _ text: String) throws -> String {
    try write(name, Array(text.utf8))
  }
}

/// Files of the repository.
public enum Repository {
  /// Its root.
  public static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The path of a file.
  public static func path(_ name: String) -> String { root.appending(path: name).path }

  /// A file's content.
  public static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: root.appending(path: name)))
  }
}
