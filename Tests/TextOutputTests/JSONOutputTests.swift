import CensusModel
import Foundation
import Testing

@testable import TextOutput

/// JSON as written, against its text and against another reader.
@Suite struct JSONOutputTests {
  @Test func hasOneShape() {
    let document = JSONOutput.object([
      ("b", .array([.integer(-1), .string("x"), .object([("c", .array([]))])])),
      ("a", .object([])),
    ])
    #expect(
      text(document.bytes()) == """
        {
          "b": [
            -1,
            "x",
            {
              "c": []
            }
          ],
          "a": {}
        }

        """)
  }

  @Test func everyCharacterComesBack() throws {
    var all = ""
    for value in Array(0..<0x250) + [0x2028, 0xFEFF, 0xFFFF, 0x1F600] as [UInt32] {
      all.unicodeScalars.append(try #require(Unicode.Scalar(value)))
    }
    let bytes = JSONOutput.object([(all, .string(all))]).bytes()
    let object = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: String]
    let pair = try #require(object?.first)
    #expect(Array(pair.key.unicodeScalars) == Array(all.unicodeScalars))
    #expect(Array(pair.value.unicodeScalars) == Array(all.unicodeScalars))
    let controls = text(bytes).unicodeScalars.filter { $0.isControl && $0 != "\n" }
    #expect(controls.isEmpty)
  }
}

private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
