internal import CensusModel
internal import Glibc
internal import SystemPackage

/// Standard input, which the path `-` names; a file of that name is `./-`.
///
/// It comes once, and only its first bytes show what it holds. These are kept for the one that
/// reads it then. What is read at offsets is taken in wholly, into a temporary file.
public final class StandardInput: Sendable {
  /// That of the process.
  public static let shared = StandardInput(descriptor: STDIN_FILENO)
  /// The path that names it.
  public static let path = "-"
  /// How messages and reports name it.
  public static let name = "(standard input)"

  private let descriptor: Int32
  private let state = Locked(State())

  private struct State {
    var place = Place.unknown
    /// Of a stream: the bytes that were taken so far.
    var taken: [UInt8] = []
    var isAtEnd = false
    /// The temporary file of a stream that was taken in.
    var file: SpillFile?
  }

  private enum Place {
    case unknown
    /// A regular file at its beginning, or one that a stream was taken in to.
    case file(Int32)
    case stream
    /// A stream that someone else reads on.
    case handedOver
    /// A directory, or nothing that could be looked at.
    case unreadable(Errno)
  }

  init(descriptor: Int32) { self.descriptor = descriptor }

  /// True if a path means standard input.
  public static func isMeant(_ path: String) -> Bool { path == Self.path }

  /// A path as messages and reports name it.
  public static func shown(_ path: String) -> String { isMeant(path) ? name : path }

  /// Where streams are kept that must be read at offsets: where `TMPDIR` says, else here.
  public static var temporaryDirectory: String {
    get { directory.withLock { $0 } }
    set { directory.withLock { $0 = newValue } }
  }

  private static let directory = Locked(EnvironmentVariable.filled("TMPDIR") ?? ".")

  // MARK: Reading

  /// The first bytes, or all if there are fewer; none if it cannot be read.
  public func head(_ byteCount: Int, fileSystem: FileSystem = .live) -> [UInt8] {
    unsafe (try? withUnsafeTemporaryAllocation(byteCount: byteCount, alignment: 1) {
      unsafe Array($0[..<(try fill($0, at: 0, fileSystem))])
    }) ?? []
  }

  /// Reads at an offset up to the buffer's size; fewer bytes only at the end.
  func fill(
    _ buffer: UnsafeMutableRawBufferPointer, at offset: Int, _ fileSystem: FileSystem
  ) throws(Errno) -> Int {
    try state.withLock { state throws(Errno) in
      lookAt(&state)
      switch state.place {
      case .file(let file): return try unsafe fileSystem.fill(buffer, from: file, at: offset)
      case .unreadable(let error): throw error
      case .stream: try take(offset + buffer.count, &state, fileSystem)
      case .handedOver, .unknown: break
      }
      let piece = state.taken.dropFirst(offset).prefix(buffer.count)
      unsafe piece.withUnsafeBytes { unsafe buffer.copyMemory(from: $0) }
      return piece.count
    }
  }

  /// A descriptor of a regular file with all of it, to be read at offsets.
  ///
  /// - Throws: `inputUnreadable` of what has no end, `inputOutput`, and `cannotCreate` where no
  ///   temporary file can be made.
  public func openWhole(fileSystem: FileSystem = .live) throws(FileError) -> Int32 {
    let result = state.withLock { state in
      Result { () throws(FileError) in
        lookAt(&state)
        if case .stream = state.place { try takeIn(&state, fileSystem) }
        switch state.place {
        case .file(let file): return try Self.duplicate(file)
        case .unreadable(let error):
          throw FileError(.inputUnreadable, path: Self.name, doing: "cannot be read", error)
        case .stream, .handedOver, .unknown:
          throw FileError(
            .inputUnreadable, path: Self.name, reason: "was read already; it can be read once")
        }
      }
    }
    return try result.get()
  }

  /// Ways in which a reader of streams gets it.
  public enum Handover: Sendable {
    /// A descriptor of a regular file, which is not read yet.
    case file(Int32)
    /// A descriptor to read on from, and the bytes that were taken before.
    case stream(Int32, taken: [UInt8])

    /// The descriptor.
    public var descriptor: Int32 {
      switch self {
      case .file(let descriptor), .stream(let descriptor, _): descriptor
      }
    }
  }

  /// Leaves the rest of it to the caller, who gets a descriptor that is theirs to close.
  public func handOver() throws(FileError) -> Handover {
    let result = state.withLock { state in
      Result { () throws(FileError) in
        lookAt(&state)
        switch state.place {
        case .file(let file): return Handover.file(try Self.duplicate(file))
        case .unreadable(let error):
          throw FileError(.inputUnreadable, path: Self.name, doing: "cannot be read", error)
        case .stream, .handedOver, .unknown:
          let copy = try Self.duplicate(descriptor)
          state.place = .handedOver
          return .stream(copy, taken: state.taken)
        }
      }
    }
    return try result.get()
  }

  // MARK: With the lock held

  private func lookAt(_ state: inout State) {
    guard case .unknown = state.place else { return }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      state.place = .unreadable(Errno(rawValue: errno))
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: state.place = .unreadable(.isDirectory)
    case S_IFREG where lseek(descriptor, 0, SEEK_CUR) == 0: state.place = .file(descriptor)
    default: state.place = .stream
    }
  }

  /// Takes bytes of a stream until there are so many.
  private func take(
    _ byteCount: Int, _ state: inout State, _ fileSystem: FileSystem
  ) throws(Errno) {
    while state.taken.count < byteCount, !state.isAtEnd {
      var piece = [UInt8](repeating: 0, count: min(byteCount - state.taken.count, 1 << 20))
      let result = unsafe piece.withUnsafeMutableBytes { buffer in
        Result { () throws(Errno) in try unsafe read(into: buffer, fileSystem) }
      }
      let count = try result.get()
      state.taken += piece[..<count]
      state.isAtEnd = count == 0
    }
  }

  private func read(
    into buffer: UnsafeMutableRawBufferPointer, _ fileSystem: FileSystem
  ) throws(Errno) -> Int {
    while true {
      do throws(Errno) {
        return try fileSystem.retrying { () throws(Errno) in
          try unsafe fileSystem.read(descriptor, buffer)
        }
      } catch .resourceTemporarilyUnavailable {
        // The one who opened it does not want to wait: we do.
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        unsafe poll(&waiting, 1, -1)
      }
    }
  }

  private func takeIn(_ state: inout State, _ fileSystem: FileSystem) throws(FileError) {
    var status = stat()
    unsafe fstat(descriptor, &status)
    let kind = status.st_mode & S_IFMT
    if kind == S_IFBLK || (kind == S_IFCHR && isatty(descriptor) == 0) {
      throw FileError(.inputUnreadable, path: Self.name, reason: "is a device, not a file")
    }
    let file = try SpillFile(in: Self.temporaryDirectory, fileSystem: fileSystem)
    try unsafe state.taken.withUnsafeBufferPointer { taken throws(FileError) in
      _ = try unsafe file.append(UnsafeRawBufferPointer(taken))
    }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { unsafe buffer.deallocate() }
    while !state.isAtEnd {
      let count: Int
      do throws(Errno) {
        count = try unsafe read(into: buffer, fileSystem)
      } catch {
        throw FileError(.inputOutput, path: Self.name, doing: "cannot be read", error)
      }
      state.isAtEnd = count == 0
      _ = try unsafe file.append(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
    state.taken = []
    state.file = file
    state.place = .file(try Self.duplicate(file.fileDescriptor))
  }

  private static func duplicate(_ descriptor: Int32) throws(FileError) -> Int32 {
    let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
    if copy < 0 {
      throw FileError(
        .inputOutput, path: name, doing: "cannot be read", Errno(rawValue: errno))
    }
    return copy
  }
}
