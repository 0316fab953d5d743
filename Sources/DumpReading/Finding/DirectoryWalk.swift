internal import Files
internal import Glibc

/// The files below a directory, in the byte order of their paths.
struct DirectoryWalk {
  private(set) var files: [StoredFile] = []
  /// Names of what is not read: hidden files and folders, folders met before.
  private(set) var skipped: [String] = []
  /// The entries that are neither files nor folders.
  private(set) var refused: [RefusedFile] = []
  /// Names of what was left out as it was asked for.
  private(set) var excluded: [String] = []
  private let exclusions: Exclusions
  private let rootByteCount: Int

  private struct Identity: Hashable {
    var device: UInt
    var inode: UInt
  }

  private var visited: Set<Identity> = []

  /// Walks through a directory and all below it. Links are followed; a directory is read once.
  init(_ path: [CChar], without exclusions: Exclusions) throws(NamedFailure) {
    self.exclusions = exclusions
    rootByteCount = path.count
    try walk(path)
    files.sort { Self.precedes($0.path, $1.path) }
  }

  private mutating func walk(_ path: [CChar]) throws(NamedFailure) {
    for name in try names(in: path) {
      let child = path.dropLast() + [CChar(bitPattern: UInt8(ascii: "/"))] + name
      if name.first == CChar(bitPattern: UInt8(ascii: ".")) {
        skipped.append(Self.text(Array(child)))
      } else if exclusions.exclude(Self.text(Array(child.dropFirst(rootByteCount)))) {
        excluded.append(Self.text(Array(child)))
      } else {
        try visit(Array(child))
      }
    }
  }

  private mutating func visit(_ path: [CChar]) throws(NamedFailure) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else {
      let code = errno
      if code == ENOENT || code == ELOOP, unsafe lstat(path, &status) == 0 {
        refused.append(RefusedFile(name: Self.text(path), kind: .brokenLink))
        return
      }
      throw NamedFailure(Self.text(path), .system(code, doing: "look at it"))
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG:
      var file = StoredFile(name: Self.text(path), path: path, byteCount: Int(status.st_size))
      file.stamp = FileStamp(status)
      files.append(file)
    case S_IFDIR: try walk(path)
    default:
      guard let kind = RefusedFile.Kind(mode: status.st_mode) else { return }
      refused.append(RefusedFile(name: Self.text(path), kind: kind))
    }
  }

  /// The sorted names in a directory, each with a zero byte; none if it was read before.
  private mutating func names(in path: [CChar]) throws(NamedFailure) -> [[CChar]] {
    guard let directory = unsafe opendir(path) else {
      throw NamedFailure(Self.text(path), .system(errno, doing: "open the directory"))
    }
    defer { unsafe closedir(directory) }
    var status = stat()
    guard unsafe fstat(dirfd(directory), &status) == 0 else {
      throw NamedFailure(Self.text(path), .system(errno, doing: "look at it"))
    }
    let identity = Identity(device: UInt(status.st_dev), inode: UInt(status.st_ino))
    guard visited.insert(identity).inserted else {
      skipped.append(Self.text(path))
      return []
    }
    return try unsafe names(in: directory, path)
  }

  private func names(
    in directory: OpaquePointer, _ path: [CChar]
  ) throws(NamedFailure) -> [[CChar]] {
    var names: [[CChar]] = []
    while true {
      errno = 0
      guard let entry = unsafe readdir(directory) else { break }
      let name = unsafe Array(UnsafeBufferPointer(start: entry.name, count: strlen(entry.name) + 1))
      let dot = CChar(bitPattern: UInt8(ascii: "."))
      if name != [dot, 0], name != [dot, dot, 0] { names.append(name) }
    }
    if errno != 0 {
      throw NamedFailure(Self.text(path), .system(errno, doing: "read the directory"))
    }
    return names.sorted(by: Self.precedes)
  }

  private static func precedes(_ left: [CChar], _ right: [CChar]) -> Bool {
    left.lazy.map(UInt8.init(bitPattern:))
      .lexicographicallyPrecedes(right.lazy.map(UInt8.init(bitPattern:)))
  }

  static func text(_ path: [CChar]) -> String {
    PathText.shown(PathText.text(of: path.dropLast()))
  }
}

/// A failure with the name of the file.
struct NamedFailure: Error {
  var name: String
  var failure: ReadFailure

  init(_ name: String, _ failure: ReadFailure) {
    self.name = name
    self.failure = failure
  }
}

extension RefusedFile.Kind {
  /// The kind of a path that is neither a file nor a folder.
  init?(mode: mode_t) {
    switch mode & S_IFMT {
    case S_IFIFO: self = .pipe
    case S_IFSOCK: self = .socket
    case S_IFCHR: self = .characterDevice
    case S_IFBLK: self = .blockDevice
    default: return nil
    }
  }
}
