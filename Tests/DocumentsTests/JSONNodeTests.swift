import Documents
import Testing

/// Small documents are read whole and checked whole.
@Suite struct JSONNodeTests {
  @Test func readsEveryKindOfValue() throws {
    let text =
      #"{"a":[1,-2.50e+3,"x\u006e",true,false,null,{}],"\u0062":{"c":""},"a2":12345678901234567890123}"#
    let root = try JSONNode(parsing: Array(text.utf8), file: "t")
    guard case .array(let elements) = try #require(root["a"]).value else {
      Issue.record("not an array")
      return
    }
    #expect(elements.count == 7)
    guard case .number("-2.50e+3") = elements[1].value else {
      Issue.record("number text lost")
      return
    }
    #expect(elements[2].string == "xn")
    #expect(root["b"]?["c"]?.string == "")
    guard case .number("12345678901234567890123") = try #require(root["a2"]).value else {
      Issue.record("long number lost")
      return
    }
  }

  @Test func lastOfDuplicateKeysWins() throws {
    let root = try JSONNode(parsing: Array(#"{"a":"1","a":"2"}"#.utf8), file: "t")
    #expect(root["a"]?.string == "2")
  }

  @Test(arguments: ["7", " null\n", "true", "-1.5e3 ", "false"])
  func acceptsAScalarAsADocument(_ text: String) throws {
    _ = try JSONNode(parsing: Array(text.utf8), file: "t")
    for more in ["x", " 1", ",", " {}", "]"] {
      #expect(throws: DocumentError.self) {
        try JSONNode(parsing: Array((text + more).utf8), file: "t")
      }
    }
  }

  @Test func acceptsScalarsBlanksAndBOM() throws {
    #expect(try JSONNode(parsing: Array(" \"x\" \r\n".utf8), file: "t").string == "x")
    let bom: [UInt8] = [0xEF, 0xBB, 0xBF]
    #expect(try JSONNode(parsing: bom + Array("{\"a\":\"b\"}".utf8), file: "t")["a"]?.offset == 8)
  }

  @Test(arguments: [
    "", "{", "[1,2", "{\"a\":}", "{\"a\":1}}", "[1]x", "[01]", "[1.]", "[tru]", "[nulll]", "[+1]",
    "{\"a\" 1}", "{\"a\":1,}", "[1,]", "[\"\\ud800\"]", "[\"\\udc00\"]", "[\"\\ud800\\u0041\"]",
    "[\"\\x\"]", "[\"a\nb\"]", "[1}", "{\"a\":1]", "1 2", "\"a", "[\"\u{1}\"]",
  ])
  func refusesMalformedText(_ text: String) {
    #expect(throws: DocumentError.self) {
      try JSONNode(parsing: Array(text.utf8), file: "t")
    }
  }

  @Test func refusesBadUTF8() {
    #expect(throws: DocumentError.self) {
      try JSONNode(parsing: [0x22, 0xFF, 0x22], file: "t")
    }
  }

  @Test func namesFileLineAndByte() throws {
    let text = "{\n  \"a\": tru\n}"
    let error = try #require(throws: DocumentError.self) {
      try JSONNode(parsing: Array(text.utf8), file: "rules.json")
    }
    #expect(error.line == 2)
    #expect(error.byte == 9)
    #expect(error.description.hasPrefix("rules.json:2: byte 9: "))
  }

  @Test func boundsNesting() throws {
    let deep = { (n: Int) in
      Array((String(repeating: "[", count: n) + String(repeating: "]", count: n)).utf8)
    }
    _ = try JSONNode(parsing: deep(64), file: "t")
    #expect(throws: DocumentError.self) { try JSONNode(parsing: deep(65), file: "t") }
    #expect(throws: DocumentError.self) { try JSONNode(parsing: deep(5000), file: "t") }
  }
}
