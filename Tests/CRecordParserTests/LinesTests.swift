import FuzzTargets
import TestSupport
import Testing

/// Many lines at once must say what each line says by itself, and yes to all or to none.
@Suite struct LinesTests {
  private func check(
    _ text: [UInt8], _ comment: String, profile: ProfileSketch = .usual,
    sourceLocation: SourceLocation = #_sourceLocation
  ) -> Bool {
    let expected = PlainLines(RecordParsing(profile)).records(of: text)
    for isPlain in [false, true] {
      let found = RecordParsing(profile, isPlain: isPlain).lines(text)
      #expect(
        found == expected,
        "\(comment), plain: \(isPlain): \(String(decoding: text, as: UTF8.self))",
        sourceLocation: sourceLocation)
    }
    return expected != nil
  }

  @Test(arguments: 0..<40) func agreesOnRandomRecords(_ seed: UInt64) {
    var random = RandomRecord(seed: seed)
    for round in 0..<25 {
      var lines = (0..<random.below(9)).map { _ in Array(random.record().utf8) }
      let isDamaged = !lines.isEmpty && random.below(3) == 0
      if isDamaged {
        let index = random.below(lines.count)
        lines[index] = random.damaged(lines[index])
      }
      let separator: [UInt8] = random.pick([[0x0A], [0x0A], [0x0D, 0x0A], [0x0A, 0x20, 0x0A]])
      var text = [UInt8](lines.joined(separator: separator))
      if random.below(2) == 0 { text.append(0x0A) }
      let profile = random.pick([ProfileSketch.usual, .usual, .short])
      let isSound = check(text, "seed \(seed), round \(round)", profile: profile)
      #expect(isSound || isDamaged || lines.isEmpty, "seed \(seed), round \(round)")
    }
  }

  /// One damaged byte anywhere, whatever its place in a word of 64 tokens or 64 bytes.
  @Test(arguments: [0, 15, 32, 60]) func refusesAnyDamage(
    _ count: Int
  ) {
    let list = Array(repeating: "null", count: count).joined(separator: ",")
    let record = #"{"meta":{"model_type":"user","path":"p"},"data":{"l":[\#(list)],"name":"a\n"}}"#
    let text = Array((record + "\n" + record + "\n").utf8)
    #expect(check(text, "whole"))
    var sound = 0
    for index in text.indices {
      for byte in "{}[]:,\" \n\\1n\u{C}\u{1A}".utf8 {
        var damaged = text
        damaged[index] = byte
        if check(damaged, "byte \(byte) at \(index)") { sound += 1 }
      }
      var shortened = text
      shortened.remove(at: index)
      _ = check(shortened, "without byte \(index)")
      _ = check(Array(text[..<index]), "cut at \(index)")
    }
    // Letters of strings, and line feeds that end the last line.
    #expect(sound > 0)
  }

  @Test func findsEveryKeyAtEveryPlace() {
    for count in 0..<140 {
      let noise = (0..<count).map { #","x\#($0)":\#($0)"# }.joined()
      let record =
        #"{"meta":{"path":"p"\#(noise),"model_type":"phone"},"data":{"name":"a"\#(noise),"abc":"b"}}"#
      #expect(check(Array(record.utf8), "\(count) other keys"))
      let found = RecordParsing().lines(Array(record.utf8))
      #expect(
        found?.first?.hasPrefix(#"1 phone 0 p  ["a", "", "", "", "b"] "#) == true, "\(found ?? [])")
    }
  }

  /// A parser guesses keys from the record before; one that has read no other guesses nothing.
  @Test(arguments: 0..<40) func keysComeInAnyOrder(_ seed: UInt64) {
    let sketch = ProfileSketch.alike
    let long = ProfileSketch.longName
    let keys = [
      #""name""#, #""names""#, #""name\"""#, #""back\\""#, #""back\"""#, #""n\u0061me""#,
      #""nameOfAUser""#, #""nameOfAUsers""#, "\"\(long)\"", "\"\(long)er\"", #""other""#,
    ]
    var random = RandomRecord(seed: seed)
    var lines: [String] = []
    var members = keys
    for number in 0..<30 {
      if random.below(3) == 0 { members = keys.shuffled(using: &random.random) }
      let kept = members.filter { _ in random.below(6) > 0 } + (number % 7 == 0 ? members : [])
      var meta = [#""model_type":"\#(random.pick(["user", "phone"]))""#, #""path":"p\#(number)""#]
      if random.below(2) == 0 { meta.append(#""pkid":"\#(number)""#) }
      if random.below(3) == 0 { meta.reverse() }
      let data = kept.enumerated().map { "\($1):\"\(number).\($0)\"" }
      lines.append(
        #"{"meta":{\#(meta.joined(separator: ","))},"data":{\#(data.joined(separator: ","))}}"#)
    }
    let expected = lines.map { RecordParsing(sketch).single(Array($0.utf8)) }
    let parsing = RecordParsing(sketch)
    #expect(lines.map { parsing.single(Array($0.utf8)) } == expected)
    #expect(parsing.lines(Array(lines.joined(separator: "\n").utf8)) == expected)
  }

  @Test func nestingIsBounded() {
    // The record itself is one level.
    let deep = { (levels: Int) in
      Array(
        (#"{"x":"# + String(repeating: "[", count: levels - 1)
          + String(repeating: "]", count: levels - 1) + "}").utf8)
    }
    for levels in [2, 60, 61, 62, 63, 64, 65, 127, 128, 129, 1000] {
      #expect(check(deep(levels), "\(levels) levels") == (levels <= 62))
    }
    // Where less is allowed than the bits can count, this is not the place to check it.
    #expect(RecordParsing(depthMax: 61).lines(deep(2)) == nil)
  }

  @Test func takesOneObjectALine() {
    let object = #"{"x":1}"#
    for sound in [object, object + "\n", "\n\n \(object) \r\n\t\n\(object)", "\r\n\(object)"] {
      #expect(check(Array(sound.utf8), "sound"))
    }
    for bad in [
      object + object, object + " " + object, "{\"x\":\n1}", "{\n}", object + "\n,\n" + object, "1",
      "[]", "\"x\"", object + "\n1", "1\n" + object, "", "\n", object + ",", "[\(object)]",
      object + "}", object + "\n}", "]\n" + object,
    ] {
      #expect(!check(Array(bad.utf8), "bad"))
    }
    // Only the reader of the file, which knows where it begins, accepts a BOM.
    #expect(RecordParsing().lines(Array(("\u{FEFF}" + object).utf8)) == nil)
  }

  @Test func spanningObjectsBeginOnLinesOfTheirOwn() {
    let parsing = RecordParsing()
    let record = #"{"meta":{"model_type":"user","path":"p"},"data":{"name":"a"}}"#
    let indented = record.replacing(",", with: "\n ,\r\n").replacing(":", with: "\n:\n")
    for sound in [record, indented, "\n\(indented)\n\n \(record)\n", "\(record)\n\(indented) "] {
      let found = parsing.lines(Array(sound.utf8), spanning: true)
      #expect(found?.count == (sound.utf8.count > indented.utf8.count + 3 ? 2 : 1), "\(sound)")
      for words in found ?? [] { #expect(words.hasPrefix(#"0 user 0 p  ["", "", "", "a"]"#)) }
    }
    for bad in [
      record + record, record + " " + indented, "", "1", "[\n]", record + "\n1",
      record + "\n,\n" + record, indented + "}", String(indented.dropLast()),
    ] {
      #expect(parsing.lines(Array(bad.utf8), spanning: true) == nil, "\(bad)")
    }
    #expect(parsing.lines(Array(indented.utf8)) == nil)
  }

  @Test func escapesStandAnywhere() {
    for offset in 0..<130 {
      let filler = String(repeating: "x", count: offset)
      for (escape, isSound) in [
        (#"\n"#, true), (#"\\"#, true), (#"\u00e9"#, true), (#"\ud83d\ude00"#, true),
        (#"\\\""#, true), (#"\x"#, false), (#"\ud83d"#, false), (#"\ude00"#, false),
        (#"\u12g4"#, false), (#"\ud83d\n"#, false), ("\\\u{9}", false),
      ] {
        let record = #"{"meta":{"model_type":"user","path":"\#(filler)\#(escape)"},"data":{}}"#
        #expect(check(Array(record.utf8), "escape at \(offset)") == isSound)
      }
    }
    #expect(!check(Array(#"{"x":null\n}"#.utf8), "outside"))
    #expect(!check(Array(#"{"x"\:null}"#.utf8), "outside"))
  }

  @Test func takesLongText() {
    let long = String(repeating: "é", count: 200_000)
    let record = #"{"meta":{"model_type":"user","path":"p"},"data":{"name":"\#(long)"}}"#
    let text = Array(Array(repeating: record, count: 3).joined(separator: "\n").utf8)
    #expect(check(text, "three long lines"))
    #expect(!check(Array(text.dropLast()), "cut"))
  }
}
