internal import CensusModel
internal import Documents
internal import Files

/// Options that one repeats, kept in a file:
///
/// ```
/// {"rules": "contract.json", "threads": 4, "memory-limit": "2G"}
/// ```
///
/// A key is the long name of an option. Files are looked for in the configuration's folder.
public struct Configuration: Sendable {
  /// The options that can be kept. Switches cannot: no command line could turn them off again.
  public enum Key: String, CaseIterable, Sendable {
    case rules, profile, exclude, threads, progress, format
    case deviceClasses = "device-classes"
    case deviceClassesAdd = "device-classes-add"
    case memoryLimit = "memory-limit"
    case temporaryDirectory = "temporary-directory"

    var isPath: Bool {
      switch self {
      case .rules, .profile, .deviceClasses, .deviceClassesAdd, .temporaryDirectory: true
      case .exclude, .threads, .progress, .format, .memoryLimit: false
      }
    }

    /// True for an option that can be given several times.
    public var isRepeatable: Bool { self == .exclude || self == .deviceClassesAdd }

    /// The values that are allowed, for errors.
    var expected: String {
      switch self {
      case .rules, .profile, .deviceClasses: "the path of a file"
      case .deviceClassesAdd: "the path of a file, or a list of them"
      case .temporaryDirectory: "the path of a directory"
      case .exclude: "a pattern of files, or a list of patterns"
      case .threads: "a whole number from 1 to 1024"
      case .progress: "\"auto\", \"plain\" or \"none\""
      case .format: "\"table\", \"csv\" or \"json\""
      case .memoryLimit: "a size as \"512M\" or \"2G\""
      }
    }

    /// True if the option takes this.
    func accepts(_ text: String) -> Bool {
      switch self {
      case .rules, .profile, .deviceClasses, .deviceClassesAdd, .temporaryDirectory, .exclude:
        !text.isEmpty && !text.unicodeScalars.contains("\0")
      case .threads: Int(text).map((1...1024).contains) ?? false
      case .progress: ["auto", "plain", "none"].contains(text)
      case .format: ["table", "csv", "json"].contains(text)
      case .memoryLimit: MemorySize(text) != nil
      }
    }
  }

  /// The file, as it was named.
  public let path: String
  /// Its SHA-256, in hexadecimal.
  public let sha256: String
  /// The options it holds, with their values as on a command line; several for one that is repeated
  /// there.
  public let values: [Key: [String]]

  /// Reads a file.
  ///
  /// - Throws: at the first key that is unknown or given twice, and the first value that its option
  ///   would not take, with the line.
  public init(path: String) throws(Failure) {
    try self.init(parsing: DataFiles.bytes(of: path), path: path)
  }

  init(parsing bytes: [UInt8], path: String) throws(Failure) {
    self.path = path
    sha256 = FileDigest.hexadecimal(of: bytes)
    values = try mapping(Failure.init) { () throws(DocumentError) in
      try Self.values(in: bytes, path)
    }
  }

  private static func values(
    in bytes: [UInt8], _ path: String
  ) throws(DocumentError) -> [Key: [String]] {
    func refusal(_ byte: Int, _ reason: String) -> DocumentError {
      DocumentError(file: path, bytes: bytes, byte: byte, reason: reason)
    }
    let root = try JSONNode(parsing: bytes, file: path)
    guard case .object(let members) = root.value else {
      throw refusal(root.offset, "expected an object with names of options as keys")
    }
    let directory = OutputDirectory.directory(of: path)
    var values: [Key: [String]] = [:]
    for member in members {
      guard let key = Key(rawValue: member.key) else {
        let known = Key.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
        throw refusal(
          member.keyOffset,
          "\"\(member.key)\" is not a key of a configuration; the keys are: \(known)")
      }
      var texts: [String] = []
      for node in member.node.elements(isList: key.isRepeatable) {
        guard let text = node.scalar, key.accepts(text) else {
          throw refusal(node.offset, "expected \(key.expected) under \"\(key.rawValue)\"")
        }
        texts.append(key.isPath && !text.hasPrefix("/") ? "\(directory)/\(text)" : text)
      }
      guard values.updateValue(texts, forKey: key) == nil else {
        throw refusal(member.keyOffset, "\"\(key.rawValue)\" is given twice")
      }
    }
    return values
  }
}

extension JSONNode {
  /// The elements of a list where one is allowed, else the value itself.
  fileprivate func elements(isList: Bool) -> [JSONNode] {
    if isList, case .array(let elements) = value { return elements }
    return [self]
  }

  /// The text of a string or a number.
  fileprivate var scalar: String? {
    switch value {
    case .string(let text), .number(let text): text
    case .null, .bool, .array, .object: nil
    }
  }
}
