import Testing

@testable import Report

/// Reports as spreadsheets save them, by hand.
@Suite struct SpreadsheetTextTests {
  private static let report = "#Provider Name=A, Inc\n#Note=x,\nCustomer PKID,Title\np,1\nq,2\n"

  @Test(arguments: [
    // A byte order mark alone, and with CRLF.
    "\u{FEFF}#Provider Name=A, Inc\n#Note=x\nCustomer PKID,Title\np,1\nq,2\n",
    "\u{FEFF}#Provider Name=A, Inc\r\n#Note=x\r\nCustomer PKID,Title\r\np,1\r\nq,2\r\n",
    // Padded lines, and a row of empty cells.
    "#Provider Name=A, Inc,\n#Note=x,\nCustomer PKID,Title,\np,1,\nq,2,\n,,\n",
    // Every line of metadata is quoted.
    "\"#Provider Name=A, Inc\"\n\"#Note=x\"\nCustomer PKID,Title\np,1\nq,2\n",
    "\"#Provider Name=A, Inc\",,\n\"#Note=x\",,\n\"Customer PKID\",\"Title\",\n\"p\",1,\nq,2,\n",
    // Other separators: the value with a comma was cut at it, or kept whole.
    "#Provider Name=A; Inc\n#Note=x;\nCustomer PKID;Title\np;1\nq;2\n",
    "#Provider Name=A, Inc;\r\n#Note=x;\r\nCustomer PKID;Title\r\np;1\r\nq;2",
    "#Provider Name=A\t Inc\n#Note=x\t\n\t\nCustomer PKID\tTitle\np\t1\nq\t2\n",
    // Empty lines between metadata and titles.
    "#Provider Name=A, Inc\n#Note=x\n\nCustomer PKID,Title\np,1\nq,2\n",
  ])
  func restoresWhatWasThere(_ saved: String) throws {
    let restored = try #require(SpreadsheetText.restored(Array(saved.utf8)))
    #expect(
      String(decoding: restored, as: UTF8.self)
        == "#Provider Name=A, Inc\n#Note=x\nCustomer PKID,Title\np,1\nq,2\n")
  }

  /// A value may end in a comma, and line ends alone change nothing.
  @Test(arguments: [
    report, report.replacing("\n", with: "\r\n"), "", "#a=b\n", "{\"a\": 1}",
    "#Provider Name=A\nCustomer PKID,\"T;i;t;l;e\"\np,1\n",
  ])
  func leavesOtherTextsAlone(_ text: String) {
    #expect(SpreadsheetText.restored(Array(text.utf8)) == nil)
  }

  /// Quotes, separators and line ends in names stay.
  @Test func namesStayWhole() throws {
    let saved = "\u{FEFF}#a=b;;\nProvider;Customer PKID;Title\n\"x;\"\"y\"\"\r\nz\";p;1\n"
    let restored = try #require(SpreadsheetText.restored(Array(saved.utf8)))
    #expect(
      String(decoding: restored, as: UTF8.self)
        == "#a=b\nProvider,Customer PKID,Title\n\"x;\"\"y\"\"\r\nz\",p,1\n")
  }

  /// "Unicode text" is UTF-16 with a byte order mark, TAB and CRLF.
  @Test(arguments: [true, false]) func unicodeTextIsRead(_ isLittle: Bool) throws {
    let saved = "\u{FEFF}#Provider Name=Ä, Inc\r\nCustomer PKID\tTitle\r\np\t😀\r\n"
    let bytes = saved.utf16.flatMap { unit -> [UInt8] in
      let (low, high) = (UInt8(unit & 0xFF), UInt8(unit >> 8))
      return isLittle ? [low, high] : [high, low]
    }
    let restored = try #require(SpreadsheetText.restored(bytes))
    #expect(
      String(decoding: restored, as: UTF8.self)
        == "#Provider Name=Ä, Inc\nCustomer PKID,Title\np,😀\n")
    // Half a unit, and half a character.
    #expect(SpreadsheetText.restored(Array(bytes.dropLast())) == nil)
    let half: [UInt8] = isLittle ? [0x00, 0xD8] : [0xD8, 0x00]
    #expect(SpreadsheetText.restored(bytes + half) == nil)
  }

  /// Text in another encoding, and a quote that is not closed, are refused where they are read.
  @Test func whatCannotBeReadIsNotGuessed() {
    #expect(
      SpreadsheetText.restored([0x23, 0x61, 0x3D, 0xFC, 0x3B, 0x0A] + Array("a;b\n".utf8)) == nil)
    #expect(SpreadsheetText.restored(Array("#a=b;\na;b\n\"c;1\n".utf8)) == nil)
  }
}
