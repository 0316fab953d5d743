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

  @Test func filesThatAreCutAreRefused() throws {
    let whole = AXLTests.phones
    for length in [1, 40, 200, whole.utf8.count - 3] {
      let cut = String(decoding: Array(whole.utf8).prefix(length), as: UTF8.self)
      #expect(try failure(cut) != "none", "\(length) bytes")
    }
  }

  @Test func encodingsThatAreNotKnownAreRefused() throws {
    let text = AXLTests.phones.replacing("UTF-8", with: "EBCDIC-XYZ")
    #expect(try failure(text).contains("unknown encoding"))
  }

  /// An encoding that expat knows is read as it is declared.
  @Test func declaredLatinIsRead() throws {
    let text = AXLTests.envelope(
      "listPhoneResponse", "<phone><name>M\u{FC}nchen</name><class>Phone</class></phone>"
    ).replacing("UTF-8", with: "ISO-8859-1")
    let exports = try Exports("cucm", ["y": ""])
    try exports.write("x.xml", text.unicodeScalars.map { UInt8($0.value) })
    #expect(try exports.keys(.phone) == ["München"])
  }
}
