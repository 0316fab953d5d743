/// Writes the same record with other words: references as objects, lists as single values.
struct RecordSpelling {
  var random: SplitMix64
  let debatable: Bool

  /// A record that means the same. Fields of a wrong type are left alone.
  mutating func spelled(_ record: RawRecord) -> RawRecord {
    guard let shape = RecordShape.of(record.modelType) else { return record }
    var result = record
    result.data = withoutRepetition(record.data)
    for field in shape.texts where field != "node_type" {
      let isPlain = ["product", "model", "class"].contains(field) && !debatable
      respell(field, &result.data) { isPlain ? nil : $0.reference($1) }
    }
    if shape.model == RecordShape.user {
      respell("associatedDevices", &result.data) { $0.wrapped($1, "device") }
      respell("phoneProfiles", &result.data) { $0.wrapped($1, "profileName") }
    }
    return result
  }

  /// The members without those that a later one of the same key outdoes.
  func withoutRepetition(_ members: [JSONMember]) -> [JSONMember] {
    var seen: Set<Bytes> = []
    return members.reversed().filter { seen.insert(bytes($0.key)).inserted }.reversed()
  }

  private mutating func respell(
    _ field: String, _ members: inout [JSONMember],
    _ change: (inout RecordSpelling, JSONTree) -> JSONTree?
  ) {
    guard random.chance(40) else { return }
    let index = members.firstIndex { bytes($0.key) == bytes(field) }
    guard let value = change(&self, index.map { members[$0].value } ?? .null) else { return }
    if let index {
      members[index].value = value
    } else {
      members.append(JSONMember(field, value))
    }
  }

  /// Another form of a reference; nil for a value that is none.
  private mutating func reference(_ value: JSONTree) -> JSONTree? {
    switch value {
    case .null: return emptyReference()
    case .string(let text) where text.utf8.isEmpty: return emptyReference()
    case .string(let text): return .object(random.shuffled(referenceMembers(text)))
    default: return nil
    }
  }

  private mutating func emptyReference() -> JSONTree {
    random.pick([
      .null, .string(""), .object([]), .object([JSONMember("value", .null)]),
      .object([JSONMember("_value_1", .string("")), JSONMember("value", .string(""))]),
      .object([JSONMember("uuid", .string("{0}"))]),
    ])
  }

  private mutating func referenceMembers(_ text: String) -> [JSONMember] {
    let (value, other) = (
      JSONMember("value", .string(text)), JSONMember("_value_1", .string(text))
    )
    let hasLetters = text.utf8.contains { $0 != 0x20 }
    switch random.below(6) {
    case 0: return [value]
    case 1: return [other]
    case 2: return [other, JSONMember("value", .null)]
    case 3: return [other, JSONMember("value", .string("")), JSONMember("uuid", .number("1"))]
    // The first that is not empty wins; whether blanks are empty is not said, so they stand alone.
    case 4 where hasLetters: return [value, JSONMember("_value_1", .string("wrong"))]
    default: return [value, JSONMember("Value", .string("wrong")), JSONMember("uuid", .null)]
    }
  }

  /// Another form of a list inside an object; nil for a value that is none.
  private mutating func wrapped(_ value: JSONTree, _ inner: String) -> JSONTree? {
    var elements: [JSONTree] = []
    switch value {
    case .null: break
    case .object(let members):
      guard case .array(let list) = lastValue(members, inner) else { return nil }
      elements = list
    default: return nil
    }
    if elements.isEmpty {
      let empty: [JSONTree] = [
        .null, .string(""), .array([]), .object([]), list(.array([]), inner),
      ]
      return random.pick(empty + [list(.null, inner), list(.string(""), inner)])
    }
    for index in elements.indices where random.chance(30) {
      elements[index] = reference(elements[index]) ?? elements[index]
    }
    if elements.count == 1, random.chance(60) { return list(elements[0], inner) }
    if random.chance(10) { elements.insert(emptyReference(), at: random.below(elements.count)) }
    return list(.array(elements), inner)
  }

  private func list(_ value: JSONTree, _ inner: String) -> JSONTree {
    .object([JSONMember("total", .number("3")), JSONMember(inner, value)])
  }
}
