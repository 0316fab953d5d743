import DumpReading
import Files
import Foundation
import Synchronization
import SystemPackage
import Testing

import class TestSupport.Workdir

/// A file that changes while it is read is refused: it would not be known what was counted.
@Suite struct ChangedFileTests {
  /// Reads a folder, and does something at the first look into a file.
  private func read(_ folder: Workdir, _ change: @escaping @Sendable () -> Void) throws
    -> DumpContents
  {
    final class Once: Sendable { let isDone = Atomic<Bool>(false) }
    let once = Once()
    var options = DumpReader.Options(profile: try DumpProfile.builtIn())
    options.makesDigests = true
    options.fileSystem.readAt = { descriptor, buffer, offset throws(Errno) in
      if !once.isDone.exchange(true, ordering: .relaxed) { change() }
      return try FileSystem.live.readAt(descriptor, buffer, offset)
    }
    return try DumpReader(dumps: [folder.path], options: options).read()
  }

  @Test func everyChangeIsSeen() throws {
    let text = Array((phone("a") + "\n").utf8)
    for change in ["append", "replace", "touch"] {
      let folder = try Workdir()
      let path = try folder.write("phones.jsonl", text)
      let error = try #require(throws: DumpError.self, "\(change)") {
        try read(folder) {
          switch change {
          case "append":
            let file = FileHandle(forWritingAtPath: path)
            _ = try? file?.seekToEnd()
            try? file?.write(contentsOf: Data([0x0A]))
          case "replace": try? Data(text).write(to: URL(filePath: path), options: .atomic)
          default:
            try? FileManager.default.setAttributes(
              [.modificationDate: Date(timeIntervalSince1970: 0)], ofItemAtPath: path)
          }
        }
      }
      guard case .io(path, let reason) = error else {
        Issue.record("\(change): \(error)")
        continue
      }
      #expect(reason.hasPrefix("the file changed while it was read"))
    }
  }

  @Test func digestsAreThoseOfTheFiles() throws {
    let folder = try Workdir()
    let phones = Array((0..<300).map { phone("\($0)") + "\n" }.joined().utf8)
    let zip = Packing.zip([("a", phones), ("b", Array(phone("b").utf8))])
    try folder.write("1.jsonl", phones)
    try folder.write("2.zip", zip)
    // Packed once: it holds the moment.
    let gzip = Packing.gzip.pack(phones)
    try folder.write("3.gz", gzip)
    let contents = try read(folder) {}
    #expect(
      contents.digests == [
        0: InputDigest.hexadecimal(of: phones), 1: InputDigest.hexadecimal(of: zip),
        3: InputDigest.hexadecimal(of: gzip),
      ])
  }
}
