import Files
import Synchronization
import SystemPackage

/// Counts what is read of files.
final class CountedReads: Sendable {
  private let count = Atomic<Int>(0)

  var byteCount: Int { count.load(ordering: .relaxed) }

  var fileSystem: FileSystem {
    var fileSystem = FileSystem.live
    fileSystem.readAt = { [self] descriptor, buffer, offset throws(Errno) in
      let read = try FileSystem.live.readAt(descriptor, buffer, offset)
      count.wrappingAdd(read, ordering: .relaxed)
      return read
    }
    return fileSystem
  }
}
