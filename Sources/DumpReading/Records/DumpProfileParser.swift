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
    try checkKeys(of: node, are: ["role", "model_type", "fields"], in: "a model")
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
    return model
  }

  private func field(
    _ wanted: RoleField, in node: JSONNode
  ) throws(DocumentError) -> DumpProfile.Field {
    let name = try text(of: wanted.name, in: node)
    guard wanted.kind == .list else {
      return DumpProfile.Field(kind: wanted.kind, name: name, inner: "")
    }
    let bare = name.hasSuffix("[]") ? name.dropLast(2) : Substring(name)
    let parts = bare.split(separator: ".", omittingEmptySubsequences: false)
    guard name.hasSuffix("[]"), parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else {
      throw refusal(node[wanted.name] ?? node, "expected a list, written \"outer.inner[]\"")
    }
    return DumpProfile.Field(kind: .list, name: String(parts[0]), inner: String(parts[1]))
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
