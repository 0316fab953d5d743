internal import CRecordParser

/// Which fields of the profile records have, and which keys differ from a field's name in the case of
/// letters only.
struct SpellingTally: Sendable {
  /// A key that is spelled like the name of a field.
  struct Variant: Hashable, Sendable {
    /// Indexes into the models of the profile and the model's fields, conditions last.
    var model: Int
    var field: Int
    var key: [UInt8]
  }

  /// By model: a bit for each field that some record has.
  private(set) var seen: [UInt64] = []
  /// How many records have such a key; not all records where the field itself is seen later.
  private(set) var variants: [Variant: Int] = [:]

  /// Adds a record of a model of the profile.
  mutating func add(_ record: UnsafePointer<uc_record>) {
    see(record.pointee.seen, ofModel: record.pointee.model)
    for index in 0..<record.pointee.variant_count {
      let variant = record.pointee.variants![index]
      let key = Variant(
        model: record.pointee.model, field: variant.field, key: [UInt8](variant.key.content))
      variants[key, default: 0] += 1
    }
  }

  private mutating func see(_ fields: UInt64, ofModel model: Int) {
    while seen.count <= model { seen.append(0) }
    seen[model] |= fields
  }

  /// Adds what another worker has seen.
  mutating func merge(_ other: SpellingTally) {
    for (model, fields) in other.seen.enumerated() { see(fields, ofModel: model) }
    variants.merge(other.variants, uniquingKeysWith: +)
  }

  /// The fields that no record has while a key is spelled like them, in the order of the profile.
  func misspelled(in profile: DumpProfile) -> [MisspelledField] {
    variants.filter { seen[$0.key.model] >> UInt64($0.key.field) & 1 == 0 }
      .sorted { left, right in
        if left.key.model != right.key.model { return left.key.model < right.key.model }
        if left.key.field != right.key.field { return left.key.field < right.key.field }
        return left.key.key.lexicographicallyPrecedes(right.key.key)
      }
      .map { variant, count in
        let model = profile.models[variant.model]
        return MisspelledField(
          modelType: model.type, expected: model.names(ofField: variant.field),
          found: String(decoding: variant.key, as: UTF8.self), recordCount: count)
      }
  }
}

extension DumpProfile.Model {
  /// The keys of a field, or of the condition after the fields.
  fileprivate func names(ofField field: Int) -> [String] {
    field < fields.count
      ? fields[field].names.map(\.name) : [conditions[field - fields.count].field]
  }
}

extension SpellingTally {
  func encode(into sink: inout StateSink) {
    sink.items(seen) { sink, fields in
      withUnsafeBytes(of: fields) { sink.raw($0) }
    }
    sink.items(variants) { sink, entry in
      sink.number(entry.key.model)
      sink.number(entry.key.field)
      sink.list(entry.key.key)
      sink.number(entry.value)
    }
  }

  init(decoding cursor: inout StateCursor) {
    seen = cursor.items { $0.word() }
    for _ in 0..<cursor.number() {
      let variant = Variant(model: cursor.number(), field: cursor.number(), key: cursor.list())
      variants[variant] = cursor.number()
    }
  }
}
