internal import CensusModel
public import Files

/// The directory in which a reading keeps what it has read, portion by portion, so that another one
/// need not read it again.
///
/// A portion is found by a digest of all that decides what is read: how, from which files (device,
/// number, size, times of the last changes of content and status), from where to where. It is used
/// only if it is whole, as another digest shows; else what it held is read again. The files hold
/// names and addresses, and only their owner may read them.
public struct PortionStore: Sendable {
  /// The directory; made if it is missing.
  public let directory: String
  /// How much of the input makes a portion. A tuning constant: any value is right.
  public var portionByteCount = 256 << 20
  /// Whatever else decides what is read, as text.
  private let context: String
  private let fileSystem: FileSystem

  private static let suffix = ".portion"
  /// Goes to disk: another one for every change of what is in a portion.
  private static let version = "ucensus portion 10"
  private static let digestByteCount = 64

  /// - Parameters:
  ///   - directory: where the portions are; the directory above it is there.
  ///   - context: differs for portions that must not be mixed, as of other profiles or versions.
  public init(in directory: String, context: String, fileSystem: FileSystem = .live) {
    self.directory = directory
    self.context = context
    self.fileSystem = fileSystem
  }

  /// The name of the portion of this content.
  func name(of description: String) -> String {
    let text = [Self.version, context, description].joined(separator: "\n")
    return FileDigest.hexadecimal(of: Array(text.utf8)) + Self.suffix
  }

  /// The bytes of a portion; nil where there is none, or none that is whole.
  func load(_ name: String) -> [UInt8]? {
    guard
      let bytes = try? FileReading.bytes(
        of: "\(directory)/\(name)", byteCountMax: .max, fileSystem: fileSystem),
      bytes.count > Self.digestByteCount
    else { return nil }
    let content = Array(bytes.dropLast(Self.digestByteCount))
    let digest = String(decoding: bytes.suffix(Self.digestByteCount), as: UTF8.self)
    return FileDigest.hexadecimal(of: content) == digest ? content : nil
  }

  /// Keeps a portion.
  ///
  /// - Throws: what keeps it from being written.
  func save(_ content: [UInt8], as name: String) throws(FileError) {
    try OutputDirectory.create(directory, mode: 0o700, fileSystem: fileSystem)
    let outputs = OutputSet(isReplacing: true, fileSystem: fileSystem)
    let file = try outputs.create("\(directory)/\(name)", mode: 0o600)
    try file.write(content)
    try file.write(Array(FileDigest.hexadecimal(of: content).utf8))
    try outputs.commit()
  }

  /// Removes all portions, and the directory if nothing else is in it: what they were for is done.
  public func remove() {
    OutputDirectory.removeLeftovers(in: directory, fileSystem: fileSystem)
    for name in (try? fileSystem.names(directory)) ?? [] where name.hasSuffix(Self.suffix) {
      try? fileSystem.unlink("\(directory)/\(name)")
    }
    try? fileSystem.removeDirectory(directory)
  }
}
