import Documents
import Foundation
import FuzzTargets

/// The content of a record, read with Foundation's JSONDecoder and nothing of the reader's: after
/// Inputs.md, "Models and fields".
struct DecoderTwin {
  let sketch: ProfileSketch

  /// Any JSON value.
  indirect enum Tree: Decodable {
    case null
    case bool(Bool)
    case number
    case string(String)
    case array([Tree])
    case object([String: Tree])

    private struct Key: CodingKey {
      var stringValue: String
      var intValue: Int? { nil }
      init(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
      if let container = try? decoder.container(keyedBy: Key.self) {
        var members: [String: Tree] = [:]
        for key in container.allKeys {
          members[key.stringValue] = try container.decode(Tree.self, forKey: key)
        }
        self = .object(members)
      } else if var container = try? decoder.unkeyedContainer() {
        var elements: [Tree] = []
        while !container.isAtEnd { elements.append(try container.decode(Tree.self)) }
        self = .array(elements)
      } else {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
          self = .null
        } else if let value = try? container.decode(Bool.self) {
          self = .bool(value)
        } else if let value = try? container.decode(String.self) {
          self = .string(value)
        } else {
          _ = try container.decode(Double.self)
          self = .number
        }
      }
    }
  }

  struct Refused: Error {}

  /// The text as a tree; nil if it is not JSON.
  static func tree(_ text: [UInt8]) -> Tree? {
    // The decoder looks at a value only when it is asked for, and at one of two with one key never.
    guard (try? JSONSerialization.jsonObject(with: Data(text), options: .fragmentsAllowed)) != nil
    else { return nil }
    return try? JSONDecoder().decode(Tree.self, from: Data(text))
  }

  /// In the words of `RecordParsing`, without the raw text; `malformed` and no more where it is so.
  func words(_ tree: Tree) -> String { (try? record(tree)) ?? "malformed" }

  private func record(_ tree: Tree) throws -> String {
    guard case .object(let root) = tree else { throw Refused() }
    if root["resources"] != nil || root["pagination"] != nil { return "page" }
    guard case .object(let meta)? = root["meta"], case .string(let type)? = meta["model_type"],
      !type.isEmpty
    else { throw Refused() }
    guard let model = sketch.models.firstIndex(where: { $0.type == type }) else {
      return "skipped \(type)"
    }
    let place = try self.place(meta)
    let pkid = try reference(meta["pkid"])
    guard case .object(let data)? = root["data"] else { throw Refused() }
    return "\(model) \(type) \(place) \(pkid) \(try fields(data, sketch.models[model]))"
  }

  private func place(_ meta: [String: Tree]) throws -> String {
    for (kind, key) in ["path", "hierarchy"].enumerated() {
      let text = try string(meta[key])
      if !text.isEmpty { return "\(kind) \(text)" }
    }
    throw Refused()
  }

  private func fields(_ data: [String: Tree], _ model: ProfileSketch.Model) throws -> String {
    let texts = try model.texts.map { try reference(data[$0]) }
    let flags = try model.flags.map { try flag(data[$0]) }
    let lists = try model.lists.map { try list(data[$0.name], $0.inner) }
    return "\(texts) \(flags) \(lists.map(\.count)) \(lists.flatMap(\.self))"
  }

  private func string(_ value: Tree?) throws -> String {
    switch value {
    case nil, .null: return ""
    case .string(let text): return text
    default: throw Refused()
    }
  }

  private func reference(_ value: Tree?) throws -> String {
    guard case .object(let members) = value else { return try string(value) }
    let text = try string(members["value"])
    return text.isEmpty ? try string(members["_value_1"]) : text
  }

  private func list(_ value: Tree?, _ inner: String) throws -> [String] {
    switch value {
    case .array(let elements) where elements.isEmpty: return []
    case .object(let members):
      guard case .array(let elements) = members[inner] else {
        return [try reference(members[inner])]
      }
      return try elements.map { try reference($0) }
    default:
      guard try string(value).isEmpty else { throw Refused() }
      return []
    }
  }

  /// 0 for false, 1 for true, 2 for unset.
  private func flag(_ value: Tree?) throws -> String {
    if case .bool(let value) = value { return value ? "1" : "0" }
    let text = try string(value)
    if text.isEmpty { return "2" }
    // Case of ASCII letters alone.
    let folded = String(
      decoding: text.utf8.map { (65...90).contains($0) ? $0 + 32 : $0 }, as: UTF8.self)
    if ["t", "true", "y"].contains(folded) { return "1" }
    if ["f", "false", "n"].contains(folded) { return "0" }
    throw Refused()
  }
}

extension JSONNode {
  /// The value as JSON, with the last of all members that have one key.
  var withoutDuplicates: String {
    switch value {
    case .null: return "null"
    case .bool(let value): return "\(value)"
    case .number(let text): return text
    case .string(let text): return Self.quoted(text)
    case .array(let elements):
      return "[\(elements.map(\.withoutDuplicates).joined(separator: ","))]"
    case .object(let members):
      let kept = members.enumerated().filter { index, member in
        !members[(index + 1)...].contains { $0.key.utf8.elementsEqual(member.key.utf8) }
      }
      let texts = kept.map { "\(Self.quoted($0.element.key)):\($0.element.node.withoutDuplicates)" }
      return "{\(texts.joined(separator: ","))}"
    }
  }

  private static func quoted(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"", "\\": "\\\(scalar)"
      case _ where scalar.value < 0x20:
        "\\u00" + (scalar.value < 16 ? "0" : "")
          + String(scalar.value, radix: 16)
      default: String(scalar)
      }
    }
    return "\"\(escaped.joined())\""
  }
}
