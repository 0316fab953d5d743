import CensusModel
import Testing

/// How texts are made comparable (AuditRules.md §2, rules 1 and 6), and what a PKID is (§1).
@Suite struct TextTests {
  /// A–Z as a–z and U+0020 at the ends stripped, nothing else.
  @Test(arguments: [
    ("", ""), ("   ", ""), (" Ab ", "ab"), ("a  b", "a  b"), ("\tA", "\ta"), ("MÜLLER", "mÜller"),
    ("\u{A0}x", "\u{A0}x"), ("Z@[`{", "z@[`{"), ("0E\u{301}", "0e\u{301}"),
  ])
  func foldsKeys(_ text: String, _ folded: String) {
    #expect(Array(Folding.key(text).utf8) == Array(folded.utf8))
    #expect(Folding.key(Array(text.utf8)[...]) == Array(folded.utf8))
  }

  /// As keys, and runs of blanks as one.
  @Test(arguments: [
    ("", ""), ("  Cisco   8841 ", "cisco 8841"), ("a\t b", "a\t b"), (" ", ""), ("A B", "a b"),
  ])
  func foldsProducts(_ text: String, _ folded: String) {
    #expect(Folding.product(text) == folded)
  }

  @Test(arguments: [
    ("5e54067d116fa10046313224", true), ("5E54067D116FA10046313224", true),
    ("5e54067d116fa1004631322", false), ("5e54067d116fa100463132240", false),
    ("5e54067d116fa1004631322g", false), ("", false), ("５e54067d116fa100463132", false),
  ])
  func knowsPKIDs(_ text: String, _ isPKID: Bool) { #expect(text.isPKID == isPKID) }

  /// `String` takes the two spellings of é for the same; keys must not.
  @Test func comparesBytes() {
    let (one, two) = ("\u{E9}", "e\u{301}")
    #expect(one == two)
    #expect(!one.isExactly(two))
    #expect(ExactText(one) != ExactText(two))
    #expect(Set([ExactText(one), ExactText(two)]).count == 2)
    #expect(DeviceType.product(one) != .product(two))
    #expect(Provider(pkid: one, name: "") != Provider(pkid: two, name: ""))
    #expect(two.precedesExactly(one))
    #expect(!one.precedesExactly(one))
    // In UTF-16 the order would be the other way round.
    #expect("\u{FF5A}".precedesExactly("\u{1F600}"))
  }

  @Test func writesHexadecimal() {
    #expect([0, 9, 0xAB, 0xFF].hexadecimal == "0009abff")
    #expect([UInt8]().hexadecimal == "")
  }

  @Test(arguments: [0x00, 0x1F, 0x7F, 0x80, 0x9F] as [UInt32])
  func knowsControlCharacters(_ value: UInt32) throws {
    #expect(try #require(Unicode.Scalar(value)).isControl)
  }

  @Test(arguments: [0x20, 0x7E, 0xA0, 0x2028] as [UInt32])
  func knowsOtherCharacters(_ value: UInt32) throws {
    #expect(try !#require(Unicode.Scalar(value)).isControl)
  }
}
