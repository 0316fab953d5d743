internal import CensusModel
internal import Sealing

/// The counts that packed files and portions keep of what was read: lists 7 to 12 of the directory
/// (PackFormat.md).
struct PackTallies: Sendable {
  var modelCounts: [String: Int] = [:]
  var skippedModels: [[UInt8]: Int] = [:]
  var leftOut: [String: Int] = [:]
  var spellings = SpellingTally()
  var pages = PageTally()
}

extension PackTallies {
  /// Writes the lists.
  func write(into sink: inout ByteSink) {
    sink.counts(modelCounts)
    let skipped = skippedModels.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    sink.list(skipped) { sink, model in
      sink.octets(model.key)
      sink.varint(model.value)
    }
    sink.counts(leftOut)
    writeSpellings(into: &sink)
    sink.list(pages.entries.sorted { PageTally.Key.precedes($0.key, $1.key) }) { sink, page in
      sink.varint(page.key.dump)
      sink.octets(page.key.modelType)
      sink.varint(page.value.read)
      sink.varint(page.value.expected)
      sink.u8(page.value.isUnknown ? 1 : 0)
      sink.varint(page.value.lostPages)
    }
  }

  private func writeSpellings(into sink: inout ByteSink) {
    sink.list(spellings.seen) { sink, keys in
      sink.words([keys.fields, keys.lists, keys.values])
      sink.u8(keys.hasPKID ? 1 : 0)
    }
    let variants = spellings.variants.sorted {
      SpellingTally.Variant.precedes($0.key, $1.key)
    }
    sink.list(variants) { sink, entry in
      sink.varint(entry.key.model)
      sink.u8(UInt8(entry.key.part.rawValue))
      sink.varint(entry.key.name)
      sink.octets(entry.key.key)
      sink.varint(entry.value)
    }
  }

  /// Reads the lists, and refuses what breaks a rule of the format.
  init(parsing cursor: inout ByteCursor, dumpCount: Int) throws(ByteCursor.Refusal) {
    modelCounts = try cursor.counts()
    let skipped = try cursor.list(ofAtLeast: 2) { (cursor) throws(ByteCursor.Refusal) in
      (key: try cursor.octets(), count: try cursor.sum())
    }
    for (key, count) in skipped where skippedModels.updateValue(count, forKey: key) != nil {
      throw cursor.refusal("a model twice")
    }
    leftOut = try cursor.counts()
    try parseSpellings(&cursor)
    let entries = try cursor.list(ofAtLeast: 6) { (cursor) throws(ByteCursor.Refusal) in
      try cursor.page(dumpCount: dumpCount)
    }
    for entry in entries {
      guard pages.entries[entry.key] == nil else { throw cursor.refusal("pages of a model twice") }
      pages.restore(entry.entry, for: entry.key)
    }
  }

  private mutating func parseSpellings(
    _ cursor: inout ByteCursor
  ) throws(ByteCursor.Refusal) {
    spellings = SpellingTally(
      seen: try cursor.list(ofAtLeast: 25) { (cursor) throws(ByteCursor.Refusal) in
        SpellingTally.Keys(
          fields: try cursor.u64(), lists: try cursor.u64(), values: try cursor.u64(),
          hasPKID: try cursor.flag())
      }, variants: [:])
    let variants = try cursor.list(ofAtLeast: 5) { (cursor) throws(ByteCursor.Refusal) in
      (key: try cursor.variant(), count: try cursor.sum())
    }
    for variant in variants {
      guard variant.key.model < spellings.seen.count,
        spellings.restore(variant.count, for: variant.key)
      else { throw cursor.refusal("a spelling of an unseen model, or one twice") }
    }
  }
}

extension ByteSink {
  fileprivate mutating func counts(_ counts: [String: Int]) {
    list(counts.sorted { $0.key.precedesExactly($1.key) }) { sink, entry in
      sink.text(entry.key)
      sink.varint(entry.value)
    }
  }
}

extension ByteCursor {
  fileprivate mutating func counts() throws(Refusal) -> [String: Int] {
    let entries = try list(ofAtLeast: 2) { (cursor) throws(Refusal) in
      (key: try cursor.text(), count: try cursor.sum())
    }
    var counts: [String: Int] = [:]
    for (key, count) in entries where counts.updateValue(count, forKey: key) != nil {
      throw refusal("a key twice")
    }
    return counts
  }

  fileprivate mutating func variant() throws(Refusal) -> SpellingTally.Variant {
    let model = try varint()
    guard let part = SpellingTally.Part(rawValue: Int(try u8())) else {
      throw refusal("unknown part of a record")
    }
    return SpellingTally.Variant(
      model: model, part: part, name: try varint(), key: try octets())
  }

  fileprivate mutating func page(
    dumpCount: Int
  ) throws(Refusal) -> (key: PageTally.Key, entry: PageTally.Entry) {
    let key = PageTally.Key(dump: try index(below: dumpCount), modelType: try octets())
    return (
      key,
      PageTally.Entry(
        read: try sum(), expected: try varint(max: PageTally.Entry.expectedMax),
        isUnknown: try flag(), lostPages: try sum())
    )
  }
}
