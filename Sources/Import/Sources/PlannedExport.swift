internal import Files
internal import Glibc

/// A file that will be read, with the source it belongs to.
struct PlannedExport: Sendable {
  var source: Int
  var system: SourceSystem
  /// The path as it is opened and named in messages.
  var path: String
  var byteCount: Int

  /// The files of all sources, in the order of the sources and then in byte order.
  ///
  /// - Parameters:
  ///   - excluded: patterns; what they match is left out.
  ///   - leftOut: gets the files that are left out.
  static func all(
    of sources: SourcesFile, excluded: [String], leftOut: inout [String]
  ) throws(ImportError) -> [PlannedExport] {
    let directory = OutputDirectory.directory(of: sources.file)
    var exports: [PlannedExport] = []
    for (index, source) in sources.sources.enumerated() {
      var paths: Set<[UInt8]> = []
      for pattern in source.files {
        let found = matches(pattern, in: directory)
        if found.isEmpty { throw .noFiles(source: source.name, pattern: pattern) }
        for path in found {
          if excluded.contains(where: {
            unsafe fnmatch(PathText.bytes(of: $0), PathText.bytes(of: path), 0) == 0
              || isName($0, of: path)
          }) {
            leftOut.append(path)
          } else {
            paths.insert(Array(path.utf8))
          }
        }
      }
      for bytes in paths.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
        let path = String(decoding: bytes, as: UTF8.self)
        var status = stat()
        guard unsafe stat(PathText.bytes(of: path), &status) == 0 else {
          throw .file(
            FileError(.inputUnreadable, path: path, reason: SystemErrorText.of(errno)))
        }
        exports.append(
          PlannedExport(
            source: index, system: source.system, path: path, byteCount: Int(status.st_size)))
      }
    }
    return exports
  }

  private static func isName(_ pattern: String, of path: String) -> Bool {
    unsafe fnmatch(
      PathText.bytes(of: pattern),
      PathText.bytes(of: String(path.split(separator: "/").last ?? "")), 0) == 0
  }

  /// The regular files that a pattern names, relative to the sources file.
  private static func matches(_ pattern: String, in directory: String) -> [String] {
    var found = unsafe glob_t()
    defer { unsafe globfree(&found) }
    let full = pattern.hasPrefix("/") || directory == "." ? pattern : "\(directory)/\(pattern)"
    guard unsafe glob(PathText.bytes(of: full), 0, nil, &found) == 0 else { return [] }
    return unsafe (0..<Int(found.gl_pathc)).compactMap { index in
      guard let path = unsafe found.gl_pathv[index] else { return nil }
      var status = stat()
      guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else { return nil }
      return unsafe PathText.text(of: UnsafeBufferPointer(start: path, count: strlen(path)))
    }
  }
}
