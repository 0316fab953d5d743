internal import Glibc
internal import SystemPackage

/// Keeps outputs off inputs: nothing that is read is ever replaced, whatever is asked for, and
/// nothing is written where the next run would read it.
public enum InputProtection {
  /// - Parameters:
  ///   - outputs: files or directories that will be written; `-` is standard output.
  ///   - inputs: files or directories that are read; `-` is standard input.
  ///   - fileSystem: the system calls.
  /// - Throws: `cannotCreate` for the first output that is an input, by whatever name, or lies in an
  ///   input directory; and whatever keeps it from finding out.
  public static func check(
    outputs: [String], inputs: [String], fileSystem: FileSystem = .live
  ) throws(FileError) {
    let inputs = inputs.compactMap { place($0, of: STDIN_FILENO, "/dev/stdin") }
    for output in outputs.compactMap({ place($0, of: STDOUT_FILENO, "/dev/stdout") }) {
      let standing = try identity(output, fileSystem) { errno in
        FileError(creating: output, doing: "cannot be looked at", errno)
      }
      for input in inputs {
        let read = try identity(input, fileSystem) { errno in
          FileError(reading: input, doing: "cannot be looked at", errno)
        }
        if let standing, standing == read {
          throw FileError(
            .cannotCreate, path: output,
            reason: "is an input, which is never replaced; choose another place")
        }
        if let directory = OutputDirectory.realPath(input), isDirectory(input),
          lies(output, in: directory)
        {
          throw FileError(
            .cannotCreate, path: output,
            reason: "lies in \(input), which is read as a dump; choose another place")
        }
      }
    }
  }

  /// The path, or that of a standard stream; nil where the stream is another kind of file.
  private static func place(_ path: String, of descriptor: Int32, _ stream: String) -> String? {
    guard StandardInput.isMeant(path) else { return path }
    var status = stat()
    let isFile = unsafe fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    return isFile ? stream : nil
  }

  /// Which file stands at a path; nil where there is none.
  private static func identity(
    _ path: String, _ fileSystem: FileSystem, orThrow failure: (Errno) -> FileError
  ) throws(FileError) -> FileSystem.Identity? {
    do throws(Errno) {
      return try fileSystem.retrying { () throws(Errno) in try fileSystem.identity(path) }
    } catch  where error == .noSuchFileOrDirectory || error == .notDirectory {
      return nil
    } catch {
      throw failure(error)
    }
  }

  private static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(PathText.bytes(of: path), &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// True if a path, or where it does not exist yet the nearest directory above it that does, is the
  /// directory or below it.
  private static func lies(_ path: String, in directory: String) -> Bool {
    var path = path
    while true {
      if let real = OutputDirectory.realPath(path.isEmpty ? "." : path) {
        return real == directory || real.hasPrefix(directory == "/" ? "/" : directory + "/")
      }
      guard let slash = path.lastIndex(of: "/") else {
        path = ""
        continue
      }
      path = slash == path.startIndex ? "/" : String(path[..<slash])
    }
  }
}
