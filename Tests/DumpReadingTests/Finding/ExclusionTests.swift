import DumpReading
import Testing

import class TestSupport.Workdir

/// `*` stands for any characters; a pattern with `/` is compared with whole paths.
@Suite struct ExclusionTests {
  @Test(arguments: [
    (["*.txt"], ["d/n.txt", "n.txt"]), (["d"], ["d"]), (["d/*"], ["d/n.txt", "d/u.jsonl"]),
    (["d/n.txt", "./n.txt"], ["d/n.txt", "n.txt"]),
    (["z.zip/e/*"], ["z.zip:e/u", "z.zip:e/x.txt"]), (["e/x*"], ["z.zip:e/x.txt"]),
    (["?.zip"], ["z.zip"]), (["[nu].*"], ["d/n.txt", "d/u.jsonl", "n.txt"]),
  ])
  func whatMatchesIsLeftOut(_ patterns: [String], _ left: [String]) throws {
    let folder = try Workdir()
    try folder.write("a.jsonl", phone("a"))
    try folder.write("n.txt", "[]")
    try folder.write("d/n.txt", "[]")
    try folder.write("d/u.jsonl", phone("u"))
    let entries = ["e/u", "e/x.txt"].map { (name: $0, content: Array("[]".utf8)) }
    for archive in [Packing.zip(entries), Packing.tar(entries)] {
      try folder.write("z.zip", archive)
      let all = try read([folder.path])
      let contents = try read([folder.path], exclusions: patterns)
      let found = contents.excludedFiles.map { String($0.dropFirst(folder.path.utf8.count + 1)) }
      var expected = left
      if patterns == ["*.txt"] { expected.append("z.zip:e/x.txt") }
      #expect(found.sorted() == expected.sorted())
      let names = Set(contents.files.map(\.name))
      for file in all.files {
        let isLeftOut = contents.excludedFiles.contains { name in
          file.name == name || file.name.hasPrefix(name + "/") || file.name.hasPrefix(name + ":")
        }
        #expect(names.contains(file.name) != isLeftOut, "\(file.name)")
      }
    }
  }

  @Test func aDumpOfWhichAllIsLeftOutIsEmpty() throws {
    let folder = try Workdir()
    let file = try folder.write("a.jsonl", phone("a"))
    for dump in [file, folder.path] {
      let error = try #require(throws: DumpError.self) {
        try read([dump], exclusions: ["a.*"])
      }
      #expect(error == .empty(dump: dump))
    }
  }
}
