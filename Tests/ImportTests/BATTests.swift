import TestSupport
import Testing

@testable import Import

/// BAT files: found by their titles, wherever the columns are.
@Suite struct BATTests {
  private static let phones = """
    Device Name,Description,Device Pool,Device Type,User ID 1,User ID  2,Owner User ID,\
    Directory Number 1
    SEP001122334455,Reception,DP-1,Cisco 8851,jdoe,asmith,,1001
    SEP001122334456,"Lab, left",DP-2,Analog Phone,,,JDOE,1002

    """
  private static let users = """
    USER ID,DEPARTMENT,CONTROLLED DEVICE 1,CONTROLLED DEVICE 2,CONTROLLED DEVICE 3,\
    CONTROLLED DEVICE 4,CONTROLLED DEVICE 5,CONTROLLED DEVICE 6,CONTROLLED DEVICE 7,\
    CONTROLLED DEVICE 8,HOME CLUSTER,MAIL ID
    jdoe,Sales,a,b,c,d,e,f,g,h,t,jdoe@a.example
    asmith,Sales,,,,,,,,,t,

    """

  /// User ID n is an association, and the owner may be empty.
  @Test func phonesAndAssociationsAreRead() throws {
    let exports = try Exports("cucm", ["x1.csv": Self.phones, "x2.csv": Self.users])
    let phones = try exports.records(.phone)
    #expect(phones.map(\.product) == ["Cisco 8851", "Analog Phone"])
    #expect(phones.map(\.second) == ["", "JDOE"])
    let users = try exports.records(.user).sorted { $0.key < $1.key }
    #expect(users.map(\.key) == ["asmith", "jdoe"])
    #expect(users[0].devices == ["SEP001122334455"])
    #expect(users[1].devices == ["a", "b", "c", "d", "e", "f", "g", "h", "SEP001122334455"])
    #expect(users[1].second == "jdoe@a.example")
  }

  @Test(arguments: [";", "\t"])
  func otherSeparatorsAreRead(_ separator: String) throws {
    let text = "Device Name,Device Type,Owner User ID\nSEP1,Cisco 8851,jdoe\n"
      .replacing(",", with: separator)
    #expect(try Exports("cucm", ["x.csv": text]).records(.phone).map(\.second) == ["jdoe"])
  }

  @Test func separatorMayBeDeclared() throws {
    let text = "sep=;\r\nDevice Name;Device Type, full;Device Type;Owner User ID\r\nSEP1;a;b;c\r\n"
    #expect(try Exports("cucm", ["x.csv": text]).records(.phone).map(\.product) == ["b"])
  }

  @Test func byteOrderMarksAreRead() throws {
    let text = "Device Name,Device Type,Owner User ID\nSEP1,Cisco 8851,мюллер\n"
    let exports = try Exports("cucm", ["x.csv": "\u{FEFF}" + text])
    #expect(try exports.records(.phone).map(\.second) == ["мюллер"])
    var little: [UInt8] = [0xFF, 0xFE]
    var big: [UInt8] = [0xFE, 0xFF]
    for unit in text.utf16 {
      little += [UInt8(truncatingIfNeeded: unit), UInt8(unit >> 8)]
      big += [UInt8(unit >> 8), UInt8(truncatingIfNeeded: unit)]
    }
    for bytes in [little, big] {
      try exports.write("x.csv", bytes)
      #expect(try exports.records(.phone).map(\.second) == ["мюллер"])
    }
  }

  /// Another encoding is never guessed.
  @Test func otherEncodingsMustBeNamed() throws {
    let head = Array("Device Name,Device Type,Owner User ID\nSEP1,Cisco 8851,m".utf8)
    var exports = try Exports("cucm", ["x.csv": ""])
    try exports.write("x.csv", head + [0xFC, 0x0A])
    #expect(try exports.failure().contains("2: not UTF-8"))
    exports.options.encoding = .windows1252
    #expect(try exports.records(.phone).map(\.second) == ["mü"])
    exports.options.encoding = .windows1251
    #expect(try exports.records(.phone).map(\.second) == ["mь"])
    exports.options.encoding = .windows1252
    try exports.write("x.csv", head + [0x81, 0x0A])
    #expect(try exports.failure().contains("0x81 has no meaning in windows-1252"))
  }

  @Test func gluedHeadersAreRefused() throws {
    let text = "Device Name,Owner User ID,Device TypeSEP001122334455,jdoe,Cisco 8851\n"
    #expect(try Exports("cucm", ["x.csv": text]).failure().contains("line end after the titles"))
  }

  @Test func filesForUpdatesAreRefused() throws {
    let text = "MAC ADDRESS,OWNER USER ID,DIRECTORY NUMBER  1\n001122334455,#,1001\n"
    #expect(try Exports("cucm", ["x.csv": text]).failure().contains("no 'Device Type'"))
  }

  /// `Export.tar` of CUCM, whatever it is called.
  @Test func archivesAreNamed() throws {
    let exports = try Exports("cucm", ["x": ""])
    var tar = Array("header.txt".utf8) + [UInt8](repeating: 0, count: 247)
    tar += Array("ustar\u{0}00".utf8) + [UInt8](repeating: 0, count: 248)
    try exports.write("x", tar)
    #expect(try exports.failure() == "a tar archive; unpack it first")
    try exports.write("x", [0x1F, 0x8B, 8, 0, 0, 0])
    #expect(try exports.failure() == "gzip data; unpack it first")
    try exports.write("x", [])
    #expect(try exports.failure() == "an empty file")
  }

  @Test func rowsThatDoNotFitAreRefused() throws {
    let head = "Device Name,Device Type,Owner User ID\n"
    #expect(try Exports("cucm", ["x.csv": head + "SEP1,a\n"]).failure().contains("2: a row of 2"))
    #expect(try Exports("cucm", ["x.csv": head + "S,a,b,c\n"]).failure().contains("2: a row of 4"))
    #expect(try Exports("cucm", ["x.csv": head + "S,a,b,\n"]).keys(.phone) == ["S"])
    #expect(try Exports("cucm", ["x.csv": head + "S,a,\"b\n"]).failure().contains("last quote"))
    #expect(
      try Exports("cucm", ["x.csv": head + "S,a\"c,b\n"]).failure().contains("a quote within"))
  }
}
