import Testing

@testable import Import

/// Rows as forms put them together: fields as ranges of one buffer, and the lines they begin in.
@Suite struct RowTests {
  private func rows(_ text: String, _ form: ExportProbe.Form, by byteCount: Int) -> [String] {
    ExportProbe.read(Array(text.utf8), as: form, pieceByteCount: byteCount).rows
  }

  /// The lines are the same however a file ends its lines and in how many pieces it comes.
  @Test(arguments: ["\n", "\r\n", "\r"])
  func recordsKnowTheirLines(_ end: String) {
    let lines = [
      "<return>", "<phone><name>A</name>", "</phone><phone><name>", "B</name></phone>", "",
      "<phone", " uuid=\"x\"><name>C</name></phone>", "</return>", "",
    ]
    let text = lines.joined(separator: end)
    for byteCount in [1, 7, text.utf8.count] {
      #expect(
        rows(text, .xml, by: byteCount) == [
          "2 phone name=A", "3 phone name=B", "6 phone key=x|name=C", "page 3",
        ], "\(byteCount) bytes at a time")
    }
  }

  /// A file at once or in pieces: the lines are the same, whatever stands before a record.
  @Test func recordsOfLargeFilesKnowTheirLines() {
    for byteCount in [1 << 19, 3 << 20, 9 << 20] {
      let before = String(repeating: "<other>a\n</other>\n", count: byteCount / 19)
      let text = "<return>\(before)<phone><name>A</name></phone>\n</return>"
      let line = 2 * (byteCount / 19) + 1
      for chunk in [text.utf8.count, 1 << 18] {
        #expect(
          rows(text, .xml, by: chunk) == ["\(line) phone name=A", "page 1"],
          "\(byteCount) bytes, \(chunk) at a time")
      }
    }
  }

  /// An attribute, another element and the text around it are not the text of a field.
  @Test(arguments: [
    ("<name a=\"1\">N</name>", "name=N"), ("<name>a<b>c</b>N</name>", "name="),
    ("<name>a<b/></name>", "name="), ("<x><name>N</name></x>", ""),
    ("<name> \t\n N M \n</name>", "name=N M"), ("<x>1</x><name>N</name>", "name=N"),
    ("<name><![CDATA[<N>]]>&amp;M</name>", "name=<N>&M"), ("<a:name>N</a:name>", "name=N"),
    (
      "<associatedDevices><device>D</device></associatedDevices>",
      "associatedDevice=D|listsDevices="
    ),
  ])
  func fieldsAreTheirOwnText(_ content: String, _ fields: String) {
    let text = "<return xmlns:a=\"a\"><phone uuid=\"{K}\">\(content)</phone></return>"
    let expected = fields.isEmpty ? "key={K}" : "key={K}|\(fields)"
    for byteCount in [1, text.utf8.count] {
      #expect(rows(text, .xml, by: byteCount) == ["1 phone \(expected)", "page 1"])
    }
  }

  /// Columns of queries have any names; a row between other elements begins anew.
  @Test func rowsOfQueriesHaveTheirColumns() {
    let text = """
      <return><row><name>A</name><n:x xmlns:n="n"> 1 </n:x><empty/></row>
      <row><x>2<y>3</y></x></row></return>
      """
    for byteCount in [1, text.utf8.count] {
      #expect(
        rows(text, .xml, by: byteCount) == ["1 row name=A|x=1|empty=", "2 row x=", "page 2"])
    }
  }

  @Test func namesAreComparedWhole() {
    var tree = FieldTree()
    let names = [
      "abcdefgh1ijklmnop", "abcdefgh2ijklmnop", "abcdefghijklmnop", "abcdefg", "abcd", "abc", "a",
    ]
    for name in names { tree.addRecord("list/\(name)", name) }
    for index in 0..<200 { tree.addRecord("list/other\(index)", "other") }
    func kind(_ name: String) -> String? {
      Array(name.utf8).withUnsafeBytes { bytes in
        let list = Array("list".utf8).withUnsafeBytes { tree.child(of: 0, named: $0) }
        let node = tree.child(of: list, named: bytes)
        return node == FieldTree.Node.none ? nil : tree.kinds[Int(tree.nodes[Int(node)].kind)]
      }
    }
    #expect(names.map(kind) == names)
    for name in ["abcdefgh3ijklmnop", "abcdefghjklmnop", "abcdefgx", "ab", "b", "", "list"] {
      #expect(kind(name) == nil, "\(name)")
    }
    #expect((0..<200).allSatisfy { kind("other\($0)") == "other" })
  }

  @Test func cellsAreReadInAnyPieces() {
    let text = "A,B\r\n1,\"x, \"\"y\"\"\r\nz\"\r\n , 2 \r\n\"\",\r\n3,4"
    let expected = [
      "2 table name=1|name=x, \"y\"\r\nz", "4 table name=|name=2", "5 table name=|name=",
      "6 table name=3|name=4", "page 4",
    ]
    for byteCount in 1...text.utf8.count {
      #expect(rows(text, .csv, by: byteCount) == expected, "\(byteCount) bytes at a time")
    }
  }
}
