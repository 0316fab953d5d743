import DumpReading
import Foundation
import Testing

import class TestSupport.Workdir

/// The files of a dump that are read, and those that are not.
@Suite struct DirectoryTests {
  @Test func readsAllFilesInTheOrderOfTheirPaths() throws {
    let folder = try Workdir()
    for name in ["b", "a/x", "a.json", "é", "A", "a/.hidden", ".git/config", "z/y/x/w"] {
      try folder.write(name, phone(name))
    }
    try folder.write("platform.json", "{\"OrgID\":\"1\"}")
    try folder.write("a/platform.json", phone("not at the root"))
    for path in [folder.path, folder.path + "//"] {
      let contents = try read([path], threads: 3)
      let names = ["A", "a.json", "a/platform.json", "a/x", "b", "z/y/x/w", "é"]
      #expect(contents.files.map(\.name) == names.map { folder.path + "/" + $0 })
      #expect(contents.described.count == names.count)
      #expect(contents.platformFiles.map(\.name) == [folder.path + "/platform.json"])
      #expect(contents.platformFiles.map(\.bytes) == [Array("{\"OrgID\":\"1\"}".utf8)])
      #expect(
        Set(contents.skippedFiles) == [folder.path + "/.git", folder.path + "/a/.hidden"])
      #expect(contents.files[0].byteCount == phone("A").utf8.count)
    }
  }

  @Test func followsLinksOnce() throws {
    let folder = try Workdir()
    let other = try Workdir()
    try other.write("f", phone("linked"))
    try folder.write("d/own", phone("own"))
    let manager = FileManager.default
    for (link, target) in [
      ("file", other.path + "/f"), ("tree", other.path), ("d/up", folder.path),
      ("again", folder.path + "/d"),
    ] {
      try manager.createSymbolicLink(
        atPath: folder.path + "/" + link, withDestinationPath: target)
    }
    let contents = try read([folder.path])
    #expect(contents.described.count == 3)
    #expect(contents.skippedFiles.count == 2)
  }

  @Test func namesWhatCannotBeRead() throws {
    let folder = try Workdir()
    let missing = folder.path + "/missing"
    let error = try #require(throws: DumpError.self) { try read([missing]) }
    guard case .unreadable(missing, let reason) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(reason.contains("No such file"))
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/dangling", withDestinationPath: missing)
    #expect(
      try refusedFiles([folder.path])
        == [RefusedFile(name: folder.path + "/dangling", kind: .brokenLink)])
  }

  @Test func readsPipes() throws {
    let folder = try Workdir()
    let pipe = folder.path + "/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    let text = SampleRecords.forms[0].text
    for packing in Packing.allCases {
      let writer = Thread {
        try? Data(packing.pack(Array(text.utf8))).write(to: URL(fileURLWithPath: pipe))
      }
      writer.start()
      let contents = try read([pipe], threads: 2, chunk: 100)
      #expect(contents.described == SampleRecords.described)
      #expect(contents.files[0].name.hasPrefix(pipe))
      let node = try #require(contents.batches.flatMap(\.nodes).first)
      #expect(try contents.line(of: node.position) == 1)
    }
  }

  @Test func severalDumpsAreOne() throws {
    let folder = try Workdir()
    let one = try folder.write("one", phone("a"))
    let two = try folder.write("two", "[\(phone("b"))]")
    let contents = try read([one, two, one], threads: 2)
    #expect(contents.described.count == 3)
    #expect(contents.files.map(\.dump) == [0, 1, 2])
    #expect(try read([]).described == [])
    #expect(throws: DumpError.self) { try read(["-", "-"]) }
  }

  @Test func platformFactsOfAZip() throws {
    let zip = Packing.zip([("platform.json", Array("{}".utf8)), ("x", Array(phone("a").utf8))])
    let folder = try Workdir()
    let file = try folder.write("dump", zip)
    #expect(try read([file]).platformFiles.map(\.name) == ["\(file):platform.json"])
    // Inside a directory the zip is not the root of the dump.
    #expect(throws: DumpError.self) { try read([folder.path]) }
  }
}
