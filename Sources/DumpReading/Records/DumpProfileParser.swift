internal import CensusModel
internal import Documents

/// Checks a dump profile value by value, so that every refusal names its place.
struct DumpProfileParser {
  let bytes: [UInt8]
  let file: String

  func models() throws(DocumentError) -> [JSONNode] {
    let root = try JSONNode(parsing: bytes, file: file)
    try checkKeys(of: root, are: ["schema", "models"], in: "a dump profile")
    guard let schema = root["schema"], case .number("1") = schema.value else {
      throw refusal(root["schema"] ?? root, "expected \"schema\": 1")
    }
    guard let models = root["models"], case .array(let elements) = models.value else {
      throw refusal(root["models"] ?? root, "expected \"models\": an array")
    }
    return elements
  }

  func model(_ node: JSONNode) throws(DocumentError) -> DumpProfile.Model {
    try checkKeys(of: node, are: ["role", "model_type", "fields", "when"], in: "a model")
    let roleName = try text(of: "role", in: node)
    guard let role = Role.allCases.first(where: { $0.profileName == roleName }) else {
      let known = Role.allCases.map(\.profileName).joined(separator: ", ")
      throw refusal(node["role"] ?? node, "unknown role \"\(roleName)\"; the roles are \(known)")
    }
    guard let fields = node["fields"] else {
      throw refusal(node, "the role \"\(roleName)\" needs \"fields\"")
    }
    try checkKeys(of: fields, are: role.fields.map(\.name), in: "the fields of \"\(roleName)\"")
    var model = DumpProfile.Model(
      role: role, type: try text(of: "model_type", in: node), fields: [])
    for field in role.fields { model.fields.append(try self.field(field, in: fields)) }
    if let when = node["when"] { model.conditions = try conditions(when) }
    return model
  }

  // MARK: Conditions

  /// So many conditions and fields of a role have a bit each in a word.
  private static let conditionCountMax = 32

  private func conditions(_ node: JSONNode) throws(DocumentError) -> [RecordCondition] {
    guard case .object(let members) = node.value, members.count <= Self.conditionCountMax else {
      throw refusal(
        node, "expected \"when\": an object with at most \(Self.conditionCountMax) conditions")
    }
    var conditions: [RecordCondition] = []
    for member in members {
      if member.key.isEmpty || conditions.contains(where: { $0.field.isExactly(member.key) }) {
        throw refusal(member.node, "expected each field of \"when\" once, with a name")
      }
      conditions.append(try condition(on: member.key, member.node))
    }
    return conditions
  }

  private func condition(
    on field: String, _ node: JSONNode
  ) throws(DocumentError) -> RecordCondition {
    try checkKeys(of: node, are: ["in", "notIn"], in: "the condition on \"\(field)\"")
    guard case .object(let members) = node.value, members.count == 1,
      case .array(let nodes) = members[0].node.value
    else { throw refusal(node, "expected \"in\" or \"notIn\": an array of values") }
    var values: [[UInt8]?] = []
    for node in nodes { values.append(try value(node)) }
    return RecordCondition(field: field, isIn: members[0].key == "in", values: values)
  }

  private func value(_ node: JSONNode) throws(DocumentError) -> [UInt8]? {
    switch node.value {
    case .null: return nil
    case .bool(let value): return Array((value ? "true" : "false").utf8)
    case .number(let text): return Array(text.utf8)
    case .string(let text): return Folding.key(Array(text.utf8)[...])
    case .array, .object:
      throw refusal(node, "expected a string, a number, true, false or null")
    }
  }

  // MARK: Fields

  private func field(
    _ wanted: RoleField, in node: JSONNode
  ) throws(DocumentError) -> DumpProfile.Field {
    var field = DumpProfile.Field(kind: wanted.kind, names: [])
    guard let value = node[wanted.name], case .array(let nodes) = value.value, !nodes.isEmpty else {
      let name = try text(of: wanted.name, in: node)
      field.names = [try self.name(name, wanted, node[wanted.name] ?? node)]
      return field
    }
    for node in nodes {
      guard let text = node.string, !text.isEmpty else {
        throw refusal(node, "expected a string that is not empty, for \"\(wanted.name)\"")
      }
      let name = try self.name(text, wanted, node)
      let isKnown = field.names.contains {
        $0.name.isExactly(name.name) && $0.inner.isExactly(name.inner)
      }
      if isKnown {
        throw refusal(node, "the key \"\(text)\" is given twice for \"\(wanted.name)\"")
      }
      field.names.append(name)
    }
    return field
  }

  private func name(
    _ text: String, _ wanted: RoleField, _ node: JSONNode
  ) throws(DocumentError) -> DumpProfile.FieldName {
    guard wanted.kind == .list else { return DumpProfile.FieldName(name: text) }
    let bare = text.hasSuffix("[]") ? text.dropLast(2) : Substring(text)
    let parts = bare.split(separator: ".", omittingEmptySubsequences: false)
    guard text.hasSuffix("[]"), parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else {
      throw refusal(node, "expected a list, written \"outer.inner[]\"")
    }
    return DumpProfile.FieldName(name: String(parts[0]), inner: String(parts[1]))
  }

  private func text(of key: String, in node: JSONNode) throws(DocumentError) -> String {
    guard let text = node[key]?.string, !text.isEmpty else {
      throw refusal(node[key] ?? node, "expected \"\(key)\": a string that is not empty")
    }
    return text
  }

  private func checkKeys(
    of node: JSONNode, are keys: [String], in whole: String
  ) throws(DocumentError) {
    guard case .object(let members) = node.value else {
      throw refusal(node, "expected an object for \(whole)")
    }
    for member in members where !keys.contains(member.key) {
      let expected = keys.joined(separator: ", ")
      throw DocumentError(
        file: file, bytes: bytes, byte: member.keyOffset,
        reason: "unknown key \"\(member.key)\" in \(whole); expected \(expected)")
    }
  }

  func refusal(_ node: JSONNode, _ reason: String) -> DocumentError {
    DocumentError(file: file, bytes: bytes, byte: node.offset, reason: reason)
  }
}
