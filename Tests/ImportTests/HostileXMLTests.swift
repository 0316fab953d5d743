import TestSupport
import Testing

@testable import Import

/// XML that was made to hurt, or that was damaged: refused, and named.
@Suite struct HostileXMLTests {
  private func failure(_ text: String) throws -> String {
    try Exports("cucm", ["x.xml": text]).failure()
  }

  @Test func documentTypesAreRefused() throws {
    let bomb = """
      <?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;">]>
      <Envelope><Body><listPhoneResponse><return><phone><name>&c;</name></phone></return>\
      </listPhoneResponse></Body></Envelope>
      """
    #expect(try failure(bomb).contains("document type declaration"))
    let external = bomb.replacing(
      "<!ENTITY b \"ha\">", with: "<!ENTITY b SYSTEM \"file:///etc/passwd\">")
    #expect(try failure(external).contains("document type declaration"))
  }

  @Test func unknownEntitiesAreRefused() throws {
    let text = AXLTests.envelope("listPhoneResponse", "<phone><name>&nbsp;</name></phone>")
    #expect(try failure(text).contains("undefined entity"))
  }

  @Test func depthIsLimited() throws {
    let text = String(repeating: "<a>", count: 65) + String(repeating: "</a>", count: 65)
    #expect(try failure(text).contains("nested deeper than 64"))
    let allowed = AXLTests.envelope(
      "listPhoneResponse",
      String(repeating: "<a>", count: 60) + String(repeating: "</a>", count: 60))
    #expect(try failure(allowed) == "none")
  }

  @Test func tagsAreLimited() throws {
    let text = "<a b=\"" + String(repeating: "x", count: 4 << 20) + "\"/>"
    #expect(try failure(text).contains("longer than 1 MiB"))
  }

  /// A file of up to 8 MiB is parsed at once, a larger one in pieces: the limits are the same.
  @Test(arguments: [0, 10]) func everyTokenIsLimited(_ otherMiB: Int) throws {
    let other = String(repeating: "<!--\(String(repeating: "-\n", count: 1 << 18)) -->", count: 2)
    let filler = String(repeating: other, count: otherMiB)
    for (byteCount, isSound) in [(1_048_000, true), (1_049_000, false), (2_000_000, false)] {
      let long = String(repeating: "x", count: byteCount)
      let blanks = String(repeating: " ", count: byteCount)
      for token in [
        "<!--\(long)-->", "<?x \(long)?>", "<a b=\"\(long)\"/>", "<a\(blanks)/>",
        "<a></a\(blanks)>",
      ] {
        let text = AXLTests.phones.replacing("<phone uuid", with: "\(filler)\(token)<phone uuid")
        let exports = try Exports("cucm", ["x1": text, "x2": AXLTests.user])
        let failure = try exports.failure()
        #expect(isSound == (failure == "none"), "\(token.prefix(9)), \(byteCount) bytes")
        #expect(isSound || failure.contains("longer than 1 MiB"), "\(failure.prefix(200))")
      }
    }
  }

  @Test func filesThatAreCutAreRefused() throws {
    let whole = AXLTests.phones
    for length in [1, 40, 200, whole.utf8.count - 3] {
      let cut = String(decoding: Array(whole.utf8).prefix(length), as: UTF8.self)
      #expect(try failure(cut) != "none", "\(length) bytes")
    }
  }

  /// Whatever the place of a cut, the file is refused; only blanks at its end may go.
  @Test func filesCutAnywhereAreRefused() throws {
    let whole = Array(AXLTests.user.utf8)
    for length in stride(from: 1, to: whole.count, by: 7) {
      let exports = try Exports("cucm", ["y": ""])
      try exports.write("x.xml", Array(whole[..<length]))
      #expect(try exports.failure() != "none", "\(length) bytes")
    }
  }

  /// The limit of a tag holds for its attributes, however many there are.
  @Test func attributesAreLimited() throws {
    let many = (0..<200_000).map { " a\($0)=\"\"" }.joined()
    #expect(try failure("<a\(many)/>").contains("longer than 1 MiB"))
    let some = (0..<20_000).map { " a\($0)=\"\"" }.joined()
    let phone = AXLTests.phones.replacing("<phone uuid", with: "<phone\(some) uuid")
    #expect(try Exports("cucm", ["x1": phone, "x2": AXLTests.user]).failure() == "none")
    let doubled = AXLTests.phones.replacing("<phone uuid", with: "<phone uuid=\"\" uuid")
    #expect(try failure(doubled).contains("duplicate attribute"))
  }

  /// A record may have 16 MiB of text that is wanted, and any number of bytes that are not.
  @Test func textIsLimited() throws {
    let long = String(repeating: "x", count: 17 << 20)
    let wanted = AXLTests.envelope("listPhoneResponse", "<phone><name>\(long)</name></phone>")
    #expect(try failure(wanted).contains("more than 16 MiB"))
    let phone = "<phone><name>S</name><class>Phone</class><model>m</model><ownerUserName/></phone>"
    let other = AXLTests.envelope("listPhoneResponse", "<vendor>\(long)</vendor>\(phone)")
    #expect(try failure(other) == "none")
    // A comment is one token, and as long as a tag may be.
    let comment = AXLTests.envelope("listPhoneResponse", "<!--\(long)-->\(phone)")
    #expect(try failure(comment).contains("longer than 1 MiB"))
  }

  /// Characters that XML does not have, and text that is not of its encoding.
  @Test func brokenTextIsRefused() throws {
    for reference in ["&#0;", "&#xFFFF;", "&#x110000;", "&#xD800;"] {
      #expect(try failure(AXLTests.phones.replacing("SEP", with: reference)) != "none")
    }
    let exports = try Exports("cucm", ["y": ""])
    let bytes = Array(AXLTests.phones.utf8)
    let at = try #require(bytes.firstRange(of: Array("SEP".utf8))).lowerBound
    for broken in [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0x00]] as [[UInt8]] {
      var text = bytes
      text.insert(contentsOf: broken, at: at)
      try exports.write("x.xml", text)
      #expect(try exports.failure().contains("not well-formed"), "\(broken)")
    }
  }

  /// XML in UTF-16 may have a BOM; one that says another encoding than it has is refused.
  @Test func utf16IsReadAsItIs() throws {
    let exports = try Exports("cucm", ["y": AXLTests.user])
    let text = AXLTests.phones.replacing("UTF-8", with: "UTF-16")
    let little = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    for bytes in [[0xFF, 0xFE] + little, [0xFE, 0xFF] + big] {
      try exports.write("x.xml", bytes)
      #expect(try exports.keys(.phone) == ["CTI & 1", "SEP001122334455"])
    }
    try exports.write("x.xml", Array(text.utf8))
    #expect(try exports.failure().contains("encoding"))
    // Without a BOM the first character shows it.
    try exports.write("x.xml", little)
    #expect(try exports.keys(.phone).count == 2)
  }

  /// Two documents in one file, or text after the end.
  @Test func oneReplyIsAFile() throws {
    #expect(try failure(AXLTests.phones + AXLTests.phones).contains("not well-formed"))
    #expect(try failure(AXLTests.phones + "<a/>").contains("keep one reply in each file"))
  }

  @Test func encodingsThatAreNotKnownAreRefused() throws {
    let text = AXLTests.phones.replacing("UTF-8", with: "EBCDIC-XYZ")
    #expect(try failure(text).contains("unknown encoding"))
  }

  /// An encoding that expat knows is read as it is declared.
  @Test func declaredLatinIsRead() throws {
    let text = AXLTests.envelope(
      "listPhoneResponse",
      "<phone><name>M\u{FC}nchen</name><class>Phone</class><model>m</model><ownerUserName/></phone>"
    ).replacing("UTF-8", with: "ISO-8859-1")
    let exports = try Exports("cucm", ["y": ""])
    try exports.write("x.xml", text.unicodeScalars.map { UInt8($0.value) })
    #expect(try exports.keys(.phone) == ["München"])
  }
}
