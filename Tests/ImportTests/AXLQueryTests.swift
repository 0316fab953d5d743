import TestSupport
import Testing

@testable import Import

/// `executeSQLQuery`: rows of any columns.
@Suite struct AXLQueryTests {
  private func reply(_ rows: String) -> String {
    AXLTests.envelope("executeSQLQueryResponse", rows)
  }

  /// Keys are upper case in braces in objects and bare in rows.
  @Test func rowsAndObjectsAreJoined() throws {
    let phones = AXLTests.envelope(
      "listPhoneResponse",
      #"<phone uuid="{0A11-F}"><name>SEP1</name><product>Cisco 8851</product>"#
        + "<class>Phone</class><ownerUserName/></phone>")
    let users = reply("<row><pkid>0b22-e</pkid><userid>jdoe</userid><mailid/></row>")
    let map = reply(
      "<row><fkenduser>0b22-e</fkenduser><fkdevice>0a11-f</fkdevice>"
        + "<tkuserassociation>1</tkuserassociation></row>")
    let count = reply("<row><count>1</count></row>")
    let exports = try Exports(
      "cucm", ["x1.xml": phones, "x2.xml": users, "x3.xml": map, "x4.xml": count])
    #expect(try exports.records(.user).map(\.devices) == [["SEP1"]])
  }

  @Test func ownersByKeyNeedUsersWithKeys() throws {
    let phones = reply("<row><name>SEP1</name><tkclass>1</tkclass><fkenduser>0b</fkenduser></row>")
    #expect(try Exports("cucm", ["x.xml": phones]).failure().contains("owners by key"))
  }
}
