internal import Glibc
internal import SystemPackage

/// The moment in which files get their names, and the way back.
extension OutputSet {
  private enum Publication {
    /// Nothing stood there before.
    case created(String)
    /// A file stood there, which now has a temporary name.
    case replaced(String, saved: Temporary)
    /// A file stood there, on a file system that could not keep it.
    case replacedForGood(String)
    /// It went to standard output.
    case sent
  }

  func publish() throws(FileError) {
    let directories = try openDirectories()
    defer { for directory in directories { directory.close() } }
    var done: [Publication] = []
    do throws(FileError) {
      for turn in Turn.allCases {
        // Should the machine fail, the disk may know names in another order but for this.
        if turn == .result, !done.isEmpty { for directory in directories { try directory.sync() } }
        for file in files where file.turn == turn { done.append(try publish(file)) }
      }
      for directory in directories { try directory.sync() }
    } catch {
      throw undo(done, after: error)
    }
    for case .replaced(_, let saved) in done { saved.remove(fileSystem) }
  }

  private func publish(_ file: OutputFile) throws(FileError) -> Publication {
    guard let temporary = file.temporary else { return try send(file) }
    do throws(Errno) {
      return isReplacing ? try replace(file, temporary) : try createName(file, temporary)
    } catch .fileExists where !isReplacing {
      throw Self.exists(file.path)
    } catch {
      throw FileError(.inputOutput, path: file.path, doing: "cannot be put in place", error)
    }
  }

  private func send(_ file: OutputFile) throws(FileError) -> Publication {
    do throws(Errno) {
      try file.send()
      file.discard()
      return .sent
    } catch {
      throw FileError(
        .inputOutput, path: "(standard output)", doing: "cannot be written", error)
    }
  }

  /// A hard link fails where anything stands at the target, at any moment; a rename would not.
  private func createName(
    _ file: OutputFile, _ temporary: Temporary
  ) throws(Errno) -> Publication {
    do throws(Errno) {
      try call { () throws(Errno) in try fileSystem.link(temporary.path, file.path) }
    } catch  where Self.lacksLinks(error) {
      return try claimName(file, temporary)
    }
    do throws(Errno) {
      try call { () throws(Errno) in try fileSystem.unlink(temporary.path) }
    } catch {
      try? call { () throws(Errno) in try fileSystem.unlink(file.path) }
      throw error
    }
    return .created(file.path)
  }

  /// Without hard links: an empty file of our own takes the name, if it is free, and is renamed
  /// over. A kill between the two leaves it there: no hash matches it, and no reader takes it.
  private func claimName(
    _ file: OutputFile, _ temporary: Temporary
  ) throws(Errno) -> Publication {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let descriptor = try call { () throws(Errno) in try fileSystem.open(file.path, flags, 0o600) }
    do throws(Errno) {
      try fileSystem.closeOnce(descriptor)
      try call { () throws(Errno) in try fileSystem.rename(temporary.path, file.path) }
    } catch {
      try? call { () throws(Errno) in try fileSystem.unlink(file.path) }
      throw error
    }
    return .created(file.path)
  }

  private func replace(
    _ file: OutputFile, _ temporary: Temporary
  ) throws(Errno) -> Publication {
    let saved = Temporary(beside: file.path, registry: registry)
    var publication = Publication.replaced(file.path, saved: saved)
    do throws(Errno) {
      try call { () throws(Errno) in try fileSystem.link(file.path, saved.path) }
    } catch .noSuchFileOrDirectory {
      publication = .created(file.path)
    } catch  where Self.lacksLinks(error) {
      publication = .replacedForGood(file.path)
    } catch {
      saved.forget()
      throw error
    }
    if case .replaced = publication {} else { saved.forget() }
    do throws(Errno) {
      try call { () throws(Errno) in try fileSystem.rename(temporary.path, file.path) }
    } catch {
      if case .replaced = publication { saved.remove(fileSystem) }
      throw error
    }
    return publication
  }

  /// The error to report: the one given, and what could not be taken back.
  private func undo(_ done: [Publication], after error: FileError) -> FileError {
    var remaining: [String] = []
    for publication in done.reversed() {
      switch publication {
      case .created(let path):
        if (try? call { () throws(Errno) in try fileSystem.unlink(path) }) == nil {
          remaining.append(path)
        }
      case .replaced(let path, let saved):
        if (try? call { () throws(Errno) in try fileSystem.rename(saved.path, path) }) == nil {
          remaining.append(path)
        }
        saved.forget()
      case .replacedForGood(let path): remaining.append(path)
      case .sent: remaining.append("(standard output)")
      }
    }
    guard !remaining.isEmpty else { return error }
    var error = error
    error.reason += "; already written and not taken back: \(remaining.joined(separator: ", "))"
    return error
  }

  private func openDirectories() throws(FileError) -> [OpenDirectory] {
    var opened: [OpenDirectory] = []
    do throws(FileError) {
      for path in directories {
        if let directory = try OpenDirectory(path, fileSystem) { opened.append(directory) }
      }
    } catch {
      for directory in opened { directory.close() }
      throw error
    }
    return opened
  }

  private func call<Result>(_ body: () throws(Errno) -> Result) throws(Errno) -> Result {
    try fileSystem.retrying(body)
  }

  private static func lacksLinks(_ error: Errno) -> Bool {
    [.notPermitted, .notSupported, .notSupportedOnSocket, .noFunction, .tooManyLinks]
      .contains(error)
  }
}
