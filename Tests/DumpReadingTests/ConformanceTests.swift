import DumpReading
import Testing

/// Every rule of RFC 8259, wherever a value may stand: in fields that are needed, in fields and whole
/// records that are not asked for, in `meta` and beside it. What is skipped is checked, too.
@Suite struct ConformanceTests {
  /// Where a value stands, and whether only texts may stand there.
  private struct Place {
    var name: String
    var before: String
    var after: String
    var isNeeded = false
  }

  private static let places = [
    Place(
      name: "a needed field",
      before: #"{"meta":{"model_type":"device/cuc/User","path":"p"},"data":{"Alias":"#,
      after: "}}", isNeeded: true),
    Place(
      name: "a skipped field",
      before: #"{"meta":{"model_type":"device/cuc/User","path":"p"},"data":{"x":"#,
      after: #","Alias":"a"}}"#),
    Place(
      name: "deep in a skipped field",
      before:
        #"{"meta":{"model_type":"device/cuc/User","path":"p"},"data":{"Alias":"a","x":[{"y":["#,
      after: "]},0]}}"),
    Place(
      name: "a needed field of a record that is skipped",
      before: #"{"meta":{"model_type":"data/Unknown","path":"p"},"data":{"Alias":"#, after: "}}"),
    Place(
      name: "meta", before: #"{"meta":{"x":"#,
      after: #","model_type":"device/cuc/User","path":"p"},"data":{"Alias":"a"}}"#),
    Place(
      name: "beside meta", before: #"{"x":"#,
      after: #","meta":{"model_type":"device/cuc/User","path":"p"},"data":{"Alias":"a"}}"#),
  ]

  private func reasons(_ records: [[UInt8]]) throws -> [Int: String] {
    let text = [UInt8](records.joined(separator: [0x0A]))
    let contents = try read(bytes: text, onError: .reject)
    #expect(contents.files.map(\.recordsRead) == [records.count])
    var reasons: [Int: String] = [:]
    for reject in contents.rejects { reasons[reject.line] = reject.reason }
    return reasons
  }

  private func check(
    taken: [[UInt8]], refused: [[UInt8]], _ comment: String, isNeeded: Bool = false,
    isAlone: Bool = true
  ) throws {
    let reasons = try reasons(taken + refused)
    for (index, text) in (taken + refused).enumerated() {
      let words = "\(comment): \(String(decoding: text, as: UTF8.self))"
      let reason = reasons[index + 1]
      // Well-formed, and yet no text: refused for that, and only where it is needed.
      let isWrongType = isNeeded && reason?.hasPrefix("\"Alias\": expected") == true
      if index < taken.count {
        #expect(reason == nil || isWrongType, "refused: \(words): \(reason ?? "")")
      } else {
        #expect(reason != nil && !isWrongType, "taken: \(words)")
      }
    }
    // By itself, as an element of an array, in a page: the same. One place stands for all.
    for text in refused where isAlone {
      for (before, after) in [
        ("", ""), ("[", "]"), (#"{"pagination":{"skip":0,"total":1},"resources":["#, "]}"),
      ] {
        let whole = Array(before.utf8) + text + Array(after.utf8)
        #expect(throws: DumpError.self, "\(comment): \(String(decoding: whole, as: UTF8.self))") {
          try read(bytes: whole)
        }
      }
    }
    try checkValueByValue(
      taken: taken, refused: isAlone ? refused : [], comment, isNeeded: isNeeded)
    if isNeeded { return }
    let array = [0x5B] + [UInt8](taken.joined(separator: Array(" ,\n".utf8))) + [0x5D]
    #expect(try read(bytes: array).files.map(\.recordsRead) == [taken.count], "\(comment)")
  }

  private static let good = #"{"meta":{"model_type":"data/Unknown","path":"p"},"data":{"x":"{"}}"#
  /// Beginnings that make a file be read value by value: records that share a line, and one on
  /// several lines.
  private static let beginnings = [good + good, "{\n" + good.dropFirst() + "\n"]

  /// The same where records are read value by value, one after the other.
  private func checkValueByValue(
    taken: [[UInt8]], refused: [[UInt8]], _ comment: String, isNeeded: Bool
  ) throws {
    for (index, beginning) in Self.beginnings.enumerated() {
      let before = Array(beginning.utf8)
      let all = before + taken.joined()
      let contents = try read(bytes: all, onError: .reject)
      #expect(
        contents.files.map(\.recordsRead) == [taken.count + 2 - index],
        "\(comment): \(String(decoding: all, as: UTF8.self))")
      for reject in contents.rejects {
        #expect(isNeeded && reject.reason.hasPrefix("\"Alias\": expected"), "\(comment): \(reject)")
      }
      for text in refused {
        for after in ["", "\n", Self.good, "\n" + Self.good] {
          let whole = before + text + Array(after.utf8)
          let words = "\(comment): \(String(decoding: whole, as: UTF8.self))"
          #expect(throws: DumpError.self, "\(words)") { try read(bytes: whole) }
          let lenient = try? read(bytes: whole, onError: .reject)
          #expect(lenient?.rejects.isEmpty != true, "\(words)")
        }
      }
    }
  }

  @Test(arguments: GrammarRule.values) func valuesStandAnywhere(_ rule: GrammarRule) throws {
    for place in Self.places {
      let bytes = { (value: String) in Array((place.before + value + place.after).utf8) }
      // A value that ends before what stands after it is a broken record all the same.
      try check(
        taken: rule.taken.map(bytes), refused: rule.refused.map(bytes),
        "\(rule.rule), \(place.name)", isNeeded: place.isNeeded,
        isAlone: place.name == "a skipped field")
    }
  }

  @Test func keysAreStrings() throws {
    let strings = GrammarRule.values.filter { $0.rule.hasPrefix("7") }
    for rule in strings {
      let bytes = { (key: String) in
        Array((Self.places[1].before + "{\(key):1}" + Self.places[1].after).utf8)
      }
      try check(
        taken: rule.taken.map(bytes), refused: rule.refused.map(bytes), "\(rule.rule), a key")
    }
  }

  @Test func textsAreUTF8() throws {
    for place in Self.places {
      for quote in ["\"a", "[1,{\"é"] {
        let refused = GrammarRule.badUTF8.map { bad in
          Array((place.before + quote).utf8) + bad
            + Array((quote.hasPrefix("[") ? "\":1}]" : "z\"").utf8) + Array(place.after.utf8)
        }
        try check(
          taken: [], refused: refused, "8.1: UTF-8, \(place.name)", isNeeded: true,
          isAlone: place.name == "a skipped field")
      }
    }
  }

  @Test func wholeTexts() throws {
    let rule = GrammarRule.records
    try check(
      taken: rule.taken.map { Array($0.utf8) }, refused: rule.refused.map { Array($0.utf8) },
      rule.rule)
  }
}
