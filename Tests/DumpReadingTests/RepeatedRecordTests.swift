import DumpReading
import Testing

import class TestSupport.Workdir

/// Records that come twice in the pages of a list, so that others are missing (Inputs.md, form 2).
@Suite struct RepeatedRecordTests {
  private static let model = "device/cucm/User"

  private func pkid(_ number: Int) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 24 - digits.count) + digits
  }

  private func user(
    _ pkid: String, _ name: String? = nil, model: String = RepeatedRecordTests.model
  ) -> String {
    record(model, #""userid":"\#(name ?? pkid)""#, meta: #""pkid":"\#(pkid)","path":"sys.p""#)
  }

  private func page(_ users: [String], skip: Int, total: Int, meta: String = "{}") -> String {
    let records = users.joined(separator: ",")
    return
      #"{"meta":\#(meta),"pagination":{"skip":\#(skip),"total":\#(total)},"resources":[\#(records)]}"#
  }

  private func users(_ numbers: Int...) -> [String] { numbers.map { user(pkid($0)) } }

  /// Reads a dump of these files in several ways, which must agree.
  private func incomplete(_ files: [String: String]) throws -> [IncompleteModel] {
    let folder = try Workdir()
    for (name, text) in files { try folder.write("d/" + name, text) }
    let ways: [(threads: Int, chunk: Int)] = [(1, 1 << 20), (3, 64), (2, 1)]
    let found = try ways.map {
      try read([folder.path + "/d"], threads: $0.threads, chunk: $0.chunk).incompleteModels
    }
    #expect(found.allSatisfy { $0 == found[0] })
    return found[0]
  }

  /// A record moved to the next page while the list was read.
  @Test func aRecordOnTwoPagesMakesTheModelIncomplete() throws {
    let found = try incomplete([
      "1.json": page(users(1, 2), skip: 0, total: 6),
      "2.json": page(users(2, 3), skip: 2, total: 6),
      "3.json": page(users(5, 6), skip: 4, total: 6),
    ])
    let model = try #require(found.first)
    #expect((model.read, model.expected, model.distinct) == (6, 6, 5))
    let repeats = try #require(model.repeats)
    #expect(repeats.pkidCount == 1)
    #expect(repeats.examples.map(\.pkid) == [pkid(2)])
    #expect(repeats.examples.map(\.pages) == [["1.json (skip 0)", "2.json (skip 2)"]])
    #expect(repeats.identicalPages == [])
    #expect(
      model.description.hasSuffix(
        """
        /d: device/cucm/User: 6 records read, 5 of them distinct, 6 expected; \
        1 PKID comes more than once: 000000000000000000000002 on 1.json (skip 0), 2.json (skip 2)
        """))
  }

  /// The server ignored the parameters of paging.
  @Test func identicalPagesAreNamed() throws {
    let found = try incomplete([
      "a.json": page(users(1, 2), skip: 0, total: 6),
      "b.json": page(users(1, 2), skip: 2, total: 6)
        + page(users(1, 2), skip: 4, total: 6),
    ])
    let model = try #require(found.first)
    #expect((model.read, model.expected, model.distinct) == (6, 6, 2))
    let repeats = try #require(model.repeats)
    #expect(repeats.pkidCount == 2)
    let second = page(users(1, 2), skip: 2, total: 6).utf8.count
    #expect(
      repeats.identicalPages == [
        ["a.json (skip 0)", "b.json (skip 2)", "b.json (byte \(second), skip 4)"]
      ])
    #expect(model.description.contains("; 3 identical pages: a.json (skip 0), b.json (skip 2), "))
  }

  /// Other order, other content: no identical pages, and yet the records repeat.
  @Test func pagesAreIdenticalOnlyIfAllRecordsAre() throws {
    let found = try incomplete([
      "a.json": page(users(1, 2), skip: 0, total: 6),
      "b.json": page(users(2, 1), skip: 2, total: 6),
      "c.json": page([user(pkid(1), "x"), user(pkid(2), "y")], skip: 4, total: 6),
    ])
    let repeats = try #require(found.first?.repeats)
    #expect((repeats.distinct, repeats.pkidCount, repeats.identicalPages.count) == (2, 2, 0))
  }

  @Test func pkidsAreComparedWithoutRegardToCase() throws {
    let found = try incomplete([
      "a.json": page([user(pkid(0xAB))], skip: 0, total: 2),
      "b.json": page([user(pkid(0xAB).uppercased())], skip: 1, total: 2),
    ])
    #expect(found.map(\.distinct) == [1])
  }

  /// PKIDs that are not 24 hexadecimal digits are compared byte for byte, whatever their length.
  @Test func otherPKIDsAreComparedExactly() throws {
    for (left, right, distinct) in [
      ("x-1", "x-1", 1), ("x-1", "X-1", 2),
      ("zz0000000000000000000001", "ZZ0000000000000000000001", 2),
      ("zz0000000000000000000001", "zz0000000000000000000001", 1), ("ü", "u\u{308}", 2),
      (String(repeating: "7", count: 40), String(repeating: "7", count: 40), 1),
    ] {
      let found = try incomplete([
        "a.json": page([user(left)], skip: 0, total: 2),
        "b.json": page([user(right)], skip: 1, total: 2),
      ])
      #expect(found.map(\.distinct) == (distinct == 2 ? [] : [1]), "\(left) \(right)")
    }
  }

  /// A record without a PKID is like no other.
  @Test func recordsWithoutPKIDAreDistinct() throws {
    for meta in [#""path":"sys.p""#, #""pkid":null,"path":"sys.p""#, #""pkid":"","path":"sys.p""#] {
      let one = record(Self.model, #""userid":"a""#, meta: meta)
      #expect(try incomplete(["a.json": page([one, one], skip: 0, total: 2)]) == [])
    }
  }

  @Test func modelsOfNoRoleAreChecked() throws {
    let other = user(pkid(1), model: "device/other/Thing")
    let found = try incomplete(["a.json": page([other, other], skip: 0, total: 2)])
    #expect(found.map(\.modelType) == ["device/other/Thing"])
    #expect(found.map(\.distinct) == [1])
  }

  /// One PKID in two models, in two dumps, or on a page and on a line is not a repeat.
  @Test func otherModelsDumpsAndLinesAreOtherRecords() throws {
    let phone = user(pkid(1), model: "device/cucm/Phone")
    #expect(
      try incomplete([
        "a.json": page(users(1), skip: 0, total: 1), "b.json": page([phone], skip: 0, total: 1),
        "c.jsonl": user(pkid(1)),
      ]) == [])
    let folder = try Workdir()
    for dump in ["one", "two"] {
      try folder.write("\(dump)/a.json", page(users(1, 2), skip: 0, total: 2))
    }
    #expect(try read([folder.path + "/one", folder.path + "/two"]).incompleteModels == [])
  }

  @Test func unknownTotalsAreNotChecked() throws {
    for total in [0, 999_999_999] {
      #expect(try incomplete(["a.json": page(users(1, 1), skip: 0, total: total)]) == [])
    }
  }

  /// Rejected records have no PKID: each counts as one.
  @Test func rejectedRecordsAreDistinct() throws {
    let bad = #"{"meta":{"model_type":"device/cucm/User"}}"#
    let text = page([bad, bad] + users(1), skip: 0, total: 3)
    #expect(try read(text, onError: .reject).incompleteModels == [])
  }

  /// Escaped keys, pages on lines, keys in another order.
  @Test func everyFormOfPagesIsChecked() throws {
    let late =
      #"{"resources":[\#(user(pkid(2)))],"pagination":{"skip":1,"total":2},"meta":null}"#
    let escaped = user(pkid(2)).replacing("pkid", with: #"\u0070kid"#)
    for first in users(2) + [escaped] {
      for separator in ["", "\n", " \r\n"] {
        let text = page([first], skip: 0, total: 2) + separator + late
        let found = try incomplete(["a": text])
        #expect(found.map(\.distinct) == [1], "\(text)")
      }
    }
  }

  /// Random lists against a plain count, with pages cut anywhere and more records than blocks hold.
  @Test(arguments: [3, 400, 70_000]) func agreesWithAPlainCount(_ count: Int) throws {
    let seed = UInt64.random(in: 0..<1 << 32)
    var state = seed
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let numbers = (0..<count).map { random(8) == 0 ? random(count) : $0 }
    let limit = 1 + random(count)
    let folder = try Workdir()
    for skip in stride(from: 0, to: count, by: limit) {
      let users = numbers[skip..<min(skip + limit, count)].map { user(pkid($0), "u") }
      try folder.write("d/\(skip).json", page(users, skip: skip, total: count))
    }
    let distinct = Set(numbers).count
    let twice = Dictionary(grouping: numbers) { $0 }.count { $0.value.count > 1 }
    for threads in [1, 2] {
      let found = try read([folder.path + "/d"], threads: threads).incompleteModels
      #expect(found.map(\.distinct) == (distinct == count ? [] : [distinct]), "seed \(seed)")
      #expect(found.map { $0.repeats?.pkidCount } == (twice == 0 ? [] : [twice]), "seed \(seed)")
    }
  }
}
