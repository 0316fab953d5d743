import Files
import Foundation
import Glibc
import Terminal
import TestSupport
import Testing

/// The files that are left after an interrupt, on whichever thread it arrives.
@Suite struct InterruptTests {
  /// A thread that has just begun may take a signal before it blocks it, while another one writes.
  @Test func anotherThreadDoesNotRemoveFilesBehindTheWriter() async throws {
    let directory = try Workdir()
    for name in ["many", "few"] { try OutputDirectory.create(directory.path(name)) }
    await #expect(processExitsWith: .signal(SIGTERM)) { [path = directory.path as String] in
      var signals = sigset_t()
      sigemptyset(&signals)
      sigaddset(&signals, SIGTERM)
      pthread_sigmask(SIG_UNBLOCK, &signals, nil)
      Interrupts.removeUnfinishedFiles()
      var fileSystem = FileSystem.live
      fileSystem.names = { _ in [] }  // to look for leftovers would take most of the time
      let outputs = OutputSet(fileSystem: fileSystem)
      // Many, so that to remove them takes a while.
      for index in 0..<900 { try outputs.add("\(path)/many/\(index)", contents: []) }
      var thread = pthread_t()
      pthread_create(&thread, nil, { _ in Self.interruptItself() }, nil)
      while true {
        let more = OutputSet(fileSystem: fileSystem)
        for index in 0..<100 { try more.add("\(path)/few/\(index)", contents: []) }
      }
    }
    for name in ["many", "few"] { #expect(try directory.files(in: name).isEmpty) }
  }

  private static func interruptItself() -> UnsafeMutableRawPointer? {
    pthread_kill(pthread_self(), SIGTERM)
    return nil
  }
}
