/// A record rendered beforehand, but for its slots: literal bytes with a slot after each.
struct RecordTemplate {
  private var pieces: [(literal: Bytes, slot: Slot)] = []
  private var end: Bytes = []

  /// Splits a text at its slots. A name between dollar signs that is not a slot is a mistake in a
  /// field list, not in any input.
  init(_ text: String) {
    let parts = text.split(separator: "$", omittingEmptySubsequences: false)
    precondition(parts.count % 2 == 1, "a slot is not closed in: \(text)")
    for index in stride(from: 0, to: parts.count - 1, by: 2) {
      guard let slot = Slot(name: String(parts[index + 1])) else {
        preconditionFailure("no slot is called \(parts[index + 1])")
      }
      pieces.append((Bytes(parts[index].utf8), slot))
    }
    end = Bytes(parts[parts.count - 1].utf8)
  }

  /// Puts the record with these values at the end of some bytes.
  func append(to output: inout Bytes, _ values: borrowing FieldValues) {
    for (literal, slot) in pieces {
      output.append(contentsOf: literal)
      output.append(contentsOf: values[slot])
    }
    output.append(contentsOf: end)
  }
}
