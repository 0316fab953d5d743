internal import Documents
internal import Synchronization

extension FuzzTarget {
  /// The decoder of records: many lines at once against each line by itself, and what it accepts
  /// against the reader of documents, which must accept it too.
  static let records = FuzzTarget("records") { (input) throws(Finding) in
    // An empty line in front stands for the other profile.
    let outcome = parsers.withLock { parsers in
      Result { () throws(Finding) in try parsers[input.first == 0x0A ? 1 : 0].check(input) }
    }
    try outcome.get()
  }

  /// To make parsers takes longer than to use them.
  private static let parsers = Mutex([Parsers(.usual), Parsers(.short)])
}

/// Parsers of one profile.
private struct Parsers {
  private let best: RecordParsing
  private let plain: RecordParsing

  init(_ profile: ProfileSketch) {
    best = RecordParsing(profile)
    plain = RecordParsing(profile, isPlain: true)
  }

  func check(_ input: [UInt8]) throws(Finding) {
    for line in PlainLines.lines(of: input) { try checkSingle(line) }
    let expected = PlainLines(best).records(of: input)
    for parsing in [best, plain] {
      let found = parsing.lines(input)
      try Finding.unless(
        found == expected, "\(String(describing: found)), expected \(String(describing: expected))")
    }
  }

  private func checkSingle(_ line: [UInt8]) throws(Finding) {
    let said = best.single(line)
    guard !said.hasPrefix("malformed") else { return }
    do throws(DocumentError) {
      _ = try JSONNode(parsing: line, file: "t")
    } catch {
      throw Finding("taken as a record: \(said); as a document: \(error)")
    }
  }
}
