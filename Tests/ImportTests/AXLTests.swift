import TestSupport
import Testing

@testable import Import

/// AXL: replies in XML and what client libraries make of them (source-systems: CUCM).
@Suite struct AXLTests {
  static func envelope(_ operation: String, _ body: String, prefix: String = "ns") -> String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/">
    <soapenv:Body><\(prefix):\(operation) xmlns:\(prefix)="http://www.cisco.com/AXL/API/14.0">\
    <return>\(body)</return></\(prefix):\(operation)></soapenv:Body></soapenv:Envelope>
    """
  }

  static let phones = envelope(
    "listPhoneResponse",
    """
    <phone uuid="{AA00}"><name>SEP001122334455</name><product>Cisco 8851</product>
    <model>Cisco 8851</model><class>Phone</class><devicePoolName uuid="{1}">DP-1</devicePoolName>
    <ownerUserName uuid="{2}">jdoe</ownerUserName></phone>
    <phone uuid="{AA01}"><name>CTI &amp; 1</name><product>CTI Port</product><class>Phone</class>
    <ownerUserName/></phone>
    """)

  static let user = envelope(
    "getUserResponse",
    """
    <user uuid="{BB00}"><userid>jdoe</userid><mailid>jdoe@a.example</mailid>
    <associatedDevices>
    <device>SEP001122334455</device><device>CTI &amp; 1</device></associatedDevices>
    <phoneProfiles><profileName uuid="{3}">EM-jdoe</profileName></phoneProfiles></user>
    """)

  @Test func repliesBecomeRecords() throws {
    let exports = try Exports("cucm", ["x1.xml": Self.phones, "x2.xml": Self.user])
    let phones = try exports.records(.phone)
    #expect(phones.map(\.key) == ["SEP001122334455", "CTI & 1"])
    #expect(phones.map(\.second) == ["jdoe", ""])
    #expect(phones.map(\.product) == ["Cisco 8851", "CTI Port"])
    let users = try exports.records(.user)
    #expect(users.count == 1 && users[0].second == "jdoe@a.example")
    #expect(users[0].devices == ["SEP001122334455", "CTI & 1"])
    #expect(users[0].profiles == ["EM-jdoe"])
  }

  @Test func anyPrefixAndNamespaceVersionIsRead() throws {
    let reply = Self.envelope(
      "listPhoneResponse",
      "<phone><ownerUserName/><class>Phone</class><name>SEP1</name><product>Cisco 8851</product>"
        + "</phone>",
      prefix: "axlapi")
    let other = reply.replacing("soapenv", with: "SOAP-ENV").replacing("14.0", with: "11.5")
    let exports = try Exports("cucm", ["x.xml": other])
    #expect(try exports.keys(.phone) == ["SEP1"])
  }

  /// `<return/>` is an empty list, and so is a reply without it.
  @Test(arguments: ["<return/>", ""])
  func emptyListsAreRead(_ body: String) throws {
    let reply = """
      <e:Envelope xmlns:e="e"><e:Body><n:listPhoneResponse xmlns:n="n">\(body)\
      </n:listPhoneResponse></e:Body></e:Envelope>
      """
    let exports = try Exports("cucm", ["x.xml": reply])
    #expect(try exports.keys(.phone).isEmpty)
  }

  /// The manual's spelling of the fault and the one on the wire.
  @Test(arguments: ["Suggestive Row Fetch", "Suggested row fetch"])
  func faultsAreRefused(_ spelling: String) throws {
    let fault = """
      <soapenv:Envelope xmlns:soapenv="s"><soapenv:Body><soapenv:Fault>
      <faultcode>soapenv:Server</faultcode>
      <faultstring>Query request too large. Total rows matched: 9000 rows. \(spelling): less than \
      412 rows</faultstring></soapenv:Fault></soapenv:Body></soapenv:Envelope>
      """
    let failure = try Exports("cucm", ["x.xml": fault]).failure()
    #expect(failure.contains("Query request too large"))
    #expect(failure.contains("'skip' and 'first'"))
  }

  /// Other faults: too much memory, a failed query, a write throttle.
  @Test(arguments: [
    "Maximum AXL Memory Allocation Consumed. Please retry requests in a few seconds",
    "Column (tkstatus) not found in any table in the query (or SLV is undefined).",
    "Request was throttled",
  ])
  func otherFaultsAreRefused(_ text: String) throws {
    let fault = """
      <soapenv:Envelope xmlns:soapenv="s"><soapenv:Body><soapenv:Fault>
      <faultcode>soapenv:Server</faultcode><faultstring>\(text)</faultstring>
      <detail><axlError><axlcode>-1</axlcode><axlmessage>\(text)</axlmessage>
      <request>listPhone</request></axlError></detail></soapenv:Fault></soapenv:Body>
      </soapenv:Envelope>
      """
    #expect(try Exports("cucm", ["x.xml": fault]).failure().contains("error answer"))
  }

  /// An empty reference has no text, or is nil.
  @Test func emptyReferencesAreNone() throws {
    let nilOwner =
      #"<ownerUserName xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>"#
    let owners = [
      nilOwner, #"<ownerUserName uuid=""></ownerUserName>"#, "<ownerUserName> </ownerUserName>",
    ]
    let phones = owners.enumerated().map {
      "<phone>\($1)<name>SEP\($0)</name><class>Phone</class><model>Cisco 8851</model></phone>"
    }
    let exports = try Exports(
      "cucm", ["x.xml": Self.envelope("listPhoneResponse", phones.joined())])
    #expect(try exports.records(.phone).map(\.second) == ["", "", ""])
  }

  @Test func pagesForBrowsersAreNamed() throws {
    let page = "<!-- Error page -->\n<html><body>HTTP 599</body></html>"
    #expect(try Exports("cucm", ["x.xml": page]).failure() == "an HTML page")
  }

  /// Without getUser, BAT or a query the associations are not known.
  @Test func associationsThatAreMissingAreNoticed() throws {
    let users = Self.envelope("listUserResponse", "<user><userid>jdoe</userid></user>")
    var exports = try Exports("cucm", ["x1.xml": Self.phones, "x2.xml": users])
    #expect(try exports.failure().contains("the devices that 1 of 1 users are associated with"))
    exports.options.allowsIncomplete = true
    #expect(try exports.keys(.user) == ["jdoe"])
  }

  @Test func pagesOfEqualContentAreNoticed() throws {
    let exports = try Exports(
      "cucm", ["x1.xml": Self.phones, "x2.xml": Self.phones, "x3.xml": Self.user])
    #expect(try exports.failure().contains("equal content"))
  }

  /// The user's reply and the list name one user: one record.
  @Test func userOfSeveralRepliesIsOneRecord() throws {
    let users = Self.envelope(
      "listUserResponse", "<user><userid>JDOE</userid><department>Sales</department></user>")
    let exports = try Exports(
      "cucm", ["x1.xml": users, "x2.xml": Self.user, "x3.xml": Self.phones])
    let records = try exports.records(.user)
    #expect(records.count == 1)
    #expect(records[0].devices.count == 2 && records[0].second == "jdoe@a.example")
  }

  /// Objects as a client library writes them; references are objects with `_value_1`.
  @Test func objectsAsJSONAreRead() throws {
    let phones = """
      [{"name": "SEP1", "product": "Cisco 8851", "class": "Phone",
        "ownerUserName": {"_value_1": "jdoe", "uuid": "{1}"}},
       {"name": "EM-jdoe", "class": "Device Profile", "ownerUserName": null},
       {"name": "RDP-jdoe", "class": "Remote Destination Profile", "userId": "jdoe"}]
      """
    let user = """
      {"userid": "jdoe", "mailid": null, "associatedDevices": {"device": ["SEP1"]},
       "phoneProfiles": {"profileName": [{"_value_1": "EM-jdoe", "uuid": "{1}"}]}}
      """
    let exports = try Exports("cucm", ["x1.json": phones, "x2.json": user])
    #expect(try exports.records(.phone).map(\.second) == ["jdoe"])
    #expect(try exports.keys(.deviceProfile) == ["EM-jdoe"])
    #expect(try exports.records(.remoteDestinationProfile).map(\.second) == ["jdoe"])
    #expect(try exports.records(.user).map(\.profiles) == [["EM-jdoe"]])
  }

  /// XML turned into JSON keeps prefixes; one object is not an array there.
  @Test func repliesTurnedIntoJSONAreRead() throws {
    let reply = """
      {"soapenv:Envelope": {"soapenv:Body": {"ns:listPhoneResponse": {"return":
        {"phone": {"name": "SEP1", "product": "Cisco 8851", "class": "Phone",
          "ownerUserName": {}}}}}}}
      """
    #expect(try Exports("cucm", ["x.json": reply]).keys(.phone) == ["SEP1"])
  }
}
