import DumpReading
import Testing

/// Text in UTF-16 is read as the same text in UTF-8.
@Suite struct UTF16Tests {
  private func encode(_ text: String, bigEndian: Bool) -> [UInt8] {
    ("\u{FEFF}" + text).utf16.flatMap { unit in
      let bytes = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
      return bigEndian ? bytes.reversed() : bytes
    }
  }

  @Test func formsOfBothByteOrders() throws {
    for (name, text) in SampleRecords.forms {
      for isBigEndian in [false, true] {
        let bytes = encode(text, bigEndian: isBigEndian)
        for packing: Packing in [.plain, .gzip, .zip] {
          let contents = try read(bytes: packing.pack(bytes), threads: 2, chunk: 77)
          #expect(contents.described == SampleRecords.described, "\(name), \(packing)")
        }
      }
    }
  }

  /// Lines, and bytes of the text in UTF-8.
  @Test func positions() throws {
    let bad = record("device/cuc/User", #""Alias":7"#)
    let text = phone("é😀") + "\r\n" + bad
    let refused = try refusal(of: encode(text, bigEndian: false))
    #expect(refused.line == 2)
    #expect(refused.byte == 3 + text.utf8.count - 3)
  }

  @Test func loneSurrogatesAreBadText() throws {
    for unit: UInt16 in [0xD800, 0xDBFF, 0xDC00, 0xDFFF] {
      let parts = phone("x!y").split(separator: "!").map(String.init)
      let bytes =
        encode(parts[0], bigEndian: false) + [UInt8(unit & 0xFF), UInt8(unit >> 8)]
        + encode(parts[1] + "\n" + phone("b"), bigEndian: false).dropFirst(2)
      let contents = try read(bytes: bytes, onError: .reject)
      #expect(contents.rejects.map(\.line) == [1])
      #expect(contents.described.count == 1)
    }
  }

  @Test func anOddByteIsACutOffText() throws {
    let refused = try refusal(of: encode(phone("a"), bigEndian: true) + [0])
    #expect(refused.reason.contains("ends inside a character"))
  }
}
