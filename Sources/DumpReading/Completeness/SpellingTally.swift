internal import CRecordParser
internal import CensusModel

/// The keys of the profile that records have, and those that are only spelled like them.
struct SpellingTally: Sendable {
  /// A bit for each key that records of one model have.
  struct Keys: Sendable {
    var fields: UInt64 = 0
    var lists: UInt64 = 0
    var values: UInt64 = 0
    var hasPKID = false

    func isSuperset(of other: Keys) -> Bool {
      (other.fields & ~fields) | (other.lists & ~lists) | (other.values & ~values) == 0
        && (hasPKID || !other.hasPKID)
    }

    mutating func formUnion(_ other: Keys) {
      fields |= other.fields
      lists |= other.lists
      values |= other.values
      hasPKID = hasPKID || other.hasPKID
    }
  }

  /// A key that is spelled like one of the profile.
  struct Variant: Hashable, Sendable {
    /// Index into the models of the profile.
    var model: Int
    var part: Part
    /// Index into the names of the model's fields, those of conditions last.
    var name: Int
    var key: [UInt8]
  }

  /// The place of a key.
  enum Part: Int, Sendable {
    case field, list, value, pkid
  }

  /// By model.
  private(set) var seen: [Keys] = []
  /// How many records have such a key; not all records where the right one is seen later.
  private(set) var variants: [Variant: Int] = [:]

  /// A tally of these keys and spellings.
  init(seen: [Keys] = [], variants: [Variant: Int] = [:]) {
    self.seen = seen
    self.variants = variants
  }

  /// Puts back a spelling; false if it is there.
  mutating func restore(_ count: Int, for variant: Variant) -> Bool {
    variants.updateValue(count, forKey: variant) == nil
  }

  /// True if all models and names are of a profile.
  func fit(_ profile: DumpProfile) -> Bool {
    seen.count <= profile.models.count
      && variants.keys.allSatisfy { variant in
        guard variant.model < profile.models.count else { return false }
        let nameCount = ModelNames(profile.models[variant.model]).count
        return variant.part == .pkid ? variant.name == 0 : variant.name < nameCount
      }
  }

  /// Adds a record of a model of the profile.
  mutating func add(_ record: UnsafePointer<uc_record>) {
    unsafe see(Keys(record.pointee.seen), ofModel: record.pointee.model)
    if unsafe record.pointee.variant_count > 0 { unsafe addVariants(of: record) }
  }

  private mutating func addVariants(of record: UnsafePointer<uc_record>) {
    var added: Set<Variant> = []
    for index in unsafe 0..<record.pointee.variant_count {
      let variant = unsafe record.pointee.variants![index]
      let key = unsafe Variant(
        model: record.pointee.model, part: Part(variant.part), name: variant.name,
        key: variant.key.content.count > ListedNames.byteCountMax
          ? ListedNames.cut(variant.key.content) : [UInt8](variant.key.content))
      // A record counts once, however many entries of a list have the key.
      if added.insert(key).inserted { variants[key, default: 0] += 1 }
    }
    if variants.count > Self.variantCountMax { keepFirst() }
  }

  /// So many spellings of one key are kept, the first in byte order.
  static let spellingCountMax = 100
  /// More of all keys together are not kept at any moment. A tuning constant.
  private static let variantCountMax = 20_000

  /// Keeps the first spellings of each key. They are among the first of each thread, too.
  private mutating func keepFirst() {
    let keys = Dictionary(grouping: variants.keys) { [$0.model, $0.part.rawValue, $0.name] }
    for spellings in keys.values where spellings.count > Self.spellingCountMax {
      let sorted = spellings.sorted { $0.key.lexicographicallyPrecedes($1.key) }
      for spelling in sorted.dropFirst(Self.spellingCountMax) { variants[spelling] = nil }
    }
  }

  private mutating func see(_ keys: Keys, ofModel model: Int) {
    // PERF: hardly any record has a new key, and looking needs no array of our own.
    if model < seen.count, seen[model].isSuperset(of: keys) { return }
    while seen.count <= model { seen.append(Keys()) }
    seen[model].formUnion(keys)
  }

  /// Adds what another worker has seen.
  mutating func merge(_ other: SpellingTally) {
    for (model, keys) in other.seen.enumerated() { see(keys, ofModel: model) }
    variants.merge(other.variants, uniquingKeysWith: +)
    keepFirst()
  }

  /// Forgets spellings of keys that are seen: threads have not counted all records with them.
  mutating func dropSeen(in profile: DumpProfile) {
    variants = variants.filter { !isSeen($0.key, ModelNames(profile.models[$0.key.model])) }
  }

  /// The keys that no record has while others are spelled like them, in the order of the profile.
  func misspelled(in profile: DumpProfile) -> [MisspelledField] {
    var fields: [(order: [Int], field: MisspelledField)] = []
    for (variant, count) in variants {
      let names = ModelNames(profile.models[variant.model])
      guard !isSeen(variant, names) else { continue }
      let field = MisspelledField(
        modelType: profile.models[variant.model].type, expected: names.expected(for: variant),
        found: names.found(variant), recordCount: count)
      let order = [variant.model, variant.part.rawValue, names.field(of: variant)]
      // Two names of one field may be spelled alike.
      if !fields.contains(where: { $0.order == order && $0.field == field }) {
        fields.append((order, field))
      }
    }
    return fields.sorted {
      $0.order != $1.order
        ? $0.order.lexicographicallyPrecedes($1.order)
        : $0.field.found.utf8.lexicographicallyPrecedes($1.field.found.utf8)
    }.map(\.field)
  }

  private func isSeen(_ variant: Variant, _ names: ModelNames) -> Bool {
    let keys = seen[variant.model]
    switch variant.part {
    case .field: return keys.fields >> UInt64(names.field(of: variant)) & 1 == 1
    case .list: return keys.lists >> UInt64(variant.name) & 1 == 1
    case .value: return keys.values >> UInt64(variant.name) & 1 == 1
    case .pkid: return keys.hasPKID
    }
  }
}

/// The names of all fields of a model, in the order in which the record parser counts them.
private struct ModelNames {
  private var names: [(field: Int, name: DumpProfile.FieldName)] = []

  init(_ model: DumpProfile.Model) {
    for (field, described) in model.fields.enumerated() {
      names += described.names.map { (field, $0) }
    }
    for (index, condition) in model.conditions.enumerated() {
      names.append((model.fields.count + index, DumpProfile.FieldName(name: condition.field)))
    }
  }

  var count: Int { names.count }

  /// The field whose key it is, conditions last.
  func field(of variant: SpellingTally.Variant) -> Int {
    variant.part == .pkid ? 0 : names[variant.name].field
  }

  func expected(for variant: SpellingTally.Variant) -> [String] {
    switch variant.part {
    case .pkid: return ["meta.pkid"]
    case .field:
      let field = names[variant.name].field
      return names.filter { $0.field == field }.map(\.name.name)
    case .list:
      let (field, name) = names[variant.name]
      return names.filter { $0.field == field && $0.name.name.isExactly(name.name) }
        .map { "\($0.name.name).\($0.name.inner)" }
    case .value: return ["value", "_value_1"].map { "\(outer(variant)).\($0)" }
    }
  }

  func found(_ variant: SpellingTally.Variant) -> String {
    let key = String(decoding: variant.key, as: UTF8.self)
    switch variant.part {
    case .field: return key
    case .list, .value: return "\(outer(variant)).\(key)"
    case .pkid: return "meta.\(key)"
    }
  }

  /// The path to the key.
  private func outer(_ variant: SpellingTally.Variant) -> String {
    let name = names[variant.name].name
    let isEntry = variant.part == .value && !name.inner.isEmpty
    return isEntry ? "\(name.name).\(name.inner)[]" : name.name
  }
}

extension SpellingTally.Keys {
  fileprivate init(_ keys: uc_seen_keys) {
    self.init(
      fields: keys.fields, lists: keys.lists, values: keys.values, hasPKID: keys.has_pkid)
  }
}

extension SpellingTally.Part {
  fileprivate init(_ part: uc_key_part) {
    switch part {
    case UC_KEY_LIST: self = .list
    case UC_KEY_VALUE: self = .value
    case UC_KEY_PKID: self = .pkid
    default: self = .field
    }
  }
}
