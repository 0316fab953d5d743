/// The fields of a model, one a line: `name: value | value | …`, each value JSON with slots.
///
/// A variant takes one of the values. A field that begins with `?` is missing from some variants,
/// as fields are that a platform release or a device type does not have.
struct FieldList {
  private struct Field {
    var name: String
    var values: [String]
    var isOptional: Bool
  }

  private var fields: [Field] = []

  init(_ text: String) {
    for line in text.split(separator: "\n") {
      let (name, values) = FieldList.halves(line)
      fields.append(
        Field(
          name: String(name.drop { $0 == "?" }), values: FieldList.alternatives(values),
          isOptional: name.hasPrefix("?")))
    }
  }

  /// One variant, as a JSON object.
  func variant(using random: inout RandomSource) -> String {
    var members: [String] = []
    for field in fields where !field.isOptional || !random.chance(120) {
      members.append("\"\(field.name)\":\(random.pick(field.values))")
    }
    return "{\(members.joined(separator: ","))}"
  }

  private static func halves(_ line: Substring) -> (Substring, Substring) {
    guard let colon = line.firstIndex(of: ":") else {
      preconditionFailure("a field without a value: \(line)")
    }
    return (line[..<colon], line[line.index(colon, offsetBy: 2)...])
  }

  private static func alternatives(_ text: Substring) -> [String] {
    text.split(separator: "|").map { part in
      let start = part.drop { $0 == " " }
      return String(start.last == " " ? start.dropLast() : start)
    }
  }
}
