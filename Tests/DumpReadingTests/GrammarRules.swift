import Testing

/// The grammar of JSON, rule by rule (RFC 8259): values that must be taken, and what must be refused
/// where a value should stand. None holds a line feed, which would end a line of JSON Lines.
struct GrammarRule: CustomTestStringConvertible {
  var rule: String
  var taken: [String]
  var refused: [String]

  var testDescription: String { rule }

  static let values: [GrammarRule] = [
    GrammarRule(
      rule: "2: white space", taken: [" 1", "1 ", "\t1\t", "\r1", " \t\r[ \t\r1 \t\r, 2\t]\r "],
      refused: ["\u{B}1", "\u{C}1", "\u{A0}1", "\u{2028}1", "\u{FEFF}1", "/**/1", "//", "\u{1}1"]),
    GrammarRule(
      rule: "2: structural characters", taken: ["[]", "{}", "[[],{}]", "{\"a\":{},\"b\":[]}"],
      refused: ["(1)", "<1>", "[1}", "{\"a\":1]", "]", "}", ":", ",", "[1;2]", "{\"a\"=1}"]),
    GrammarRule(
      rule: "3: literal names", taken: ["null", "true", "false", "[null,true,false]"],
      refused: [
        "Null", "NULL", "True", "TRUE", "False", "nul", "nulll", "tru", "truee", "fals", "falsee",
        "undefined", "NaN", "nan", "Infinity", "-Infinity", "None", "yes", "null1", "true\"\"",
      ]),
    GrammarRule(
      rule: "4: objects",
      taken: [
        "{}", "{ }", "{\"\":0}", "{\"a\":1,\"a\":2}", "{\"a\" : 1 , \"b\" : [ ] }",
        "{\"\\u0061\":{\"\\\"\":null}}",
      ],
      refused: [
        "{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{,}", "{\"a\"}",
        "{\"a\":}", "{:1}", "{\"a\":1 \"b\":2}", "{\"a\":1,,\"b\":2}", "{a:1}", "{'a':1}", "{1:1}",
        "{null:1}", "{\"a\":1:2}", "{\"a\"::1}", "{\"a\",1}", "{[]:1}", "{\"a\":1}}", "{1}",
      ]),
    GrammarRule(
      rule: "5: arrays",
      taken: ["[]", "[ ]", "[1]", "[1,2]", "[[[[]]]]", "[{},[],\"\",0,null,true,false]"],
      refused: [
        "[", "[1", "[1,", "[1,]", "[,1]", "[,]", "[1,,2]", "[1 2]", "[1:2]", "[\"a\":1]", "[1]]",
        "[[1]", "[1}", "[1,2", "[\"a\"\"b\"]", "[] []", "[]1",
      ]),
    GrammarRule(
      rule: "6: numbers",
      taken: [
        "0", "-0", "1", "-1", "10", "1234567890", "0.0", "0.5", "-0.5", "1.25", "0e0", "0E0", "1e5",
        "1E5", "1e+5", "1e-5", "1.5e10", "-1.5E-10", "0.0e+00", "1e05", "1e400", "-1e-400",
        "123456789012345678901234567890", "0.1234567890123456789012345678901234567890",
      ],
      refused: [
        "00", "01", "-01", "-", "--1", "+1", "+0", ".5", "-.5", "1.", "-1.", "1.e5", ".e5", "1e",
        "1e+", "1e-", "1E", "e5", "1e5.5", "1.2.3", "1-2", "1+2", "0x10", "1_000", "1,000", "1e5e5",
        "1a", "1f", "0b1", "1'", "٣", "1\u{0}", "- 1", "1 .5", "1e 5", "1ee5", "1.-5",
      ]),
    GrammarRule(
      rule: "7: strings",
      taken: [
        "\"\"", "\"a\"", "\" \"", "\"'\"", "\"/\"", "\"\u{7F}\"", "\"\u{80}\"", "\"é😀\u{10FFFF}\"",
        "\"\u{FFFE}\u{FEFF}\u{2028}\"", "\"{[,:]}\"",
      ],
      refused: [
        "\"", "\"a", "a\"", "'a'", "\"a\"\"", "\"a\"b", "a", "\"\u{0}\"", "\"\u{1}\"", "\"\t\"",
        "\"\r\"", "\"\u{1F}\"", "“a”", "`a`", "\"a\" \"b\"",
      ]),
    GrammarRule(
      rule: "7: escapes",
      taken: [
        #""\"""#, #""\\""#, #""\/""#, #""\b\f\n\r\t""#, #""\u0000""#, #""\u001F""#, #""\u0041""#,
        #""\uabCD""#, #""\ud83d\ude00""#, #""\uD83D\uDE00x""#, #""\\u12""#, #""\\\\""#, #""\\\"""#,
        #""\uFFFF""#, #""\ue000""#,
      ],
      refused: [
        #""\""#, #""\\\""#, #""\a""#, #""\v""#, #""\0""#, #""\'""#, #""\x41""#, #""\N""#,
        #""\U0041""#,
        #""\u""#, #""\u1""#, #""\u12""#, #""\u123""#, #""\u123g""#, #""\u 123""#, #""\u+123""#,
        #""\ud800""#, #""\udc00""#, #""\ud800x""#, #""\ud800\n""#, #""\ud800\u0041""#,
        #""\ud800\ud800""#, #""\udc00\ud800""#, #""\ud83d\ude0""#, "\"\\\t\"", "\"\\é\"", #"\n"#,
      ]),
  ]

  /// 8.1: bytes of a string that are not UTF-8.
  static let badUTF8: [[UInt8]] = [
    [0x80], [0xBF], [0xFF], [0xFE], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xC3, 0x28],
    [0xE0, 0x80, 0x80],
    [0xE0, 0x9F, 0xBF], [0xE2, 0x82], [0xE2, 0x28, 0xA1], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF],
    [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x9F, 0x98], [0xF4, 0x90, 0x80, 0x80],
    [0xF5, 0x80, 0x80, 0x80],
    [0xF8, 0x88, 0x80, 0x80, 0x80],
  ]

  /// Whole texts in place of a record. Those refused include well-formed JSON that is not a record.
  static let records = GrammarRule(
    rule: "2: texts",
    taken: [
      record("device/cuc/User", #""Alias":"a""#), " \t" + record("device/cuc/User", "") + " \r",
      #"{ "data" : { } , "meta" : { "path" : "p" , "model_type" : "device/cuc/User" } }"#,
      #"{"x":[],"meta":{"path":"p","model_type":"a"}}"#,
    ],
    refused: [
      "1", "null", "\"a\"", "[[]]", "{}", "x", "}", "{", "{}}", "{},{}", "{}]", "[{}",
      "{} x",
      "{}:", "nul", "\"", "\\", "{]", "\u{0}", "{\"meta\":{}}", "{\"data\":{}}",
      record("device/cuc/User", "") + ",", record("device/cuc/User", "") + "1",
      "," + record("device/cuc/User", ""), String(record("device/cuc/User", "").dropLast()),
    ])
}
