public import CensusModel
public import Documents
internal import TextOutput

extension PlatformFacts {
  /// Reads platform facts (Inputs.md, "Platform facts"): an object whose keys are those of the
  /// report's head. A value is a string, or a number, which stands for its text; `null` and `""`
  /// are missing values; of a key that stands there twice the last one counts.
  ///
  /// - Parameters:
  ///   - bytes: the document.
  ///   - file: its name, for errors.
  ///   - ignoredKeys: takes the keys that no report knows, in the order of the document.
  /// - Throws: where the document is not a JSON object, a value is of another type or has a control
  ///   character (U+0000–001F, U+007F–009F), or `Date Time` is not `YYYY-MM-DD HH:MM`.
  public init(
    parsing bytes: [UInt8], file: String, ignoredKeys: inout [String]
  ) throws(DocumentError) {
    let root = try JSONNode(parsing: bytes, file: file)
    func refusal(_ node: JSONNode, _ reason: String) -> DocumentError {
      DocumentError(file: file, bytes: bytes, byte: node.offset, reason: reason)
    }
    guard case .object(let members) = root.value else {
      throw refusal(root, "expected an object with keys such as \"OrgID\" and \"hostname\"")
    }
    self.init()
    for key in Key.allCases {
      guard let node = root[key.rawValue] else { continue }
      do throws(Refusal) {
        self[key] = try Self.text(of: node, key)
      } catch {
        throw refusal(node, error.reason)
      }
    }
    for member in members where Key(rawValue: member.key) == nil {
      if !ignoredKeys.contains(member.key) { ignoredKeys.append(member.key) }
    }
  }

  private struct Refusal: Error { var reason: String }

  private static func text(of node: JSONNode, _ key: Key) throws(Refusal) -> String? {
    let text: String
    switch node.value {
    case .null: return nil
    case .string(""): return nil
    case .string(let value), .number(let value): text = value
    case .bool, .array, .object:
      throw Refusal(reason: "\"\(key.rawValue)\": expected a string, a number or null")
    }
    if let control = text.unicodeScalars.first(where: \.isControl) {
      let codePoint = PrintableText.codePoint(control.value)
      throw Refusal(reason: "\"\(key.rawValue)\": control character \(codePoint) is not allowed")
    }
    if key == .dateTime, ReportStamp(parsing: text) == nil {
      throw Refusal(
        reason: "\"Date Time\": expected YYYY-MM-DD HH:MM in UTC, such as \"2022-11-19 13:11\"")
    }
    return text
  }
}
