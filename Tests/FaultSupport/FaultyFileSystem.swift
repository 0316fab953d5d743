public import Files
internal import Glibc
internal import Synchronization
internal import SystemPackage

/// The real file system with one fault.
public final class FaultyFileSystem: Sendable {
  private struct State {
    var log: [FileCall] = []
    var counts: [FileCall: Int] = [:]
    var hasStruck = false
    var descriptors: Set<Int32> = []
  }

  private let fault: Fault
  private let live: FileSystem
  private let state = Mutex(State())

  /// A file system that behaves like another one but for a fault.
  public init(_ fault: Fault, over live: FileSystem = .live) {
    self.fault = fault
    self.live = live
  }

  /// The calls so far, in order.
  public var log: [FileCall] { state.withLock { $0.log } }
  /// True if it came to the fault.
  public var hasStruck: Bool { state.withLock { $0.hasStruck } }
  /// How many files are open.
  public var openCount: Int { state.withLock { $0.descriptors.count } }

  /// How this call goes wrong, if it does.
  private func effect(on call: FileCall) -> Fault.Effect? {
    state.withLock { state in
      state.log.append(call)
      state.counts[call, default: 0] += 1
      let number = fault.call == nil ? state.log.count : state.counts[call]!
      guard fault.call == nil || fault.call == call, fault.strikes(number: number) else {
        return nil
      }
      state.hasStruck = true
      return fault.effect
    }
  }

  private func pass(_ call: FileCall) throws(Errno) {
    if case .error(let errno) = effect(on: call) { throw errno }
  }

  /// Half of a buffer, or none of it, or all.
  private func piece<Buffer: Collection>(
    of buffer: Buffer, _ call: FileCall
  ) throws(Errno) -> Buffer.SubSequence where Buffer.Index == Int {
    switch effect(on: call) {
    case nil: return buffer[...]
    case .error(let errno): throw errno
    case .short: return buffer.prefix((buffer.count + 1) / 2)
    case .end: return buffer.prefix(0)
    }
  }

  /// The calls, for what is tested.
  public var fileSystem: FileSystem {
    var faulty = live
    addContents(to: &faulty)
    addNames(to: &faulty)
    addQuestions(to: &faulty)
    return faulty
  }

  private func addContents(to faulty: inout FileSystem) {
    faulty.open = { [live] path, flags, mode throws(Errno) in
      try self.pass(flags & O_CREAT == 0 ? .open : .create)
      let descriptor = try live.open(path, flags, mode)
      self.state.withLock { _ = $0.descriptors.insert(descriptor) }
      return descriptor
    }
    faulty.read = { [live] file, buffer throws(Errno) in
      let piece = try self.piece(of: buffer, .read)
      return piece.isEmpty ? 0 : try live.read(file, UnsafeMutableRawBufferPointer(rebasing: piece))
    }
    faulty.readAt = { [live] file, buffer, offset throws(Errno) in
      let piece = UnsafeMutableRawBufferPointer(rebasing: try self.piece(of: buffer, .readAt))
      return piece.isEmpty ? 0 : try live.readAt(file, piece, offset)
    }
    faulty.write = { [live] file, bytes throws(Errno) in
      try live.write(file, UnsafeRawBufferPointer(rebasing: self.piece(of: bytes, .write)))
    }
    faulty.sync = { [live] file throws(Errno) in
      try self.pass(.sync)
      try live.sync(file)
    }
    faulty.close = { [live] file throws(Errno) in
      self.state.withLock { _ = $0.descriptors.remove(file) }
      try live.close(file)
      try self.pass(.close)
    }
  }

  private func addNames(to faulty: inout FileSystem) {
    faulty.rename = { [live] from, to throws(Errno) in
      try self.pass(.rename)
      try live.rename(from, to)
    }
    faulty.link = { [live] from, to throws(Errno) in
      try self.pass(.link)
      try live.link(from, to)
    }
    faulty.unlink = { [live] path throws(Errno) in
      try self.pass(.unlink)
      try live.unlink(path)
    }
    faulty.makeDirectory = { [live] path, mode throws(Errno) in
      try self.pass(.makeDirectory)
      try live.makeDirectory(path, mode)
    }
    faulty.removeDirectory = { [live] path throws(Errno) in
      try self.pass(.removeDirectory)
      try live.removeDirectory(path)
    }
  }

  private func addQuestions(to faulty: inout FileSystem) {
    faulty.entry = { [live] path throws(Errno) in
      try self.pass(.entry)
      return try live.entry(path)
    }
    faulty.isDirectory = { [live] path throws(Errno) in
      try self.pass(.isDirectory)
      return try live.isDirectory(path)
    }
    faulty.identity = { [live] path throws(Errno) in
      try self.pass(.identity)
      return try live.identity(path)
    }
    faulty.names = { [live] path throws(Errno) in
      try self.pass(.names)
      return try live.names(path)
    }
  }
}
