/// The current text of every slot. A value stays until it is set again, so that what belongs to a
/// customer or a site is written once for all its records.
struct FieldValues {
  private var texts = [Bytes](repeating: [], count: Slot.allCases.count)

  subscript(slot: Slot) -> Bytes {
    get { texts[slot.rawValue] }
    _modify { yield &texts[slot.rawValue] }
  }

  /// Empties a slot, keeping its room, and fills it.
  mutating func set(_ slot: Slot, _ fill: (inout Bytes) -> Void) {
    self[slot].removeAll(keepingCapacity: true)
    fill(&self[slot])
  }

  mutating func set(_ slot: Slot, _ bytes: Bytes) {
    self[slot].removeAll(keepingCapacity: true)
    self[slot].append(contentsOf: bytes)
  }

  mutating func set(_ slot: Slot, text: String) { set(slot) { $0.append(text: text) } }
}
