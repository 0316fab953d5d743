import TestSupport
import Testing

@testable import Import

/// Answers to `run sql` in the log of a session.
@Suite struct SQLTextTests {
  private static let devices = """
    Command Line Interface is starting up, please wait ...\r
    \r
       Welcome to the Platform Command Line Interface\r
    \r
    admin:run sql select name, tkmodel, tkclass, fkenduser from device\r
    name            tkmodel tkclass fkenduser                            \r
    =============== ======= ======= ==================================== \r
    SEP001122334455 684     1       0a11b2c3-0000-0000-0000-000000000001 \r
    AN0011223344    30027   1       NULL                                 \r
    EM-jdoe         684     254     NULL\r
    RDP-jdoe        134     20      0a11b2c3-0000-0000-0000-000000000001\r
    \r
    admin:run sql select pkid, userid, mailid from enduser\r
    pkid                                 userid   mailid         \r
    ==================================== ======== ============== \r
    0a11b2c3-0000-0000-0000-000000000001 jürgen.я j@a.example    \r
    --More--\r          \r0a11b2c3-0000-0000-0000-000000000002 asmith   NULL           \r
    \r
    admin:run sql select count(*) from enduser\r
    (count(*)) \r
    ========== \r
    2          \r
    \r
    admin:run sql select userid, name from enduserdevicemap\r
    userid   name            \r
    ======== =============== \r
    asmith   SEP001122334455 \r
    jürgen.я EM-jdoe         \r
    \r
    admin:\r

    """

  @Test func sessionIsRead() throws {
    let exports = try Exports("cucm", ["x.txt": Self.devices])
    let phones = try exports.records(.phone)
    #expect(phones.map(\.key) == ["SEP001122334455", "AN0011223344"])
    #expect(phones.map(\.second) == ["jürgen.я", ""])
    #expect(phones.map(\.deviceModel) == ["Cisco 8851", "Analog Phone"])
    #expect(phones.map(\.deviceClass) == ["Phone", "Phone"])
    #expect(try exports.keys(.deviceProfile) == ["EM-jdoe"])
    #expect(try exports.records(.remoteDestinationProfile).map(\.second) == ["jürgen.я"])
    let users = try exports.records(.user)
    #expect(users.map(\.key) == ["jürgen.я", "asmith"])
    #expect(users.map(\.devices) == [[], ["SEP001122334455"]])
    #expect(users.map(\.profiles) == [["EM-jdoe"], []])
  }

  /// A count that no table has means that rows are missing.
  @Test func countsAreCompared() throws {
    let text = Self.devices.replacing("2          ", with: "300        ")
    #expect(try Exports("cucm", ["x.txt": text]).failure().contains("a count of 300 rows"))
  }

  @Test func countsWithNamesAreOfTheirRows() throws {
    let text = Self.devices.replacing("(count(*)) \r\n==========", with: "users\r\n=====")
    #expect(try Exports("cucm", ["x.txt": text]).failure() == "none")
    let short = text.replacing("2          ", with: "3          ")
    #expect(try Exports("cucm", ["x.txt": short]).failure() == "s: 2 of 3 users")
  }

  @Test func failedStatementsAreRefused() throws {
    let text =
      Self.devices + "admin:run sql select tkstatus from device\n"
      + "Column (tkstatus) not found in any table in the query (or SLV is undefined).\n"
    #expect(try Exports("cucm", ["x.txt": text]).failure().contains("the statement failed"))
  }

  @Test func widthsAreThoseOfEachTable() throws {
    let text = """
      name  model tkclass owner
      ===== ===== ======= =====
      SEP-1 Cisco 1       jdoe
      SEP2        1       NULL

      name      model        owner tkclass
      ========= ============ ===== =======
      SEP-LONG1 Analog Phone a     1
      """
    let phones = try Exports("cucm", ["x.txt": text]).records(.phone)
    #expect(phones.map(\.key) == ["SEP-1", "SEP2", "SEP-LONG1"])
    #expect(phones.map(\.deviceModel) == ["Cisco", "", "Analog Phone"])
    #expect(phones.map(\.second) == ["jdoe", "", "a"])
  }

  @Test func rowsThatDoNotFitAreRefused() throws {
    let text = "name model owner\n==== ===== =====\nSEP12 Cisco jdoe\n"
    #expect(try Exports("cucm", ["x.txt": text]).failure().contains("3: a row that does not fit"))
  }

  /// A copy from a web page has lost its line ends.
  @Test func flattenedTablesAreRefused() throws {
    let text = "admin:run sql select name from device name ===== SEP1 SEP2\nadmin:\n"
    #expect(try Exports("cucm", ["x.txt": text]).failure().contains("no table with a line of '='"))
  }

  /// An owner under another name must not be lost.
  @Test func unknownColumnsAreRefused() throws {
    let text = "name model holder\n==== ===== ======\nSEP1 Cisco jdoe\n"
    #expect(try Exports("cucm", ["x.txt": text]).failure().contains("1: no known query"))
  }

  @Test func emptyTablesAreRead() throws {
    let text = "admin:run sql select name, model from device\nname model\n==== =====\n\nadmin:\n"
    #expect(try Exports("cucm", ["x.txt": text]).keys(.phone).isEmpty)
    let none = "admin:run sql select name, model from device\nNo records found\nadmin:\n"
    #expect(try Exports("cucm", ["x.txt": none]).keys(.phone).isEmpty)
  }

  /// A statement as long as the window wraps; other answers have no table.
  @Test func otherLinesOfSessionsArePassedOver() throws {
    let text = """
      admin:show version active
      Active Master Version: 14.0.1.10000-20
      admin:run sql update device set description = 'x' where name = 'SEP1'
      Rows: 1
      admin:run sql select skip 0 first 5000 d.name, d.tkmodel, d.tkclass, u.userid as owner from
       device d left outer join enduser u on u.pkid = d.fkenduser order by d.pkid

      name tkmodel tkclass owner
      ==== ======= ======= =====
      SEP1 684     1       jdoe

      """
    #expect(try Exports("cucm", ["x.txt": text]).keys(.phone) == ["SEP1"])
  }

  /// Widths are in characters: a wide letter, a joined pair and an emoji are one or two each.
  @Test func widthsAreInCharacters() throws {
    let text = """
      name     tkmodel tkclass owner
      ======== ======= ======= =======
      名古屋🏢     684     1       e\u{301}va
      SEP00001 684     1       мюллер

      """
    let phones = try Exports("cucm", ["x.txt": text]).records(.phone)
    #expect(phones.map(\.key) == ["名古屋🏢", "SEP00001"])
    #expect(phones.map(\.second) == ["e\u{301}va", "мюллер"])
  }
}
