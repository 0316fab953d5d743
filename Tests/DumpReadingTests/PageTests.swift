import DumpReading
import Testing

import class TestSupport.Workdir

/// Pages are counted against their totals (Inputs.md, form 2).
@Suite struct PageTests {
  private static let model = "device/cucm/Phone"

  private func page(
    _ names: [String], skip: String = "0", total: String,
    meta: String = #"{"model_type":"device/cucm/Phone"}"#
  ) -> String {
    let records = names.map(phone).joined(separator: ",")
    return
      #"{"meta":\#(meta),"pagination":{"skip":\#(skip),"limit":2,"total":\#(total)},"resources":[\#(records)]}"#
  }

  private func incomplete(_ text: String) throws -> [String] {
    try read(text).incompleteModels.map {
      "\($0.modelType) \($0.read) of \($0.expected), \($0.lostPages) lost"
    }
  }

  @Test func completeListsPass() throws {
    let text = [
      page(["a", "b"], total: "3"), page(["c"], skip: "2", total: "3"),
      page([], total: "0"), page(["d"], total: "1"),
    ]
    #expect(try incomplete(text.joined(separator: "\n")) == [])
    #expect(try incomplete(text.reversed().joined(separator: "\n")) == [])
  }

  @Test func missingAndSurplusRecordsAreReported() throws {
    #expect(try incomplete(page(["a", "b"], total: "3")) == ["\(Self.model) 2 of 3, 0 lost"])
    #expect(try incomplete(page(["a", "b"], total: "1")) == ["\(Self.model) 2 of 1, 0 lost"])
    // The first page of the list is missing.
    #expect(
      try incomplete(page(["c"], skip: "2", total: "3")) == ["\(Self.model) 1 of 0, 0 lost"])
  }

  @Test func unknownTotalsAreNotChecked() throws {
    for total in ["999999999", #""999999999""#, "0"] {
      let text = page(["a", "b"], total: total) + page(["c"], total: "7")
      #expect(try incomplete(text) == [])
    }
    #expect(try incomplete(page([], total: "999999999")) == [])
    // A model is checked although another one is unknown.
    let other = page(["x"], total: "0", meta: #"{"model_type":"other"}"#)
    #expect(try incomplete(other + page(["a"], total: "2")) == ["\(Self.model) 1 of 2, 0 lost"])
  }

  /// Sums of totals end at 2⁶⁰, in one thread and where threads add theirs.
  @Test(arguments: [1, 2]) func largeTotalsDoNotOverflow(_ threads: Int) throws {
    let line = page([], total: "9999999999999999")
    let text = Array(repeating: line, count: 1_200).joined(separator: "\n")
    let found = try read(text, threads: threads, chunk: 1 << 12).incompleteModels
    #expect(found.map(\.expected) == [1 << 60])
  }

  /// An empty list does not make the other lists of its model unknown.
  @Test func emptyListsAreKnown() throws {
    let text = page([], total: "0") + page(["a"], total: "2")
    #expect(try incomplete(text) == ["\(Self.model) 1 of 2, 0 lost"])
  }

  @Test func pagesWithoutRecordsHaveLostThem() throws {
    // The sums agree, and yet a page is empty.
    let text = page(["a", "b", "c"], total: "3") + page([], skip: "2", total: "3")
    #expect(try incomplete(text) == ["\(Self.model) 3 of 3, 1 lost"])
    for resources in ["", #","resources":null"#] {
      let text =
        #"{"meta":{"model_type":"m"},"pagination":{"skip":0,"total":4}\#(resources)}"#
      #expect(try incomplete(text) == ["m 0 of 4, 1 lost"])
    }
  }

  @Test func theModelIsThePagesOrItsRecords() throws {
    for meta in [
      "{}", "null", #"{"model_type":null}"#, #"{"model_type":""}"#, #"{"model_type":3}"#,
    ] {
      #expect(
        try incomplete(page(["a"], total: "2", meta: meta)) == ["\(Self.model) 1 of 2, 0 lost"])
    }
    let unknown =
      #"{"pagination":{"skip":0,"total":2},"resources":[{"meta":{"model_type":"x/y"}}]}"#
    #expect(try incomplete(unknown) == ["x/y 1 of 2, 0 lost"])
    #expect(
      try incomplete(page(["a"], total: "2", meta: #"{"model_type":"\u0078"}"#)) == [
        "x 1 of 2, 0 lost"
      ])
    let nameless = #"{"pagination":{"skip":0,"total":2},"resources":[]}"#
    #expect(try incomplete(nameless) == [" 0 of 2, 1 lost"])
  }

  @Test func linesAreNotCounted() throws {
    #expect(try incomplete(phone("x") + "\n" + page(["a"], total: "1")) == [])
  }

  @Test func aPageWithoutPaginationCannotBeComplete() throws {
    let text = #"{"meta":{"model_type":"m"},"resources":[\#(phone("a"))]}"#
    #expect(try incomplete(text) == ["m 1 of 0, 1 lost"])
  }

  @Test func eachDumpIsCheckedByItself() throws {
    let folder = try Workdir()
    try folder.write("one/x", page(["a", "b"], total: "3"))
    try folder.write("one/y.json", page(["c"], skip: "2", total: "3"))
    try folder.write("two/y.json", page(["c"], skip: "2", total: "3"))
    for threads in [1, 3] {
      let contents = try read([folder.path + "/one", folder.path + "/two"], threads: threads)
      #expect(contents.incompleteModels.map(\.dump) == [folder.path + "/two"])
      #expect(contents.incompleteModels.map(\.read) == [1])
      #expect(contents.files.map(\.dump) == [0, 0, 1])
    }
  }

  @Test(arguments: [
    "1.0", "-1", "null", "true", #""""#, #""1 ""#, "[1]", "1e1", "12345678901234567",
  ])
  func refusesOtherNumbers(_ number: String) throws {
    for text in [page(["a"], total: number), page(["a"], skip: number, total: "1")] {
      let refused = try refusal(of: text)
      #expect(refused.reason.hasPrefix("expected a whole number under \"pagination."))
      let contents = try read(text, onError: .reject)
      #expect(contents.rejects.map(\.reason) == [refused.reason])
      #expect(contents.rejects.map(\.byte) == [refused.byte])
      #expect(contents.described.count == 1)
      #expect(contents.incompleteModels.count == 1)
    }
  }

  @Test(arguments: [
    (#"{"pagination":7,"resources":[]}"#, "expected an object under \"pagination\"", 14),
    (#"{"pagination":{"skip":0,"total":0},"resources":{}}"#, "expected an array of records", 47),
    (#"{"resources":[],"resources":[]}"#, "a page with two lists of records", 28),
    (#"{"resources":[],"data":{}}"#, "an object with \"data\" is a record", 16),
    (#"{"data":{},"pagination":{"skip":0,"total":0}}"#, "an object with \"data\" is a record", 1),
    (#"{"x":[1}],"resources":[]}"#, "", 7),
    (#"{"resources":[],"x":tru}"#, "", 20),
    (#"{"resources":[],"\ud800":1}"#, "", 16),
    (#"{"resources":[]"#, "the JSON text is cut off", 15),
    (#"{"resources":[{}"#, "\"meta\"", 14),
    (#"{"resources":[7]}"#, "expected an object", 14),
    (#"{"resources":[,]}"#, "expected a JSON value, found ','", 14),
    (#"{"resources":[] "pagination":1}"#, "expected ',' or '}'", 16),
    (#"{"resources":[]} x"#, "expected '{', '[' or the end of the file", 17),
    (#"{"resources":[{"resources":[]}]}"#, "a page of records inside a page", 14),
    ("[] {}", "\"meta\"", 3), ("[] x", "expected '{', '[' or the end of the file", 3),
    ("[{}", "\"meta\"", 1), ("[", "the JSON text is cut off", 1), ("[[]]", "expected an object", 1),
    (#"["a"]"#, "expected an object", 1),
  ])
  func refusesBrokenPages(_ text: String, _ reason: String, _ byte: Int) throws {
    for chunk in [1, 1 << 20] {
      let refused = try refusal(of: text, chunk: chunk)
      #expect(refused.reason.hasPrefix(reason), "\(text)")
      #expect(refused.byte == byte, "\(text)")
    }
  }
}
