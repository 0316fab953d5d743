/// Numbers by text, for instance the index of the record that a key means.
struct TextMap {
  /// One more than the number; 0 where there is none.
  private var values: [UInt32] = []

  /// Nothing yet.
  init() {}

  subscript(text: TextID) -> Int? {
    get {
      guard text.number < values.count, values[Int(text.number)] > 0 else { return nil }
      return Int(values[Int(text.number)]) - 1
    }
    set {
      let index = Int(text.number)
      if index >= values.count {
        values += repeatElement(0, count: index + index / 2 + 64 - values.count)
      }
      values[index] = newValue.map { UInt32($0 + 1) } ?? 0
    }
  }
}
