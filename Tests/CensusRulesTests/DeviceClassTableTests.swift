import BuiltInData
import CensusModel
import CensusRules
import Documents
import Testing

/// The device table: AuditRules.md §2, rule 1.
@Suite struct DeviceClassTableTests {
  static func parse(_ text: String) throws(DocumentError) -> DeviceClassTable {
    try DeviceClassTable(parsing: Array(text.utf8), file: "devices.csv")
  }

  static func deviceClass(_ name: String, in table: DeviceClassTable) -> DeviceClass {
    table.deviceClass(of: .product(Folding.product(name)))
  }

  @Test func knowsAll242Models() throws {
    let table = try DeviceClassTable.builtIn()
    let lines = String(decoding: BuiltInData.deviceClasses, as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 243)
    for line in lines.dropFirst() {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      try #require(fields.count == 3)
      #expect(table.knows(Folding.product(fields[1])), "\(line)")
      #expect(Self.deviceClass(fields[1], in: table).name == fields[2], "\(line)")
    }
  }

  /// The models that rule 1 names.
  @Test(arguments: [
    ("Analog Phone", DeviceClass.analog), ("Cisco VGC Phone", .analog),
    ("Cisco VGC Virtual Phone", .analog), ("CTI Port", .ctiPort),
    ("Cisco Spark Remote Device", .sparkRemote), ("Universal Device Template", .none),
    ("EMCC Base Phone", .none), ("SCCP gateway virtual phone", .none),
    ("CTI Remote Device", .phone), ("Cisco 8845", .phone),
  ])
  func hasTheClassesOfTheRule(_ name: String, _ expected: DeviceClass) throws {
    #expect(Self.deviceClass(name, in: try .builtIn()) == expected)
  }

  @Test func holdsTheseClassesAndNoOther() throws {
    let text = String(decoding: BuiltInData.deviceClasses, as: UTF8.self)
    let classes = text.split(separator: "\n").dropFirst().map { $0.split(separator: ",").last }
    #expect(classes.count { $0 == "analog" } == 3)
    #expect(classes.count { $0 == "ctiPort" } == 1)
    #expect(classes.count { $0 == "sparkRemote" } == 1)
  }

  @Test func takesUnknownProductsForPhones() throws {
    let table = try DeviceClassTable.builtIn()
    for name in ["Cisco 99999", "", "CTI-Port", "CTI\u{A0}Port"] {
      #expect(!table.knows(name))
      #expect(Self.deviceClass(name, in: table) == .phone, "\(name)")
    }
    #expect(table.deviceClass(of: .otherClass) == .none)
  }

  @Test func comparesFoldedNames() throws {
    let table = try Self.parse(
      "enum,name,class\n1,  CTI   Port ,none\n2,ÄB,analog\n3,e\u{301},none\n")
    for name in ["cti port", "CTI PORT", " CtI  pOrT  "] {
      #expect(table.knows(name))
      #expect(Self.deviceClass(name, in: table) == .none, "\(name)")
    }
    #expect(Self.deviceClass("Äb", in: table) == .analog)
    #expect(!table.knows("äb"), "no Unicode case folding")
    #expect(table.knows("e\u{301}"))
    #expect(!table.knows("\u{E9}"), "no normalisation")
  }

  @Test func takesCRLFQuotesAndBOM() throws {
    let rows =
      "enum,name,class\r\n1,\"A, \"\"B\"\"\",none\r\n\r\n\"2\",\"C\",\"analog\"\r\n,D,ctiPort"
    let table = try DeviceClassTable(
      parsing: [0xEF, 0xBB, 0xBF] + Array(rows.utf8), file: "devices.csv")
    #expect(Self.deviceClass("A, \"B\"", in: table) == .none)
    #expect(Self.deviceClass("C", in: table) == .analog)
    #expect(Self.deviceClass("D", in: table) == .ctiPort)
  }

  @Test func takesANameTwiceWithOneClassOnly() throws {
    _ = try Self.parse("enum,name,class\n1,A,none\n2, a ,none\n")
    let error = try #require(throws: DocumentError.self) {
      try Self.parse("enum,name,class\n1,A,none\n2,b,phone\n3, a ,phone\n")
    }
    #expect(error.line == 4)
    #expect(error.byte == 35)
    #expect(error.reason.contains("another class"))
  }

  /// A table, the line at which the error must point, and what it must say.
  @Test(arguments: [
    ("", 1, "first line"), ("name,class\nA,phone\n", 1, "first line"),
    ("Enum,Name,Class\n1,A,phone\n", 1, "first line"),
    ("enum,name,class\n", 2, "names no device"),
    ("enum,name,class\n1,A,phone\n2,B,fone\n", 3, "'fone' is not a class of devices"),
    ("enum,name,class\n1,A,Phone\n", 2, "not a class of devices; expected phone, analog"),
    ("enum,name,class\n1,A\n", 2, "found 2"), ("enum,name,class\n1,A,B,phone\n", 2, "found 4"),
    ("enum,name,class\n1,  ,phone\n", 2, "must not be empty"),
    ("enum,name,class\n1,\"A\nB\",phone\n", 2, "control characters"),
    ("enum,name,class\nx,A,phone\n", 2, "the enum 'x'"),
    ("enum,name,class\n1,A\"B,phone\n", 2, "a quote within"),
    ("enum,name,class\n1,\"A\"B,phone\n", 2, "after a closing quote"),
    ("enum,name,class\n1,A,phone\n2,\"B,phone\n", 3, "last quote is missing"),
    ("enum,name,class\n1,A\rB,phone\n", 2, "CR without an LF"),
  ])
  func refusesTheMistake(_ text: String, _ line: Int, _ says: String) throws {
    let error = try #require(throws: DocumentError.self) { try Self.parse(text) }
    #expect(error.line == line, "\(error)")
    #expect(error.reason.contains(says), "\(error)")
    #expect(error.file == "devices.csv")
  }

  @Test func refusesWhatIsNotUTF8() throws {
    let bytes = Array("enum,name,class\n1,é".utf8)
    let error = try #require(throws: DocumentError.self) {
      try DeviceClassTable(parsing: bytes + [0xE9] + Array(",phone\n".utf8), file: "devices.csv")
    }
    #expect(error.byte == bytes.count)
    #expect(error.line == 2)
  }
}
