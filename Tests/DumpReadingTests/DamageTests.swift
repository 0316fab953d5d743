import DumpReading
import Testing

/// Compressed content that is cut off or damaged is never read in part.
@Suite struct DamageTests {
  private let text: [UInt8] = Array(
    (0..<40).map { phone("SEP\($0 * 7919 % 1000)") + "\n" }.joined().utf8)

  @Test(arguments: Packing.streams) func everyTruncationIsSeen(_ packing: Packing) throws {
    let packed = packing.pack(text)
    #expect(try read(bytes: packed).described.count == 40)
    for length in 4..<packed.count {
      for onError: DumpReader.OnError in [.fail, .reject] {
        #expect(throws: DumpError.self, "\(packing) cut to \(length) of \(packed.count) bytes") {
          try read(bytes: Array(packed[..<length]), onError: onError)
        }
      }
    }
  }

  /// After the header, a stream that ends too early is told from one that is damaged.
  @Test(arguments: Packing.streams) func truncationIsCalledSo(_ packing: Packing) throws {
    let packed = packing.pack(text)
    for length in [packed.count / 2, packed.count - 1] {
      let error = try #require(throws: DumpError.self) {
        try read(bytes: Array(packed[..<length]))
      }
      guard case .cutOff(_, _, _, let reason) = error else {
        Issue.record("\(packing) cut to \(length) of \(packed.count) bytes: \(error)")
        continue
      }
      #expect(reason.contains("ends too early"))
    }
  }

  @Test(arguments: Packing.streams) func everyTruncationOfASecondPartIsSeen(
    _ packing: Packing
  ) throws {
    let first = packing.pack(Array((phone("a") + "\n").utf8))
    let second = packing.pack(text)
    for length in 1..<second.count {
      #expect(throws: DumpError.self, "\(packing) cut to \(length) of \(second.count) bytes") {
        try read(bytes: first + second[..<length])
      }
    }
  }

  @Test(arguments: Packing.streams) func whatStandsBehindIsRefused(_ packing: Packing) throws {
    let packed = packing.pack(text)
    let zeros = [UInt8](repeating: 0, count: 100_000)
    for rest: [UInt8] in [[0], [10], Array(phone("x").utf8), zeros, zeros + [1]] {
      // Padding, as `gzip -d` takes it.
      if packing == .gzip, rest.allSatisfy({ $0 == 0 }) {
        #expect(try read(bytes: packed + rest).described.count == 40)
        continue
      }
      // As `xz -d` takes it.
      if packing == .xz, rest == zeros { continue }
      #expect(throws: DumpError.self, "\(packing), \(rest.count) bytes") {
        try read(bytes: packed + rest)
      }
    }
  }

  @Test func everyTruncationOfAZipIsSeen() throws {
    let packed = Packing.zip([("a", text), ("b", Array(phone("b").utf8))])
    #expect(try read(bytes: packed).described.count == 41)
    for length in 4..<packed.count {
      #expect(throws: DumpError.self, "cut to \(length) of \(packed.count) bytes") {
        try read(bytes: Array(packed[..<length]))
      }
    }
  }

  @Test func zipChecksumsAreChecked() throws {
    let entry = Array(phone("SEPARATE").utf8)
    let packed = Packing.zip([("a", entry)])
    var seen = 0
    for index in 40..<packed.count {
      var damaged = packed
      damaged[index] ^= 0x20
      guard let contents = try? read(bytes: damaged) else { continue }
      // Names, times and the like may change; content may not.
      seen += 1
      #expect(
        contents.described == ["phone sys.p cisco 8841/phone separate|"],
        "byte \(index) of \(packed.count): \(packed[index]) \(packed.suffix(80))")
    }
    #expect(seen < packed.count - 40)
  }

  @Test func gzipChecksumsAreChecked() throws {
    let packed = Packing.gzip.pack(text)
    for index in packed.count - 8..<packed.count {
      var damaged = packed
      damaged[index] ^= 0x20
      #expect(throws: DumpError.self, "byte \(index) of the trailer") { try read(bytes: damaged) }
    }
  }

  @Test func damageNamesItsPlace() throws {
    let packed = Packing.gzip.pack(text)
    let refused = try refusal(of: Array(packed[..<(packed.count - 3)]), chunk: 10)
    #expect(refused.reason.contains("gzip"))
    #expect(refused.byte > 0)
    #expect(refused.line > 1)
  }
}
