import DumpReading
import Testing

import class TestSupport.Workdir

/// The same records in every form, packed in every way, read with any cut and any threads.
@Suite struct FormTests {
  private func check(_ contents: DumpContents, _ what: String) {
    #expect(contents.described == SampleRecords.described, "\(what)")
    #expect(contents.skippedModels == ["data/Unknown": 1], "\(what)")
    #expect(contents.files.map(\.recordsRead).reduce(0, +) == 10, "\(what)")
    // A node, settings and a record of an unknown model do not count.
    #expect(contents.files.map(\.recordsCounted).reduce(0, +) == 7, "\(what)")
    #expect(contents.rejects == [], "\(what)")
    #expect(contents.modelCounts.values.reduce(0, +) == 9, "\(what)")
  }

  @Test(arguments: Packing.allCases) func everyFormInEveryPacking(_ packing: Packing) throws {
    for (name, text) in SampleRecords.forms {
      let bytes = packing.pack(Array(text.utf8))
      check(try read(bytes: bytes), "\(name), \(packing)")
      check(try read(bytes: bytes, chunk: 1), "\(name), \(packing), chunk 1")
      check(try read(bytes: bytes, chunk: 61, onError: .reject), "\(name), \(packing), chunk 61")
    }
  }

  @Test(arguments: SampleRecords.forms.indices) func anyCutAndAnyThreads(_ form: Int) throws {
    let (name, text) = SampleRecords.forms[form]
    let folder = try Workdir()
    let file = try folder.write("dump", text)
    for chunk in Array(1...40) + [64, 101, 128, 150, 199, 200, 1000] {
      let threads = 1 + chunk % 4
      let contents = try read([file], threads: threads, chunk: chunk)
      check(contents, "\(name), chunk \(chunk), \(threads) threads")
    }
  }

  @Test func totalsOfTheFormsAreComplete() throws {
    for (name, text) in SampleRecords.forms {
      #expect(try read(text).incompleteModels == [], "\(name)")
    }
  }

  @Test(arguments: ["[]", " [ ] ", "\u{FEFF}\n[]\n", "[] []"])
  func anEmptyArrayHasNoRecord(_ text: String) throws {
    for packing in Packing.allCases {
      let contents = try read(bytes: packing.pack(Array(text.utf8)))
      #expect(contents.described == [])
      #expect(contents.files.map(\.recordsRead) == [0])
    }
  }

  @Test func partsOfCompressedStreamsAreAllRead() throws {
    for packing in Packing.streams {
      let parts = SampleRecords.lines.map { packing.pack(Array(($0 + "\n").utf8)) }
      check(try read(bytes: Array(parts.joined())), "\(packing)")
      check(try read(bytes: Array(parts.joined()), chunk: 3), "\(packing), chunk 3")
      let first = packing.pack([]) + packing.pack(Array(SampleRecords.forms[0].text.utf8))
      check(try read(bytes: first), "\(packing), first part empty")
    }
  }

  @Test func skippableFramesAreSkipped() throws {
    let frame: [UInt8] = [0x53, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3]
    let text = Array(SampleRecords.forms[0].text.utf8)
    check(try read(bytes: frame + Packing.zstd.pack(text)), "zstd")
    check(try read(bytes: Packing.lz4.pack(text) + frame), "LZ4")
  }

  @Test func zipsHoldFilesOfAnyForm() throws {
    let lines = SampleRecords.lines.map { Array($0.utf8) }
    var entries = lines[..<8].enumerated().map { (name: "d/\($0).json", content: $1) }
    entries.append(("d/e/page", Array("[".utf8) + lines[8] + Array("]".utf8)))
    entries.append(("packed.gz", Packing.gzip.pack(lines[9])))
    entries.append((".hidden/x", Array("[]".utf8)))
    entries.append(("platform.json", Array("{}".utf8)))
    let contents = try read(bytes: Packing.zip(entries), threads: 3, chunk: 50)
    check(contents, "zip")
    #expect(contents.files.count == 11)
    #expect(contents.files[1].name.hasSuffix("/dump:d/1.json"))
    #expect(contents.platformFiles.map(\.bytes) == [Array("{}".utf8)])
    #expect(contents.skippedFiles == [])
    #expect(contents.files[10].name.hasSuffix("/dump:.hidden/x"))
  }

  @Test func zipsOfManyEntries() throws {
    let entries = (0..<500).map { (name: "\($0)", content: Array(phone("p\($0)").utf8)) }
    let contents = try read(bytes: Packing.zip(entries), threads: 4)
    #expect(contents.described.count == 500)
    #expect(Set(contents.described).count == 500)
  }
}
