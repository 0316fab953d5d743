import Testing

@testable import DumpReading

/// The entries of a tar, where they stand, and how a tar ends that is not whole.
@Suite struct TarWalkTests {
  private func walk(_ bytes: [UInt8]) -> TarWalk {
    TarWalk(PrefixedSource(prefix: bytes, rest: nil))
  }

  private static func name(of kind: RefusedFile.Kind) -> String {
    switch kind {
    case .hardLink: "hardLink"
    case .symbolicLink: "symbolicLink"
    case .characterDevice: "characterDevice"
    case .blockDevice: "blockDevice"
    case .pipe: "pipe"
    case .sparse: "sparse"
    default: "another kind"
    }
  }

  /// The entries, and after them the failure that ended the walk.
  private func listing(_ bytes: [UInt8]) -> [String] {
    let walk = walk(bytes)
    var lines: [String] = []
    do throws(ReadFailure) {
      while let entry = try walk.nextEntry() {
        let kind = entry.special.map { " \(Self.name(of: $0))" } ?? ""
        lines.append("\(String(decoding: entry.name, as: UTF8.self)) \(entry.range)\(kind)")
      }
    } catch {
      switch error {
      case .damaged(let byte, _): lines.append("damaged at \(byte)")
      case .cutOff(let byte, _): lines.append("cut off at \(byte)")
      case .unreadable: lines.append("unreadable")
      default: lines.append("\(error)")
      }
    }
    return lines
  }

  /// Content is padded to whole blocks, and the content of an entry may be read or not.
  @Test(arguments: [0, 1, 511, 512, 513, 1024, 1025], [0, 1, 512, 2000])
  func contentIsPadded(_ byteCount: Int, _ takenCount: Int) throws {
    let content = (0..<byteCount).map { UInt8(truncatingIfNeeded: 1 + $0 % 255) }
    let walk = walk(
      TarBlocks.entry("a", content) + TarBlocks.entry("b", [7]) + TarBlocks.end)
    let first = try #require(try walk.nextEntry())
    #expect(first.range == 512..<(512 + byteCount))
    let taken = try TarEntrySource(first, of: walk).take(takenCount)
    #expect(taken == Array(content.prefix(takenCount)))
    let second = try #require(try walk.nextEntry())
    let start = 1024 + (byteCount + 511) / 512 * 512
    #expect(second.range == start..<(start + 1))
    #expect(try TarEntrySource(second, of: walk).take(100) == [7])
    #expect(try walk.nextEntry() == nil)
  }

  @Test func severalTarsAreOne() {
    let one = TarBlocks.entry("a", [1]) + TarBlocks.end
    let two = TarBlocks.entry("b", [2]) + TarBlocks.end + TarBlocks.end
    #expect(listing(one + two) == ["a 512..<513", "b 2560..<2561"])
    #expect(listing(TarBlocks.end) == [])
  }

  /// Each way to end too early, and the byte at which it is noticed.
  @Test func cutTarsAreRefused() {
    let entry = TarBlocks.entry("a", [UInt8](repeating: 1, count: 600))
    #expect(listing([]) == ["cut off at 0"])
    #expect(listing(Array(entry.prefix(511))) == ["cut off at 511"])
    for byteCount in [512, 612, 1112, 1535] {
      let lines = listing(Array(entry.prefix(byteCount)))
      #expect(lines == ["a 512..<1112", "cut off at \(byteCount)"])
    }
    for zeroCount in [0, 1, 512, 513, 1023] {
      let lines = listing(entry + [UInt8](repeating: 0, count: zeroCount))
      #expect(lines == ["a 512..<1112", "cut off at \(1536 + zeroCount)"])
    }
    #expect(listing(entry + TarBlocks.end) == ["a 512..<1112"])
  }

  @Test func damagedTarsAreRefused() {
    let entry = TarBlocks.entry("a", [])
    let zeros = [UInt8](repeating: 0, count: 512)
    #expect(listing(entry + zeros + entry) == ["a 512..<512", "damaged at 1536"])
    var changed = entry
    changed[0] ^= 1
    #expect(listing(changed + TarBlocks.end) == ["damaged at 512"])
    let sizeless = TarBlocks.header("a", size: Array("xyz".utf8))
    #expect(listing(sizeless + TarBlocks.end) == ["damaged at 512"])
  }

  /// The first bit of a size makes it binary, as GNU writes what octal digits cannot say.
  @Test func binarySizesAreRead() {
    let size: [UInt8] = [0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2]
    let content = [UInt8](repeating: 1, count: 512)
    let tar = TarBlocks.header("a", size: size) + content + TarBlocks.end
    #expect(listing(tar) == ["a 512..<770"])
    let large = TarBlocks.header("a", size: [0x80] + [UInt8](repeating: 0x7F, count: 11))
    #expect(listing(large) == ["damaged at 512"])
  }

  @Test func prefixesAreFolders() {
    let tar = TarBlocks.entry("a", [], prefix: "x/y") + TarBlocks.end
    #expect(listing(tar) == ["x/y/a 512..<512"])
  }

  /// Each kind of entry; only a link or a device has no content, whatever its header says.
  @Test(
    arguments: [
      ("0", "a 512..<513"), ("7", "a 512..<513"), ("1", "a 512..<512 hardLink"),
      ("2", "a 512..<512 symbolicLink"), ("3", "a 512..<512 characterDevice"),
      ("4", "a 512..<512 blockDevice"), ("6", "a 512..<512 pipe"),
    ] as [(Character, String)])
  func kindsAreKnown(_ type: Character, _ line: String) {
    let hasContent = !"12346".contains(type)
    let entry = TarBlocks.header("a", size: TarBlocks.octal(1, 11), type: type)
    let content = [1] + [UInt8](repeating: 0, count: 511)
    #expect(listing(entry + (hasContent ? content : []) + TarBlocks.end) == [line])
  }

  @Test func foldersAndDescriptionsArePassedOver() {
    let file = TarBlocks.entry("f", [1])
    for type in ["5", "D", "g", "K", "V"] as [Character] {
      let tar = TarBlocks.entry("a", Array("12 x=y\n".utf8), type: type) + file + TarBlocks.end
      #expect(listing(tar) == ["f 1536..<1537"], "\(type)")
    }
    let old = TarBlocks.header("a/", size: TarBlocks.octal(0, 11), type: "\0")
    #expect(listing(old + file + TarBlocks.end) == ["f 1024..<1025"])
    #expect(listing(TarBlocks.entry("a", [], type: "S") + TarBlocks.end) == ["unreadable"])
  }
}

extension TarWalkTests {
  /// A long name is that of the next entry only.
  @Test func longNamesAreTheNextEntrys() {
    let name = String(repeating: "n", count: 600)
    let described = TarBlocks.entry("@LongLink", Array(name.utf8) + [0], type: "L")
    let tar = described + TarBlocks.entry("cut", [1]) + TarBlocks.entry("b", [2]) + TarBlocks.end
    #expect(listing(tar) == ["\(name) 2048..<2049", "b 3072..<3073"])
  }

  @Test func namesAndSizesOfPaxCount() {
    let next = TarBlocks.entry("b", [2]) + TarBlocks.end
    let named = TarBlocks.pax("12 path=a b\n") + TarBlocks.entry("cut", [1])
    #expect(listing(named + next) == ["a b 1536..<1537", "b 2560..<2561"])
    let content = [UInt8](repeating: 1, count: 1024)
    let sized =
      TarBlocks.pax("12 size=600\n") + TarBlocks.header("a", size: TarBlocks.octal(0, 11))
      + content
    #expect(listing(sized + next) == ["a 1536..<2136", "b 3072..<3073"])
    let sparse = TarBlocks.pax("22 GNU.sparse.major=1\n") + TarBlocks.entry("a", [1])
    #expect(listing(sparse + next) == ["a 1536..<1537 sparse", "b 2560..<2561"])
  }

  /// Lengths that are too small or too large, a record without `=`, sizes that are not numbers.
  @Test(arguments: [
    "2 path=a\n", "99 path=a\n", "x path=a\n", "7 path\n", "-9 path=a\n", "10 size=x\n",
    "11 size=-1\n", "29 size=99999999999999999999\n",
  ])
  func brokenPaxIsDamage(_ records: String) {
    let tar = TarBlocks.pax(records) + TarBlocks.entry("a", []) + TarBlocks.end
    #expect(listing(tar) == ["damaged at \(512 + records.utf8.count)"])
  }

  @Test func descriptionsAreBounded() {
    let size = TarBlocks.octal(1 << 20 + 1, 11)
    #expect(listing(TarBlocks.header("n", size: size, type: "L")) == ["damaged at 512"])
    let cut = TarBlocks.header("n", size: TarBlocks.octal(600, 11), type: "L") + [1, 2, 3]
    #expect(listing(cut) == ["cut off at 515"])
  }
}
